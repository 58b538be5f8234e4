"""Declarations of a recipe changed to the sizes of a prompt, or added where it has none for them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from cssgen.answers import Declaration, Item
from cssgen.wishes.placing import place
from cssgen.wishes.quantities import Quantity
from cssgen.wishes.rewriting import add, iter_all, map_declarations, rewrite_first
from cssgen.wishes.words import split_size

Rewrite = Callable[[Declaration], Declaration]

_NUMBER: Final = r"(?<![\w#.-])-?(?:\d*\.)?\d+"
_KINDS: Final = {
    "length": re.compile(rf"{_NUMBER}(?:px|rem|em|ch|d?vh|svh|vw|cqi|pt|cm|mm|in|%)(?![\w%])|(?<![\w.#-])0(?![\w.%])"),
    "percentage": re.compile(rf"{_NUMBER}(?:%|px|rem|em|ch|d?vh|vw)(?![\w%])"),
    "time": re.compile(rf"{_NUMBER}m?s\b"),
    "angle": re.compile(rf"{_NUMBER}(?:deg|turn|rad)\b"),
    "flex": re.compile(rf"{_NUMBER}fr\b"),
    "number": re.compile(rf"{_NUMBER}(?![\w%.])"),
}
# A number of columns is the count of `repeat()`, or of equal tracks, and no other number of a value.
_COUNT: Final = re.compile(r"(?<=repeat\()\s*\d+|\A\d+(?=\s|\Z)|(?<=span )\d+")
_EQUAL_TRACKS: Final = re.compile(r"(?:1fr ?){2,}")
_OF_TRACKS: Final = ("min-width",)
_ANYTHING: Final = re.compile(r".+")
_LENGTH_OR_PERCENTAGE: Final = ("length", "percentage")

# Where a size belongs: the properties that may hold it, the one to add first; None where nothing can be added.
_PLACES: Final[dict[str, tuple[tuple[str, ...], str | None]]] = {
    "gap": (("gap", "column-gap", "row-gap", "grid-gap"), "gap"),
    "row-gap": (("row-gap", "gap"), "row-gap"),
    "column-gap": (("column-gap", "gap"), "column-gap"),
    "padding": (("padding", "padding-inline", "padding-block"), "padding"),
    "padding-inline": (("padding-inline", "padding-left", "padding-right"), "padding-inline"),
    "padding-block": (("padding-block", "padding-top", "padding-bottom"), "padding-block"),
    "margin": (("margin", "margin-block", "margin-bottom", "margin-top"), "margin"),
    "margin-block": (("margin-block", "margin-top", "margin-bottom"), "margin-block"),
    "margin-bottom": (("margin-bottom", "margin-block-end", "margin-block"), "margin-bottom"),
    "margin-top": (("margin-top", "margin-block-start", "margin-block"), "margin-top"),
    "border-radius": (("border-radius",), "border-radius"),
    "outline": (("outline", "outline-width"), None),
    "outline-offset": (("outline-offset",), "outline-offset"),
    "border": (("border", "border-width", "border-bottom", "border-top", "border-left", "border-inline-start"), None),
    # Rings are drawn in three ways.
    "ring": (("outline", "outline-width", "border", "border-width", "box-shadow"), None),
    "border-bottom": (("border-bottom", "border-block-end", "border-bottom-width"), None),
    "border-left": (("border-left", "border-inline-start"), None),
    "border-right": (("border-right", "border-inline-end"), None),
    "border-top": (("border-top", "border-block-start"), None),
    "max-width": (("max-width", "max-inline-size", "width"), "max-width"),
    "min-width": (("min-width", "min-inline-size"), "min-width"),
    "max-height": (("max-height", "max-block-size"), "max-height"),
    "min-height": (("min-height", "min-block-size"), "min-height"),
    "width": (("width", "inline-size", "max-width", "flex-basis", "flex"), "width"),
    "height": (("height", "block-size", "min-height"), "height"),
    "size": (("width", "height", "inline-size", "block-size", "size"), None),
    "font-size": (("font-size",), "font-size"),
    "font-weight": (("font-weight",), "font-weight"),
    "line-height": (("line-height",), "line-height"),
    "letter-spacing": (("letter-spacing",), "letter-spacing"),
    "text-indent": (("text-indent", "padding-left", "padding-inline-start", "margin-left"), "text-indent"),
    "z-index": (("z-index",), "z-index"),
    "opacity": (("opacity",), "opacity"),
    "top": (("top", "inset-block-start", "inset", "scroll-margin-top", "margin-top"), "top"),
    "bottom": (("bottom", "inset-block-end"), "bottom"),
    "left": (("left", "inset-inline-start"), "left"),
    "right": (("right", "inset-inline-end"), "right"),
    "columns": (("grid-template-columns", "columns", "column-count", "grid-column"), None),
    "least column": (("columns", "column-width", "flex", "flex-basis", "width", "min-width"), None),
    "rows": (("grid-template-rows", "rows"), None),
    "side": (("grid-template-columns", "width", "flex", "flex-basis", "inline-size", "max-width"), "width"),
    "tracks": (("grid-template-columns",), None),
    "duration": (("transition", "transition-duration", "animation", "animation-duration"), None),
    "delay": (("transition-delay", "animation-delay"), None),
    "angle": (("transform", "rotate", "background", "background-image"), None),
    "blur": (("filter", "backdrop-filter"), None),
    "scale": (("scale", "transform"), None),
    "shift": (("transform", "translate", "top"), None),
    "lines": (("-webkit-line-clamp", "line-clamp"), None),
}


def apply_quantities(
    items: Sequence[Item], quantities: Iterable[Quantity], *, may_add: bool, first: re.Pattern[str] | None = None
) -> tuple[Item, ...]:
    """Items with the sizes of a prompt in place of their own; first in the rules that `first` finds."""
    result, left = _set_bounds(tuple(items), list(quantities))
    for quantity in left:
        names, added = _PLACES.get(quantity.target, ((), None))
        if quantity.target in _OF_TRACKS and any("minmax(" in item.value for item in iter_all(result)):
            names = ("grid-template-columns",)  # columns of at least so much
        if quantity.target == "columns" and quantity.kind == "number":
            result = map_declarations(result, {id(item): _count_tracks(item) for item in iter_all(result)})
        placed = place(result, quantity)
        if placed is not None:
            result = placed
            continue
        changed = rewrite_first(
            result, names, _pattern_of(quantity), quantity.literal, every=quantity.target == "size", first=first
        )
        if changed is None and may_add and added and _fits(added, quantity):
            changed = add(result, Declaration(added, quantity.literal))
        result = changed or result
    return result


def _set_bounds(items: tuple[Item, ...], quantities: list[Quantity]) -> tuple[tuple[Item, ...], list[Quantity]]:
    """Items whose `clamp()` reaches from one size of a prompt to the other, if it names just two, and what is left."""
    lengths = [each for each in quantities if each.kind == "length" and _SIZE.fullmatch(each.literal)]
    fluid = next((item for item in iter_all(items) if _FLUID.search(item.value)), None)
    if fluid is None or len(lengths) != 2 or len({split_size(each.literal)[1] for each in lengths}) != 1:
        return items, quantities
    least, most = sorted((each.literal for each in lengths), key=lambda literal: split_size(literal)[0])
    value = _FLUID.sub(lambda match: f"clamp({least}, {match['middle']}, {most})", fluid.value, count=1)
    rest = [each for each in quantities if each not in lengths]
    return map_declarations(items, {id(fluid): replace(fluid, value=value)}), rest


_SIZE: Final = re.compile(r"(?:\d*\.)?\d+[a-z]+")
_FLUID: Final = re.compile(r"clamp\([^,()]+, (?P<middle>[^,]+), [^,()]+\)")


def _pattern_of(quantity: Quantity) -> re.Pattern[str]:
    if " " in quantity.literal:
        return _ANYTHING
    if quantity.target == "columns" and quantity.kind == "number":
        return _COUNT
    return _KINDS["length" if quantity.kind in _LENGTH_OR_PERCENTAGE else quantity.kind]


def _count_tracks(declaration: Declaration) -> Declaration:
    """Equal tracks as `repeat()`, so that their number can be changed."""
    tracks = declaration.value
    if declaration.name != "grid-template-columns" or not _EQUAL_TRACKS.fullmatch(tracks):
        return declaration
    return replace(declaration, value=f"repeat({len(tracks.split())}, 1fr)")


def _fits(name: str, quantity: Quantity) -> bool:
    unitless = name in ("font-weight", "z-index", "opacity", "line-height")
    return quantity.kind in _LENGTH_OR_PERCENTAGE or (unitless and quantity.kind == "number")
