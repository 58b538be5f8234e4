"""What the journal knows of a fill."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cssgen.contexts import Context
from cssgen.encodings import escape_unencodable, find_codec
from cssgen.rewrite import Outcome

ANCHOR = 32  # bytes on each side of a fill by which it is known again in a file that was edited elsewhere


@dataclass(frozen=True, slots=True)
class Entry:
    """A fill that was written.

    Attributes:
        run: the run that wrote it.
        path: the file, absolute and without symbolic links.
        start: byte offset of the fill in the file as it was written.
        marker: the bytes that it replaced: the marker, or a region.
        css: the bytes that took their place.
        left, right: up to `ANCHOR` bytes on each side of `css` in the file as it was written.
        digest: SHA-256 of that file.
        prompt: what the marker asked.
        key: of its candidates in the cache.
        number: of the entry in the journal, later ones are higher; 0 before it is in it.
    """

    run: str
    path: Path
    start: int
    marker: bytes
    css: bytes
    left: bytes
    right: bytes
    digest: str
    prompt: str
    key: str
    number: int = 0


def read_entries(outcome: Outcome, run: str, key_of: Callable[[Context], str]) -> Iterator[Entry]:
    """The fills of a file that is about to be written."""
    sheet = outcome.sheet
    if sheet is None:
        return
    codec = find_codec(sheet.encoding)
    path = outcome.path.resolve()
    digest = digest_content(outcome.content)
    shift = 0
    fills = sorted(outcome.filled.fills, key=lambda fill: fill.edit.span)
    for fill, span in zip(fills, sheet.byte_spans([fill.edit.span for fill in fills]), strict=True):
        css = codec.encode(escape_unencodable(fill.edit.replacement, codec), "strict")[0]
        start, end = span.start + shift, span.start + shift + len(css)
        yield Entry(
            run,
            path,
            start,
            sheet.raw[span.start : span.end],
            css,
            outcome.content[max(0, start - ANCHOR) : start],
            outcome.content[end : end + ANCHOR],
            digest,
            fill.context.marker.prompt,
            key_of(fill.context),
        )
        shift += len(css) - (span.end - span.start)


def digest_content(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
