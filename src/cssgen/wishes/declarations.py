"""Declarations of a recipe changed to the sizes and colours of a prompt, or added where it has none for them."""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from cssgen.answers import Declaration, Item, Rule
from cssgen.wishes.colours import Colour
from cssgen.wishes.quantities import Quantity

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
_ZERO: Final = re.compile(r"-?0(?:\.0+)?(?:[a-z]+|%)?")
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
    "margin-bottom": (("margin-bottom", "margin-block-end", "margin-block"), "margin-bottom"),
    "margin-top": (("margin-top", "margin-block-start", "margin-block"), "margin-top"),
    "border-radius": (("border-radius",), "border-radius"),
    "outline": (("outline", "outline-width"), None),
    "outline-offset": (("outline-offset",), "outline-offset"),
    "border": (("border", "border-width", "border-bottom", "border-top", "border-left", "border-inline-start"), None),
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
_COLOURED: Final[dict[str, tuple[tuple[str, ...], str | None]]] = {
    "background": (("background", "background-color", "background-image"), "background-color"),
    "color": (("color", "fill"), "color"),
    "border": (
        (
            *("border", "border-color", "border-bottom", "border-left", "border-top", "border-right", "outline"),
            *("border-inline-start", "border-bottom-color", "border-left-color", "outline-color"),
            *("text-decoration-color", "text-decoration", "column-rule", "stroke"),
        ),
        None,
    ),
    "shadow": (("box-shadow", "text-shadow", "filter"), None),
    "caret-color": (("caret-color",), "caret-color"),
    "accent-color": (("accent-color",), "accent-color"),
}
_COLOUR_TOKEN: Final = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|(?:rgba?|hsla?|oklch|color-mix|lab|lch|light-dark)\([^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|var\(\s*--[\w-]*(?:colou?r|brand|accent|primary|ink|text|bg|surface|border|muted|line|danger)[\w-]*\s*(?:,[^()]*)?\)"
    r"|(?<![\w-])(?:transparent|currentcolor|white|black|red|green|blue|gr[ae]y|silver|gold|orange|tomato|crimson"
    r"|navy|teal|purple|indigo|hotpink|pink|yellow|steelblue|royalblue|seagreen|light\w+|dark\w+)(?![\w-])",
    re.IGNORECASE,
)

_SPELLINGS: Final = (("white", "#fff", "#ffffff"), ("black", "#000", "#000000"))


def apply_quantities(
    items: Sequence[Item], quantities: Iterable[Quantity], *, may_add: bool, first: re.Pattern[str] | None = None
) -> tuple[Item, ...]:
    """Items with the sizes of a prompt in place of their own; first in the rules that `first` finds."""
    result = tuple(items)
    for quantity in quantities:
        names, added = _PLACES.get(quantity.target, ((), None))
        if quantity.target in _OF_TRACKS and any("minmax(" in item.value for item in _iter_all(result)):
            names = ("grid-template-columns",)  # columns of at least so much
        if quantity.target == "columns" and quantity.kind == "number":
            result = _map(result, {id(item): _count_tracks(item) for item in _iter_all(result)})
        changed = _rewrite_first(
            result, names, _pattern_of(quantity), quantity.literal, every=quantity.target == "size", first=first
        )
        if changed is None and may_add and added and _fits(added, quantity):
            changed = _add(result, Declaration(added, quantity.literal))
        result = changed or result
    return result


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


def apply_colours(
    items: Sequence[Item], colours: Iterable[Colour], *, may_add: bool, first: re.Pattern[str] | None = None
) -> tuple[Item, ...]:
    """Items with the colours of a prompt in place of their own; first in the rules that `first` finds."""
    left = list(colours)
    result = tuple(items)
    for start, end in itertools.pairwise(left):
        if start.reaches and (changed := _blend(result, start.value, end.value)):
            result = changed
            left = [colour for colour in left if colour not in (start, end)]
    for colour in left:
        names, added = _COLOURED.get(colour.part, (_ANY_COLOURED, None))
        changed = _rewrite_first(result, names, _COLOUR_TOKEN, colour.value, first=first)
        if changed is None and may_add:
            name = added or _guess_coloured(result, colour)
            changed = _add(result, Declaration(name, colour.value)) if name else None
        result = changed or result
    return result


def spread_colours(items: Sequence[Item], colours: Sequence[Colour]) -> tuple[Item, ...]:
    """Keyframes that go from one colour to another: the first two that have one; others stay as they are."""
    frames = [
        item for item in items if isinstance(item, Rule) and any(_names_colour(each) for each in _iter_all([item]))
    ]
    if len(colours) != 2 or len(frames) < 2:
        return tuple(items)
    rewritten = {
        id(each): replace(each, value=_COLOUR_TOKEN.sub(lambda _: colour.value, each.value))  # noqa: B023  called at once
        for frame, colour in zip(frames, colours, strict=False)
        for each in _iter_all([frame])
        if _names_colour(each)
    }
    return _map(items, rewritten)


def _names_colour(declaration: Declaration) -> bool:
    return declaration.name in _ANY_COLOURED and _COLOUR_TOKEN.search(declaration.value) is not None


def _guess_coloured(items: Sequence[Item], colour: Colour) -> str | None:
    """What a card is that is simply `white`: its background, unless it has one; what a text is: its colour."""
    declared = list(_iter_all(items))
    if colour.part or any(item.name.startswith("background") or "grayscale(" in item.value for item in declared):
        return None
    return "color" if all(item.name.startswith(_OF_TEXT) for item in declared) else "background-color"


def _blend(items: tuple[Item, ...], first: str, last: str) -> tuple[Item, ...] | None:
    """Items whose first gradient goes from one colour to another, and through none; None if there is no gradient."""
    for item in _iter_all(items):
        stops = list(_COLOUR_TOKEN.finditer(item.value))
        if "gradient(" in item.value and len(stops) > 1:
            value = f"{item.value[: stops[0].start()]}{first}, {last}{item.value[stops[-1].end() :]}"
            return _map(items, {id(item): replace(item, value=value)})
    return None


_OF_TEXT: Final = ("font", "text-", "letter-spacing", "line-height", "word-")
_ANY_COLOURED: Final = tuple(name for names, _ in _COLOURED.values() for name in names)


def _fits(name: str, quantity: Quantity) -> bool:
    unitless = name in ("font-weight", "z-index", "opacity", "line-height")
    return quantity.kind in _LENGTH_OR_PERCENTAGE or (unitless and quantity.kind == "number")


def _rewrite_first(
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
    declared = told or [item for item in _iter_all(items) if item.name in names]
    if any(_holds(item.value, literal) for item in declared):
        return items
    targets = [item for item in declared if pattern.search(item.value)]
    if not targets:
        return None
    # `hop up 6px` speaks of where the hop leads to, not of where it starts.
    targets.sort(key=lambda item: (names.index(item.name), not _is_away(item.value, pattern)))
    chosen = targets if every else targets[:1]
    rewritten = {id(item): replace(item, value=_rewrite(item.value, pattern, literal)) for item in chosen}
    return _map(items, rewritten)


def _rewrite(value: str, pattern: re.Pattern[str], literal: str) -> str:
    """A value with `literal` in the place of its first match that is not zero, and of all that equal it.

    So `12px 12px 0 0` stays round at the top alone.
    """
    if " " in literal:
        return literal  # two sizes are all of a value
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


def _map(items: Sequence[Item], rewritten: dict[int, Declaration]) -> tuple[Item, ...]:
    return tuple(
        rewritten.get(id(item), item)
        if isinstance(item, Declaration)
        else replace(item, items=None if item.items is None else _map(item.items, rewritten))
        for item in items
    )


def _iter_all(items: Sequence[Item]) -> Iterable[Declaration]:
    for item in items:
        if isinstance(item, Declaration):
            yield item
        else:
            yield from _iter_all(item.items or ())


def _iter_of(items: Sequence[Item], selectors: re.Pattern[str]) -> Iterable[Declaration]:
    """The declarations of the rules whose selectors match."""
    for item in items:
        if isinstance(item, Rule):
            matches = selectors.search(item.prelude) is not None
            yield from _iter_all(item.items or ()) if matches else _iter_of(item.items or (), selectors)


def _add(items: tuple[Item, ...], declaration: Declaration) -> tuple[Item, ...] | None:
    """Items with a declaration behind their own declarations; rules alone take it in the first of them."""
    place = next((index for index, item in enumerate(items) if isinstance(item, Rule)), len(items))
    if place or not items:
        return (*items[:place], declaration, *items[place:])
    first = items[0]
    if isinstance(first, Rule) and first.items is not None and not first.prelude.startswith("@"):
        inner = _add(first.items, declaration)
        return (replace(first, items=inner), *items[1:]) if inner else None
    return None
