"""Paths to outcomes: read, fill, write if anything changed and nobody else wrote meanwhile."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context, Contexts
from cssgen.diagnostics import Diagnostic, Finding, LineIndex
from cssgen.edits import Span
from cssgen.errors import FileError
from cssgen.files import Stylesheet, Unreadable, decode_stylesheet, read_stylesheet
from cssgen.fill import FilledText, FillOptions, complete_text, read_text
from cssgen.writing import Stale, Unchanged, Written

Replace = Callable[[Path, bytes, bytes], Written | Unchanged | Stale]
"""Replace the expected bytes of a file by others: see `cssgen.writing.replace_file`."""

BATCH = 32  # markers whose candidates are generated in one go
_MAX_RETRIES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        path: the file.
        sheet: the file as it was read; None if it could not be.
        asked: what it asks for.
        filled: its text, filled.
        content: the bytes that it should have now.
        findings: what was not filled, and why.
        written: whether it was written.
    """

    path: Path
    sheet: Stylesheet | None = None
    asked: Contexts = Contexts()
    filled: FilledText = FilledText("")
    content: bytes = b""
    findings: tuple[Finding, ...] = ()
    written: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether filling changes the file."""
        return self.sheet is not None and self.content != self.sheet.raw


@dataclass(frozen=True, slots=True)
class _Asked:
    sheet: Stylesheet
    contexts: Contexts


def rewrite_files(
    paths: Iterable[Path], generate: Generate, options: FillOptions, write: Replace | None
) -> Iterator[Outcome]:
    """Fill the markers of many files, those of several files in one batch.

    Args:
        paths: the files.
        generate: the model.
        options: how texts are filled.
        write: how files are written; None only says what would be.

    Yields:
        An outcome for each file that has a marker or a near miss, or that cannot be read; files without are
        passed over in silence.
    """
    for batch in _batched(read_files(paths, options)):
        asked = [item for item in batch if isinstance(item, _Asked)]
        contexts = [context for item in asked for context in item.contexts.contexts]
        candidates = iter(generate(contexts) if contexts else ())
        for item in batch:
            if isinstance(item, _Asked):
                offered = list(islice(candidates, len(item.contexts.contexts)))
                yield _finish(item, offered, options, write)
            else:
                yield item


def check_files(paths: Iterable[Path], options: FillOptions) -> Iterator[Outcome]:
    """Find unfilled markers, near misses, and edited or stale regions; no model is needed."""
    for item in read_files(paths, options):
        if isinstance(item, _Asked):
            unfilled = [_unfilled(context) for context in item.contexts.contexts]
            findings = locate(item.sheet, [*item.contexts.diagnostics, *unfilled])
            yield Outcome(item.sheet.path, item.sheet, item.contexts, content=item.sheet.raw, findings=findings)
        else:
            yield item


def fill_bytes(path: Path, raw: bytes, generate: Generate, options: FillOptions) -> Outcome:
    """Fill a file that is not on the disk, such as standard input."""
    item = _read(decode_stylesheet(path, raw), options)
    if item is None:
        return Outcome(path, content=raw)
    if isinstance(item, Outcome):
        return replace(item, content=raw)
    contexts = item.contexts.contexts
    return _finish(item, generate(contexts) if contexts else (), options, None)


def check_bytes(path: Path, raw: bytes, options: FillOptions) -> Outcome:
    """Check a file that is not on the disk."""
    item = _read(decode_stylesheet(path, raw), options)
    if not isinstance(item, _Asked):
        return item or Outcome(path, content=raw)
    unfilled = [_unfilled(context) for context in item.contexts.contexts]
    return Outcome(path, item.sheet, findings=locate(item.sheet, [*item.contexts.diagnostics, *unfilled]))


def read_files(paths: Iterable[Path], options: FillOptions) -> "Iterator[_Asked | Outcome]":
    """Read the files that ask for something, and say which of those cannot be read."""
    for path in paths:
        try:
            item = _read(read_stylesheet(path), options)
        except FileError as error:
            item = _failed(path, "CSSG008", error)
        if item is not None:
            yield item


def locate(sheet: Stylesheet, diagnostics: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    """Give diagnostics of a file their lines and columns, in order of appearance."""
    lines = LineIndex(sheet.text)
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.span)
    return tuple(lines.locate(diagnostic, str(sheet.path)) for diagnostic in ordered)


def _read(sheet: Stylesheet | Unreadable, options: FillOptions) -> "_Asked | Outcome | None":
    if isinstance(sheet, Unreadable):
        # A file that asks for nothing may be as it likes.
        return Outcome(sheet.path, findings=(sheet.finding,)) if _mentions(sheet.raw, options.keyword) else None
    contexts = read_text(sheet.text, options)
    return _Asked(sheet, contexts) if contexts.contexts or contexts.diagnostics else None


def _mentions(raw: bytes, keyword: str) -> bool:
    """Whether bytes that could not be decoded hold the keyword, in UTF-16 too."""
    return keyword.lower().encode() in raw.replace(b"\0", b"").lower()


def _failed(path: Path, code: str, error: FileError) -> Outcome:
    message = str(error).removeprefix(f"{path}: ")
    return Outcome(path, findings=(LineIndex("").locate(Diagnostic(code, message, Span(0, 0)), str(path)),))


def _unfilled(context: Context) -> Diagnostic:
    if context.region is not None:
        message = f"the prompt of this region was changed: {context.marker.prompt}"
        return Diagnostic("CSSG005", message, context.marker.span)
    return Diagnostic("CSSG001", f"unfilled marker: {context.marker.prompt}", context.marker.span)


def _batched(items: "Iterable[_Asked | Outcome]") -> "Iterator[list[_Asked | Outcome]]":
    batch: list[_Asked | Outcome] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.contexts.contexts) if isinstance(item, _Asked) else 0
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _finish(
    item: _Asked, candidates: Sequence[Sequence[Candidate]], options: FillOptions, write: Replace | None
) -> Outcome:
    outcome = _complete(item, candidates, options)
    lost: tuple[Finding, ...] = ()
    for _ in range(_MAX_RETRIES):
        if write is None or outcome.sheet is None or not outcome.is_changed:
            return replace(outcome, findings=(*lost, *outcome.findings))
        try:
            result = write(outcome.path, outcome.sheet.raw, outcome.content)
        except FileError as error:
            failed = _failed(outcome.path, "CSSG011", error)
            return replace(failed, findings=(*failed.findings, *lost, *outcome.findings))
        if not isinstance(result, Stale):
            return replace(outcome, written=True, findings=(*lost, *outcome.findings))
        outcome, lost = _merge(outcome, result.content, options)
    return Outcome(outcome.path, findings=(*lost, _changed(outcome)))


def _complete(item: _Asked, candidates: Sequence[Sequence[Candidate]], options: FillOptions) -> Outcome:
    filled = complete_text(item.sheet.text, item.contexts, candidates, options)
    content = item.sheet.splice(filled.edits)
    return Outcome(item.sheet.path, item.sheet, item.contexts, filled, content, locate(item.sheet, filled.diagnostics))


def _merge(outcome: Outcome, raw: bytes, options: FillOptions) -> tuple[Outcome, tuple[Finding, ...]]:
    """Put the fills of `outcome` into the file as it is now: each marker is known by its text and its rank."""
    item = _read(decode_stylesheet(outcome.path, raw), options)
    if not isinstance(item, _Asked):
        return item or Outcome(outcome.path), (_changed(outcome),)
    chosen = {id(fill.context): fill.answer.candidate for fill in outcome.filled.fills}
    candidates = {key: chosen[id(context)] for key, context in _rank(outcome.asked.contexts) if id(context) in chosen}
    known = [(context, [candidates[key]]) for key, context in _rank(item.contexts.contexts) if key in candidates]
    contexts = replace(item.contexts, contexts=tuple(context for context, _ in known))
    merged = _complete(_Asked(item.sheet, contexts), [offered for _, offered in known], options)
    return merged, (_changed(outcome),) if len(known) < len(candidates) else ()


def _rank(contexts: Sequence[Context]) -> Iterator[tuple[tuple[str, str, str | None, int], Context]]:
    """Each context with what tells it from the others, wherever it has moved."""
    seen: Counter[tuple[str, str, str | None]] = Counter()
    for context in contexts:
        key = (context.marker.comment, context.production.value, context.property)
        yield (*key, seen[key]), context
        seen[key] += 1


def _changed(outcome: Outcome) -> Finding:
    error = FileError("the file changed while it was being filled: run cssgen again")
    return _failed(outcome.path, "CSSG010", error).findings[0]
