"""Sizes that belong to several declarations at once, or to a part of one: columns that fit, distances from edges."""

import re
from dataclasses import replace
from typing import Final

from cssgen.answers import Declaration, Item
from cssgen.wishes.quantities import Quantity
from cssgen.wishes.rewriting import add, iter_all, map_declarations

_LENGTH: Final = r"-?(?:\d*\.)?\d+(?:px|rem|em|ch)"
_LEAST_COLUMN: Final = re.compile(
    rf"(?<=minmax\()(?:0|{_LENGTH})(?=,)|(?<=minmax\(min\(){_LENGTH}(?=,)|(?<=minmax\(min\(100%, ){_LENGTH}"
)
_SHARED: Final = re.compile(r"(?P<count>repeat\(\s*[\w-]+,\s*)1fr\)")
_OFFSETS: Final = frozenset(
    (
        *("top", "right", "bottom", "left", "inset", "inset-inline", "inset-block", "inset-inline-start"),
        *("inset-inline-end", "inset-block-start", "inset-block-end"),
    )
)
_OFFSET: Final = re.compile(rf"(?<![\w.%-])(?:0|{_LENGTH})(?![\w.%])")
_PLAIN: Final = re.compile(rf"(?:(?:auto|0|{_LENGTH})(?:\s+|\Z)){{1,4}}")

_SCALES: Final = {
    "scale": re.compile(r"(?<![\w.-])\d*\.?\d+(?![\w.%])"),
    "transform": re.compile(r"(?<=scale\()\d*\.?\d+(?=\))"),
}


def place(items: tuple[Item, ...], quantity: Quantity) -> tuple[Item, ...] | None:
    """Items with a size of a prompt in all the places that it is for; None if it belongs elsewhere."""
    if quantity.target == "least column":
        return _fit_columns(items, quantity.literal)
    if quantity.target == "inset":
        return _set_offsets(items, quantity.literal)
    if quantity.target == "tracks":
        return _lay_out(items, quantity.literal)
    if quantity.target == "scale":
        return _scale(items, quantity.literal) if quantity.kind == "number" else None
    return _span_rows(items, quantity.literal) if quantity.target == "rows" else None


def _fit_columns(items: tuple[Item, ...], least: str) -> tuple[Item, ...] | None:
    """The least width of columns that share a row: that of `minmax()`, or of equal ones."""
    for item in iter_all(items):
        if item.name != "grid-template-columns":
            continue
        value = _LEAST_COLUMN.sub(least, item.value, count=1)
        value = _SHARED.sub(rf"\g<count>minmax({least}, 1fr))", value) if value == item.value else value
        if value != item.value or least in value:
            return map_declarations(items, {id(item): replace(item, value=value)})
    return None


def _lay_out(items: tuple[Item, ...], tracks: str) -> tuple[Item, ...] | None:
    """Tracks for a grid that declares none."""
    names = {item.name for item in iter_all(items)}
    is_grid = Declaration("display", "grid") in items
    if not is_grid or names & {"grid-template-columns", "grid-template", "grid-template-areas", "grid-auto-flow"}:
        return None
    return add(items, Declaration("grid-template-columns", tracks))


def _set_offsets(items: tuple[Item, ...], offset: str) -> tuple[Item, ...] | None:
    """The distance from every edge that something is placed at."""
    placed = [item for item in iter_all(items) if item.name in _OFFSETS and _PLAIN.fullmatch(item.value)]
    rewritten = {id(item): replace(item, value=_OFFSET.sub(offset, item.value)) for item in placed}
    return map_declarations(items, rewritten) if placed else None


def _span_rows(items: tuple[Item, ...], count: str) -> tuple[Item, ...] | None:
    """How many rows are spanned, beside columns that are."""
    declared = {item.name: item for item in iter_all(items)}
    if "grid-row" in declared:
        row = declared["grid-row"]
        value = re.sub(r"(?<=span )\d+", count, row.value)
        return map_declarations(items, {id(row): replace(row, value=value)})
    if "span " not in declared.get("grid-column", Declaration("", "")).value:
        return None
    return add(items, Declaration("grid-row", f"span {count}"))


def _scale(items: tuple[Item, ...], factor: str) -> tuple[Item, ...] | None:
    """The size that something grows or shrinks to, wherever it is said: not the one that it has."""
    declared = [(item, _SCALES[item.name]) for item in iter_all(items) if item.name in _SCALES]
    found = [match[0] for item, pattern in declared for match in pattern.finditer(item.value)]
    told = next((each for each in found if float(each) not in (0, 1)), None) or ("0" if "0" in found else None)
    if told is None:
        return None
    rewritten = {
        id(item): replace(item, value=pattern.sub(lambda match: factor if match[0] == told else match[0], item.value))
        for item, pattern in declared
    }
    return map_declarations(items, rewritten)
