"""Files to what they ask for: the half of the work that needs no model."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cssgen.contexts import Context, Contexts, read_contexts
from cssgen.diagnostics import Diagnostic, Finding, LineIndex
from cssgen.edits import Span
from cssgen.errors import FileError
from cssgen.files import Stylesheet, Unreadable, decode_stylesheet, find_language, holds_word, read_stylesheet
from cssgen.limits import DEFAULT_LIMITS, Limits
from cssgen.markers import read_marker
from cssgen.prefilter import KEYWORD, may_hold_marker
from cssgen.regions import Region, RegionState

Enrich = Callable[[Path, Context], Context]
"""Adds to a context of a file what the project's other stylesheets say: see `cssgen.project`."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROTECTED = {
    RegionState.EDITED: "the CSS of this region was edited by hand: delete `sum=…` to have it filled anew",
    RegionState.UNCLEAR: "where this region ends is not clear: delete its end comment, and its CSS too for a new one",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A file with markers or near misses."""

    sheet: Stylesheet
    asked: Contexts


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be read, though it may hold markers; `raw` is what could be read of it."""

    path: Path
    finding: Finding
    raw: bytes = b""


def read_text(
    text: str, keyword: str = KEYWORD, limits: Limits = DEFAULT_LIMITS, *, is_filled: bool = True
) -> Contexts:
    """Find what a text asks for, and what is wrong with its markers and regions.

    Texts without a marker or near miss, nearly all, are let go at the first look. Only a text that is to be filled is
    read by tinycss2 too.
    """
    if not may_hold_marker(text, keyword):
        return Contexts()
    asked = read_contexts(text, keyword, limits)
    doubt = _doubt(text) if asked.contexts and is_filled else None
    if doubt is not None:
        return Contexts(diagnostics=(*asked.diagnostics, doubt))
    protected = [_protect(region) for region in asked.regions if region.state in _PROTECTED]
    return replace(asked, diagnostics=(*asked.diagnostics, *protected))


def keep(_path: Path, context: Context) -> Context:
    """The context as it is: what a file alone asks for."""
    return context


def read_files(
    paths: Iterable[Path],
    keyword: str = KEYWORD,
    enrich: Enrich = keep,
    limits: Limits = DEFAULT_LIMITS,
    *,
    is_filled: bool = True,
) -> Iterator[Request | Refusal]:
    """Read the files that ask for something; the others are passed over in silence."""
    for path in paths:
        try:
            sheet = read_stylesheet(path, limits.file_bytes)
            item = read_request(sheet, keyword, enrich, limits, is_filled=is_filled)
            if item is None and isinstance(sheet, Unreadable) and len(sheet.raw) > limits.file_bytes:
                item = _look_further(sheet, keyword)
        except FileError as error:
            item = Refusal(path, fail(path, "CSSG008", error))
        if item is not None:
            yield item


def read_request(
    sheet: Stylesheet | Unreadable,
    keyword: str = KEYWORD,
    enrich: Enrich = keep,
    limits: Limits = DEFAULT_LIMITS,
    *,
    is_filled: bool = True,
) -> Request | Refusal | None:
    """What a file asks for; None if it asks for nothing.

    Args:
        sheet: the file.
        keyword: the word that makes a comment a marker.
        enrich: adds to each context what the project's other stylesheets say.
        limits: what is too much.
        is_filled: whether a fill is to follow; else tinycss2 is not asked.
    """
    if isinstance(sheet, Unreadable):
        # A file that asks for nothing may be as it likes.
        return Refusal(sheet.path, sheet.finding, sheet.raw) if _mentions(sheet.raw, keyword) else None
    asked = read_text(sheet.text, keyword, limits, is_filled=is_filled)
    asked = _refuse_misread(sheet, asked, keyword, limits)
    asked = replace(asked, diagnostics=(*asked.diagnostics, *_refuse_unread(sheet, keyword)))
    asked = replace(asked, contexts=tuple(enrich(sheet.path, context) for context in asked.contexts))
    return Request(sheet, asked) if asked.contexts or asked.diagnostics else None


def check_files(paths: Iterable[Path], keyword: str = KEYWORD, limits: Limits = DEFAULT_LIMITS) -> Iterator[Finding]:
    """Find unfilled markers, near misses, and edited or stale regions."""
    for item in read_files(paths, keyword, keep, limits, is_filled=False):
        yield from check_request(item)


def check_bytes(path: Path, raw: bytes, keyword: str = KEYWORD, limits: Limits = DEFAULT_LIMITS) -> Iterator[Finding]:
    """Check a file that is not on the disk, such as standard input."""
    sheet = decode_stylesheet(path, raw, limits.file_bytes)
    item = read_request(sheet, keyword, keep, limits, is_filled=False)
    return check_request(item) if item is not None else iter(())


def check_request(item: Request | Refusal) -> Iterator[Finding]:
    """What is left to do in a file."""
    if isinstance(item, Refusal):
        return iter((item.finding,))
    unfilled = [_unfilled(context) for context in item.asked.contexts]
    return iter(locate(item.sheet, [*item.asked.diagnostics, *unfilled]))


def locate(sheet: Stylesheet, diagnostics: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    """Give diagnostics of a file their lines and columns, in order of appearance."""
    lines = LineIndex(sheet.text)
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.span)
    return tuple(lines.locate(diagnostic, str(sheet.path)) for diagnostic in ordered)


def fail(path: Path, code: str, error: FileError) -> Finding:
    """A finding about a whole file."""
    # What writes a file speaks of where it is behind links.
    message = str(error).removeprefix(f"{path}: ").removeprefix(f"{path.resolve()}: ")
    return LineIndex("").locate(Diagnostic(code, message, Span(0, 0)), str(path))


def _doubt(text: str) -> Diagnostic | None:
    # Here, since the other reader takes longer to import than most runs take in all.
    from cssgen.witness import find_disagreement

    return find_disagreement(text)


def _refuse_misread(sheet: Stylesheet, asked: Contexts, keyword: str, limits: Limits) -> Contexts:
    """Of a file that is compiled to CSS, only the markers that surely stand in plain CSS."""
    language = find_language(sheet.path)
    if language is None:
        return asked
    from cssgen.misreadings import refuse_misread  # most files are none

    return refuse_misread(sheet.source, sheet.text, asked, language, keyword, limits)


def _refuse_unread(sheet: Stylesheet, keyword: str) -> Iterator[Diagnostic]:
    """Markers in the style blocks of a component that are not in CSS: nobody is to wait for them in vain."""
    if sheet.text is sheet.source or not may_hold_marker(sheet.source, keyword):
        return
    from cssgen.hosts import find_unread

    for start, end in find_unread(sheet.source, sheet.path.suffix.lower()):
        for comment in _COMMENT.finditer(sheet.source, start, end):
            found = read_marker(comment[0], comment.start(), keyword)
            if found is not None:
                yield Diagnostic("CSSG019", "style blocks in another language than CSS are not read", found.span)


def _mentions(raw: bytes, keyword: str) -> bool:
    """Whether bytes that could not be decoded hold the keyword, in UTF-16 too."""
    return keyword.lower().encode() in raw.replace(b"\0", b"").lower()


def _look_further(sheet: Unreadable, keyword: str) -> Refusal | None:
    """A large file whose beginning asks for nothing, if what follows does."""
    is_asking = holds_word(sheet.path, keyword.lower().encode())
    return Refusal(sheet.path, sheet.finding, sheet.raw) if is_asking else None


def _protect(region: Region) -> Diagnostic:
    return Diagnostic("CSSG004", _PROTECTED[region.state], region.marker.span)


def _unfilled(context: Context) -> Diagnostic:
    if context.region is not None:
        message = f"the prompt of this region was changed: {context.marker.prompt}"
        return Diagnostic("CSSG005", message, context.marker.span)
    return Diagnostic("CSSG001", f"unfilled marker: {context.marker.prompt}", context.marker.span)
