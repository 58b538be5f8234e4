"""One marker and its candidates to all the texts that it may become."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cssgen.acceptance import render_canonical
from cssgen.answers import Declaration, Item, Rule
from cssgen.candidates import Candidate
from cssgen.contexts import Context, Contexts
from cssgen.fill import FilledText, FillOptions, complete_text


def iter_alternatives(
    text: str, context: Context, candidates: Iterable[Candidate], options: FillOptions, path: Path | None = None
) -> Iterator[FilledText]:
    """Fill the marker of `context` by each candidate that may be written.

    Of those that declare the same, in whatever order, only the first comes.

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
        for fill in filled.fills:
            key = fill.answer.value or render_canonical(sort_declarations(fill.answer.items))
            if key not in seen:
                seen.add(key)
                yield filled


def sort_declarations(items: Sequence[Item]) -> list[Item]:
    """Items with the declarations of each block first and in the order of their names."""
    declared = sorted((item for item in items if isinstance(item, Declaration)), key=lambda item: item.name)
    rules = (item for item in items if isinstance(item, Rule))
    inner = [replace(rule, items=tuple(sort_declarations(rule.items))) if rule.items else rule for rule in rules]
    return [*declared, *inner]
