"""Declarations of a text changed in place, wherever they stand in it, or added."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from cssgen.answers import Declaration, Item, Rule

_ZERO: Final = re.compile(r"-?0(?:\.0+)?(?:[a-z]+|%)?")
_SPELLINGS: Final = (("white", "#fff", "#ffffff"), ("black", "#000", "#000000"))


def rewrite_first(
    items: tuple[Item, ...],
    names: Sequence[str],
    pattern: re.Pattern[str],
    literal: str,
    *,
    every: bool = False,
    first: re.Pattern[str] | None = None,
) -> tuple[Item, ...] | None:
    """Items with `literal` in the first declaration of one of `names` that has room for it; None if none has.

    A declaration that holds the literal already is left, and so are the others.
    """
    told = first and [item for item in _iter_of(items, first) if item.name in names and pattern.search(item.value)]
    declared = told or [item for item in iter_all(items) if item.name in names]
    if any(_holds(item.value, literal) for item in declared):
        return items
    targets = [item for item in declared if pattern.search(item.value)]
    if not targets:
        return None
    # `hop up 6px` speaks of where the hop leads to, not of where it starts.
    targets.sort(key=lambda item: (names.index(item.name), not _is_away(item.value, pattern)))
    chosen = targets if every else targets[:1]
    rewritten = {id(item): replace(item, value=_rewrite(item.value, pattern, literal)) for item in chosen}
    return map_declarations(items, rewritten)


def _rewrite(value: str, pattern: re.Pattern[str], literal: str) -> str:
    """A value with `literal` in the place of its first match that is not zero, and of all that equal it.

    So `12px 12px 0 0` stays round at the top alone.
    """
    if " " in literal.partition("(")[0]:
        return literal  # two sizes are all of a value; the blanks of `rgb(0 0 0 / 10%)` are its own
    found = [match[0] for match in pattern.finditer(value)]
    old = next((each for each in found if not _ZERO.fullmatch(each)), found[0])
    count = 1 if old == "0" else 0
    if old.startswith("-") and literal[0].isdigit():
        literal = f"-{literal}"
    return standing(old).sub(lambda _: literal, value, count=count)


def _is_away(value: str, pattern: re.Pattern[str]) -> bool:
    return any(not _ZERO.fullmatch(match[0]) for match in pattern.finditer(value))


def _holds(value: str, literal: str) -> bool:
    """Whether a value says the same already; white and black have several spellings."""
    spellings = next((group for group in _SPELLINGS if literal in group), (literal,))
    return any(each in value and standing(each).search(value) for each in spellings)


# `re` keeps too few for the literals of a run.
@functools.lru_cache(4_096)
def standing(literal: str) -> re.Pattern[str]:
    """A size or a colour that is not a part of another."""
    return re.compile(rf"(?<![\w.#-]){re.escape(literal)}(?![\w%.])")


def occurs(literal: str, text: str) -> bool:
    """Whether a size or a colour stands in a text, and not as a part of another."""
    return literal in text and standing(literal).search(text) is not None


def map_declarations(items: Sequence[Item], rewritten: dict[int, Declaration]) -> tuple[Item, ...]:
    return tuple(
        rewritten.get(id(item), item)
        if isinstance(item, Declaration)
        else replace(item, items=None if item.items is None else map_declarations(item.items, rewritten))
        for item in items
    )


def iter_all(items: Sequence[Item]) -> Iterable[Declaration]:
    for item in items:
        if isinstance(item, Declaration):
            yield item
        else:
            yield from iter_all(item.items or ())


def _iter_of(items: Sequence[Item], selectors: re.Pattern[str]) -> Iterable[Declaration]:
    """The declarations of the rules whose selectors match."""
    for item in items:
        if isinstance(item, Rule):
            matches = selectors.search(item.prelude) is not None
            yield from iter_all(item.items or ()) if matches else _iter_of(item.items or (), selectors)


def add(items: tuple[Item, ...], declaration: Declaration) -> tuple[Item, ...] | None:
    """Items with a declaration behind their own declarations; rules alone take it in the first of them."""
    place = next((index for index, item in enumerate(items) if isinstance(item, Rule)), len(items))
    if place or not items:
        return (*items[:place], declaration, *items[place:])
    first = items[0]
    if isinstance(first, Rule) and first.items is not None and not first.prelude.startswith("@"):
        inner = add(first.items, declaration)
        return (replace(first, items=inner), *items[1:]) if inner else None
    return None
