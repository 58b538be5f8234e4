"""One marker and its candidates to all the texts that it may become."""

from collections.abc import Iterable, Iterator

from cssgen.candidates import Candidate
from cssgen.contexts import Context, Contexts
from cssgen.fill import FilledText, FillOptions, complete_text


def iter_alternatives(
    text: str, context: Context, candidates: Iterable[Candidate], options: FillOptions
) -> Iterator[FilledText]:
    """Fill the marker of `context` by each candidate that may be written; the same text comes once."""
    seen: set[str] = set()
    for candidate in candidates:
        filled = complete_text(text, Contexts((context,)), [[candidate]], options)
        if filled.fills and filled.text not in seen:
            seen.add(filled.text)
            yield filled
