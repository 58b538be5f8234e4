"""Classes of colours, as words of a prompt mean them: "a light grey", "something red"."""

import colorsys
from collections.abc import Iterable
from typing import Any

import tinycss2
from tinycss2 import color4


def find_colour(value: str) -> tuple[float, float, float] | None:
    """The first colour of a value as sRGB between 0 and 1; `currentcolor` is none."""
    return _find_colour(tinycss2.parse_component_value_list(value))


def _find_colour(nodes: Iterable[Any]) -> tuple[float, float, float] | None:
    for node in nodes:
        colour = _parse_colour(node) or (_find_colour(node.arguments) if node.type == "function" else None)
        if colour:
            return colour
    return None


def _parse_colour(node: Any) -> tuple[float, float, float] | None:
    if node.type not in ("ident", "hash", "function"):
        return None
    try:
        colour = color4.parse_color(node)
        red, green, blue = list(colour.to("srgb"))[:3]
    except (AttributeError, NotImplementedError, TypeError, ValueError):
        return None  # no colour, `currentcolor`, or one of a space that tinycss2 does not convert
    return _clamp(red), _clamp(green), _clamp(blue)


def _clamp(share: float) -> float:
    return min(1.0, max(0.0, share))


def is_of_class(value: str, name: str) -> bool:
    """Whether the first colour of a value is of a class; an unknown class raises `KeyError`."""
    colour = find_colour(value)
    return colour is not None and classify_colour(colour)[name]


def classify_colour(colour: tuple[float, float, float]) -> dict[str, bool]:
    """The classes of an sRGB colour; they overlap, as words do."""
    turn, light, _ = colorsys.rgb_to_hls(*colour)
    hue = turn * 360
    chroma = max(colour) - min(colour)
    vivid = chroma > 0.22
    return {
        "white": light > 0.94,
        "black": light < 0.1,
        "dark": light < 0.36,
        "light": light > 0.7,
        "gray": chroma < 0.2 and 0.2 < light < 0.92,
        "lightgray": chroma < 0.12 and 0.75 < light < 0.99,
        "red": vivid and (hue <= 18 or hue >= 338),
        "orange": vivid and 15 <= hue <= 45,
        "yellow": vivid and 40 <= hue <= 70,
        "green": chroma > 0.15 and 75 <= hue <= 175,
        "teal": vivid and 160 <= hue <= 200,
        "blue": vivid and 185 <= hue <= 252,
        "purple": vivid and 248 <= hue <= 312,
        "pink": vivid and (hue >= 300 or hue <= 5),
    }
