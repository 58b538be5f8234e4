"""One marker and its candidates to all the texts that it may become."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cssgen.candidates import Candidate
from cssgen.contexts import Context, Contexts
from cssgen.fill import FilledText, FillOptions, complete_text


def iter_alternatives(
    text: str, context: Context, candidates: Iterable[Candidate], options: FillOptions, path: Path | None = None
) -> Iterator[FilledText]:
    """Fill the marker of `context` by each candidate that may be written; the same text comes once.

    Args:
        text: of a stylesheet.
        context: of the marker.
        candidates: for it.
        options: how texts are filled.
        path: of the stylesheet.
    """
    seen: set[str] = set()
    for candidate in candidates:
        filled = complete_text(text, Contexts((context,)), [[candidate]], options, path)
        if filled.fills and filled.text not in seen:
            seen.add(filled.text)
            yield filled
