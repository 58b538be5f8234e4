"""Scales of custom properties that a prompt tells: `--space-1 to --space-6 in steps of 4px, as rem`."""

import re
from typing import Final

from cssgen.answers import Declaration

_RANGE: Final = re.compile(
    r"(?P<stem>--[A-Za-z][\w-]{0,40}?)(?P<first>(?<!\d)\d{1,4})\s{0,3}(?:to|through|until|up to|[-–—…]|\.{2,3})\s*"
    r"(?:(?P=stem))?(?P<last>\d{1,4})(?![\w-])",
    re.IGNORECASE,
)
_STEP: Final = re.compile(
    r"\b(?:in |by )?(?:steps|increments|multiples|jumps) of (?P<of>\d{0,6}\.?\d{1,6})(?P<unit>px|rem|em|ms|s)\b"
    r"|(?<![\w.])(?P<each>\d{0,6}\.?\d{1,6})(?P<unit2>px|rem|em|ms|s) (?:steps?|increments?|apart|more each|each)\b",
    re.IGNORECASE,
)
_START: Final = re.compile(
    r"\b(?:from|starting (?:at|with|from)|beginning (?:at|with)) (?P<size>\d{0,6}\.?\d{1,6})(?P<unit>px|rem|em|ms|s)\b",
    re.IGNORECASE,
)
_IN_REM: Final = re.compile(r"\b(?:as|in) rems?\b", re.IGNORECASE)
ROOT: Final = 16.0
"""Pixels of 1rem, as browsers have it."""
MOST: Final = 24  # properties of a scale


def find_scale(prompt: str) -> list[Declaration]:
    """The custom properties of a scale with equal steps, in order; none of a prompt that does not tell all of them."""
    told, step = _RANGE.search(prompt), _STEP.search(prompt)
    if told is None or step is None:
        return []
    first, last = int(told["first"]), int(told["last"])
    stride = 100 if first % 100 == 0 and last % 100 == 0 and first else 1
    count = (last - first) // stride + 1
    if not 1 < count <= MOST:
        return []
    width, unit = float(step["of"] or step["each"]), (step["unit"] or step["unit2"]).lower()
    start = _START.search(prompt)
    # The first step of what does not say where it starts, unless it is numbered from zero.
    size = float(start["size"]) if start else 0.0 if first == 0 else width
    if start and start["unit"].lower() != unit:
        return []
    sizes = [size + place * width for place in range(count)]
    if unit == "px" and _IN_REM.search(prompt):
        sizes, unit = [each / ROOT for each in sizes], "rem"
    names = [f"{told['stem']}{first + place * stride}" for place in range(count)]
    return [Declaration(name, f"{each:g}{unit}" if each else "0") for name, each in zip(names, sizes, strict=True)]
