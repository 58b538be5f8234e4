"""Sizes that a prompt tells by a shape: `44x24`, `14px/28px padding`, `a third wide`, a pill, a circle."""

import re
from typing import Final

ROUND_THINGS: Final = "portrait|avatar|photo|picture|image|button|icon|dot|knob|thumb|bullet|swatch|marker|handle|badge"
_AREA: Final = re.compile(
    r"(?<![\w#.-])(?P<width>\d+(?:\.\d+)?)(?P<unit>px|rem|em|mm|cm|in|pt|%)?\s*(?:x|×|by)\s*"
    r"(?P<height>\d+(?:\.\d+)?)(?P<last>px|rem|em|mm|cm|in|pt|%)?(?![\w%]|\.\d)"
)
# `14px/28px padding` is one value.
_PAIR: Final = re.compile(
    r"(?<![\w#./-])(?P<block>\d*\.?\d+(?:px|rem|em))\s*(?:/|x|×|\s)\s*(?P<inline>\d*\.?\d+(?:px|rem|em))\s+"
    r"(?P<target>padding|margin|gap)\b"
)
_SMALLEST_AREA: Final = 12  # `8x8 board` and `3x2 grid` are numbers of tracks
_VEILED: Final = re.compile(r"\b(?:white|black) at \d+%|\b\d+% (?:opaque )?(?:black|white)\b")
_SHAPES: Final = (
    (re.compile(r"\b(?:pill|capsule)s?\b"), "999px"),
    (
        re.compile(
            rf"(?<!full )(?<!half )\bcircles?\b(?! at\b)|\bround (?:[\w-]+ )?(?:{ROUND_THINGS})s?\b"
            r"|\d(?:px|rem|em) round(?=\s*(?:,|\Z))"
        ),
        "50%",
    ),
)
_FRACTIONS: Final = (
    (re.compile(r"\btwo[- ]thirds?\b"), "66.667%"),
    (re.compile(r"\bthree[- ]quarters?\b"), "75%"),
    (re.compile(r"\b(?:a |one[- ])third\b"), "33.333%"),
    (re.compile(r"\b(?:a |one[- ])quarter\b(?! turn)"), "25%"),
    (re.compile(r"\b(?:a |one[- ])fifth\b"), "20%"),
)


def spell_fractions(text: str) -> str:
    """A text with percentages for its fractions, and without shares of white and black, which are colours."""
    text = _VEILED.sub(_blank, text)
    for spoken, literal in _FRACTIONS:
        text = spoken.sub(literal, text)
    return text


def cut_shapes(text: str) -> tuple[list[tuple[str, str]], str]:
    """The sizes that shapes tell, each with what it is the size of, and the text without those that are written."""
    found = _read_pair(text)
    pattern = _PAIR if found else _AREA
    found = found or _read_area(text)
    rest = pattern.sub(_blank, text, count=1) if found else text
    return found + [(size, "border-radius") for shape, size in _SHAPES if shape.search(text)], rest


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _read_pair(text: str) -> list[tuple[str, str]]:
    """The two sizes of a padding, a margin or a gap, as one value."""
    match = _PAIR.search(text)
    return [(f"{match['block']} {match['inline']}", match["target"])] if match else []


def _read_area(text: str) -> list[tuple[str, str]]:
    """Width and height of what is `44x24`, in pixels if no unit is told; none of what has so many tracks."""
    match = _AREA.search(text)
    if match is None:
        return []
    unit = match["last"] or match["unit"] or ""
    if not unit and min(float(match["width"]), float(match["height"])) < _SMALLEST_AREA:
        return []
    sizes = ((match["width"], match["unit"], "width"), (match["height"], match["last"], "height"))
    return [(f"{number}{own or unit or 'px'}", target) for number, own, target in sizes]
