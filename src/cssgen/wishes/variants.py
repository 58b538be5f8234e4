"""Variants that differ by colour, and what all of them have of it: `.note blue, .danger red, each on a tint`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.colours import find_colours, is_colour_alone
from cssgen.wishes.targets import Target

TINT: Final = "12%"
_PALE: Final = re.compile(r"\b(?:very )?(?:paler?|light(?:er)?|soft(?:er)?|faint(?:er)?|subtle)\s+", re.IGNORECASE)
_TINTED: Final = re.compile(
    r"\b(?:paler?|light(?:er)?|soft(?:er)?|faint(?:er)?|subtler?|weak(?:er)?|thin|delicate|washed[- ]out)\b.*"
    r"\b(?:tones?|tints?|shades?|grounds?|background|bg|versions?|fill|colou?r|of (?:the|its|their|that))\b"
    r"|\btint(?:ed)?\b|\b(?:background|ground|bg|fill|version)\b.*\b(?:paler?|light(?:er)?|soft(?:er)?|faint(?:er)?)\b",
    re.IGNORECASE,
)
_EDGED: Final = re.compile(
    r"\b(?:bar|stripe|border|edge|line|accent|rule)s?\b(?:.*\b(?P<side>left|right|top|bottom|below|under|above)\b)?"
    r"|\b(?P<before>left|right|top|bottom)[ -](?:bar|stripe|border|edge|line|accent|rule)\b",
    re.IGNORECASE,
)
_THICKNESS: Final = re.compile(r"(?<![\w.])(?:\d*\.)?\d+(?:px|r?em)\b")
_SIDES: Final = {"below": "bottom", "under": "bottom", "above": "top"}
_BAR: Final = "4px"
_FRAME: Final = "1px"


@dataclass(frozen=True, slots=True)
class _Variant:
    """A variant and its colour: as the prompt says it, and that without `pale`."""

    target: Target
    colour: str
    strong: str


def spread_variants(targets: Sequence[Target], custom_properties: Sequence[tuple[str, str]]) -> tuple[Target, ...]:
    """What all variants have in their own colour told for each of them.

    `.add pale green, .del pale red, both with a stronger bar on the left` tells two grounds and two borders.

    Args:
        targets: the wishes of a prompt.
        custom_properties: names and values of the file's.
    """
    shared = [target for target in targets if target.is_shared and _is_of_colour(target.wish)]
    variants = [each for target in targets if (each := _read_variant(target, custom_properties))]
    if not shared or len(variants) < 2:
        return tuple(targets)
    told = {
        id(each.target): tuple(_tell(each, [target.wish for target in shared]))
        for each in variants
        if each.target.is_own
    }
    return tuple(replace(each, told=told.get(id(each), each.told)) for each in targets if each not in shared)


def _is_of_colour(wish: str) -> bool:
    """Whether a wish is for a tint or an edge that says no colour of its own."""
    is_shaped = _TINTED.search(wish) or _EDGED.search(wish)
    return is_shaped is not None and not find_colours(wish, ())


def _read_variant(target: Target, custom_properties: Sequence[tuple[str, str]]) -> _Variant | None:
    colours = find_colours(target.wish, custom_properties)
    strong = find_colours(_PALE.sub("", target.wish), custom_properties)
    if target.is_shared or len(colours) != 1 or not strong or not is_colour_alone(target.wish, colours):
        return None
    return _Variant(target, colours[0].value, strong[0].value)


def _tell(variant: _Variant, wishes: Sequence[str]) -> Iterator[Declaration]:
    """The ground, the edge and the text of a variant; a pale colour that is told alone is its ground."""
    edges = [match for wish in wishes if not _TINTED.search(wish) and (match := _EDGED.search(wish))]
    is_tinted = any(_TINTED.search(wish) for wish in wishes)
    if is_tinted or variant.colour != variant.strong:
        ground = f"color-mix(in srgb, {variant.strong} {TINT}, transparent)" if is_tinted else variant.colour
        yield Declaration("background-color", ground)
    if not edges:
        yield Declaration("color", variant.strong)
    for edge in edges:
        side = (edge["side"] or edge["before"] or "").lower()
        thickness = _THICKNESS.search(edge.string)
        yield draw_edge(_SIDES.get(side, side), variant.strong, thickness[0] if thickness else "")


def draw_edge(side: str, colour: str, size: str = "") -> Declaration:
    """The border on one side, a bar if no size is told; without a side a thin frame."""
    name = f"border-{side}" if side else "border"
    return Declaration(name, f"{size or (_BAR if side else _FRAME)} solid {colour}")
