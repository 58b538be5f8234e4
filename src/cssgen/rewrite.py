"""Paths to outcomes: read, fill, write if anything changed and nobody else wrote meanwhile."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from cssgen.asking import Refusal, Request, fail, locate, read_files, read_request
from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context, Contexts
from cssgen.diagnostics import Finding
from cssgen.errors import FileError
from cssgen.files import Stylesheet, decode_stylesheet
from cssgen.fill import FilledText, FillOptions, complete_text
from cssgen.writing import Stale, Unchanged, Written

Replace = Callable[[Path, bytes, bytes], Written | Unchanged | Stale]
"""Replace the expected bytes of a file by others: see `cssgen.writing.replace_file`."""
Note = Callable[["Outcome"], object]
"""Take note of what is about to be written: see `cssgen.journal`."""

BATCH = 64  # markers whose candidates are generated in one go
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


def rewrite_files(
    paths: Iterable[Path],
    generate: Generate,
    options: FillOptions,
    write: Replace | None,
    note: Note | None = None,
) -> Iterator[Outcome]:
    """Fill the markers of many files, those of several files in one batch.

    Args:
        paths: the files.
        generate: the model.
        options: how texts are filled.
        write: how files are written; None only says what would be.
        note: told of each file right before it is written.

    Yields:
        An outcome for each file that has a marker or a near miss, or that cannot be read; files without are
        passed over in silence.
    """
    for batch in _batched(read_files(paths, options.keyword, options.enrich, options.limits)):
        asked = [item for item in batch if isinstance(item, Request)]
        contexts = [context for item in asked for context in item.asked.contexts]
        candidates = iter(generate(contexts) if contexts else ())
        for item in batch:
            if isinstance(item, Request):
                offered = list(islice(candidates, len(item.asked.contexts)))
                yield finish(item, offered, options, write, note)
            else:
                yield Outcome(item.path, findings=(item.finding,))


def fill_bytes(path: Path, raw: bytes, generate: Generate, options: FillOptions) -> Outcome:
    """Fill a file that is not on the disk, such as standard input."""
    item = _read(path, raw, options)
    if not isinstance(item, Request):
        return Outcome(path, content=raw, findings=(item.finding,) if item else ())
    contexts = item.asked.contexts
    return finish(item, generate(contexts) if contexts else (), options, None)


def finish(
    item: Request,
    candidates: Sequence[Sequence[Candidate]],
    options: FillOptions,
    write: Replace | None,
    note: Note | None = None,
) -> Outcome:
    """Put candidates, one sequence for each context of a file, into it.

    Args:
        item: the file, and what of it is to be filled.
        candidates: of each context, the best first.
        options: how texts are filled.
        write: how files are written; None only says what would be.
        note: told of the file right before it is written.
    """
    outcome = _complete(item, candidates, options)
    lost: tuple[Finding, ...] = ()
    for _ in range(_MAX_RETRIES):
        if write is None or outcome.sheet is None or not outcome.is_changed:
            return replace(outcome, findings=(*lost, *outcome.findings))
        if note is not None:
            note(outcome)
        try:
            result = write(outcome.path, outcome.sheet.raw, outcome.content)
        except FileError as error:
            return _give_up(outcome, fail(outcome.path, "CSSG011", error), *lost)
        if not isinstance(result, Stale):
            return replace(outcome, written=True, findings=(*lost, *outcome.findings))
        outcome, lost = _merge(outcome, result.content, options)
    return _give_up(outcome, _changed(outcome), *lost)


def _read(path: Path, raw: bytes, options: FillOptions) -> Request | Refusal | None:
    sheet = decode_stylesheet(path, raw, options.limits.file_bytes)
    return read_request(sheet, options.keyword, options.enrich, options.limits)


def _batched(items: Iterable[Request | Refusal]) -> Iterator[list[Request | Refusal]]:
    batch: list[Request | Refusal] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.asked.contexts) if isinstance(item, Request) else 0
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _give_up(outcome: Outcome, *findings: Finding) -> Outcome:
    return Outcome(outcome.path, findings=(*findings, *outcome.findings))


def _complete(item: Request, candidates: Sequence[Sequence[Candidate]], options: FillOptions) -> Outcome:
    filled = complete_text(item.sheet.text, item.asked, candidates, options, item.sheet.path)
    try:
        content = item.sheet.splice(filled.edits)
    except FileError as error:
        return Outcome(item.sheet.path, findings=(fail(item.sheet.path, "CSSG011", error),))
    return Outcome(item.sheet.path, item.sheet, item.asked, filled, content, locate(item.sheet, filled.diagnostics))


def _merge(outcome: Outcome, raw: bytes, options: FillOptions) -> tuple[Outcome, tuple[Finding, ...]]:
    """Put the fills of `outcome` into the file as it is now: each marker is known by its text and its rank."""
    item = _read(outcome.path, raw, options)
    if not isinstance(item, Request):
        return Outcome(outcome.path), (*((item.finding,) if item else ()), _changed(outcome))
    chosen = {fill.context.marker.span: fill.answer.candidate for fill in outcome.filled.fills}
    ranked = ((key, context.marker.span) for key, context in _rank(outcome.asked.contexts))
    candidates = {key: chosen[span] for key, span in ranked if span in chosen}
    known = [(context, [candidates[key]]) for key, context in _rank(item.asked.contexts) if key in candidates]
    contexts = replace(item.asked, contexts=tuple(context for context, _ in known))
    merged = _complete(Request(item.sheet, contexts), [offered for _, offered in known], options)
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
    return fail(outcome.path, "CSSG010", error)
