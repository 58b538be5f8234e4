"""Spans of a text, and edits of it. Nothing here knows what CSS is."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points of the original text."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace the text at `span` by `replacement` (LSP: range and newText)."""

    span: Span
    replacement: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply `edits`, whose spans all refer to `text`.

    Raises:
        ValueError: if two edits overlap.
    """
    pieces: list[str] = []
    position = 0
    for span, replacement in sorted(edits):
        if span.start < position:
            raise ValueError(f"edits overlap at {span.start}")
        pieces += (text[position : span.start], replacement)
        position = span.end
    return "".join((*pieces, text[position:]))
