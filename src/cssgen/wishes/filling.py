"""Backgrounds of two colours that a prompt tells: `blue up to --done, light grey for the rest`."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.wishes.colours import find_colours

_CUT: Final = re.compile(r"(?:(?<!\s)\s+)?(?:[,;:]|\b(?:and|then|but)\b)\s*", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"\b(?:up to|until|till|as far as|to|over|for|by|at)\s+(?:the |its )?(?:first |left |value of )?"
    r"(?:var\(\s*)?(?:(?P<name>--[A-Za-z][\w-]*)|(?P<share>\d+(?:\.\d+)?%))",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    r"\b(?:rest|remaining|remainder|otherwise|then|beyond|after that|from there|track|empty|left over|unfilled|else)\b",
    re.IGNORECASE,
)
_ROUND: Final = re.compile(r"\b(?:pie|donut|doughnut|ring|circular|conic|radial|dial|gauge|clock)\b", re.IGNORECASE)
_WAYS: Final = (
    (re.compile(r"\b(?:upwards?|from the (?:bottom|floor)|bottom to top)\b", re.IGNORECASE), "to top"),
    (re.compile(r"\b(?:downwards?|from the top|top to bottom)\b", re.IGNORECASE), "to bottom"),
    (re.compile(r"\b(?:from the right|right to left|to the left)\b", re.IGNORECASE), "to left"),
)
_NUMBER: Final = re.compile(r"\d*\.?\d+")


def find_filling(prompt: str, custom_properties: Sequence[tuple[str, str]]) -> str | None:
    """A gradient that changes from one colour to another where a prompt says so; None if it does not.

    Args:
        prompt: the prompt.
        custom_properties: names and values of the file's.
    """
    filled, rest, amount = "", "", ""
    for clause in _CUT.split(prompt):
        told = _AMOUNT.search(clause)
        left = clause[: told.start()] + clause[told.end() :] if told else clause
        colours = find_colours(left, custom_properties)
        if not colours and not told:
            continue
        if len(colours) != 1 or (filled if told else rest):
            return None
        if told:
            filled, amount = colours[0].value, _spell(told, custom_properties)
        else:
            rest = colours[0].value
    if not (filled and rest and _REST.search(prompt)):
        return None
    if _ROUND.search(prompt):
        return f"conic-gradient({filled} {amount}, {rest} 0)"
    way = next((way for pattern, way in _WAYS if pattern.search(prompt)), "to right")
    return f"linear-gradient({way}, {filled} {amount}, {rest} 0)"


def _spell(told: re.Match[str], custom_properties: Sequence[tuple[str, str]]) -> str:
    """How far the first colour goes, as CSS writes it: numbers of the file are percents."""
    if not told["name"]:
        return told["share"]
    value = dict(custom_properties).get(told["name"], "")
    return f"calc(var({told['name']}) * 1%)" if _NUMBER.fullmatch(value) else f"var({told['name']})"
