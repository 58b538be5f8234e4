"""Dark values for the custom properties of a file, where a prompt wants it to follow the system into the dark."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.colours import find_colours

DARK: Final = "@media (prefers-color-scheme: dark)"
_SYSTEM: Final = r"\b(?:system|os|operating system|device|browser|user|visitor|computer|phone|people)(?:'?s)?\b"
_SET: Final = (
    r"is|are|has|been|set|to|who|that|prefers?|wants?|likes?|asks?|for|goes|turns?|turned|switch(?:es|ed)?|uses?|says?"
    r"|into|it|wish(?:es)?"
)
_MODE: Final = r"(?:mode|theme|scheme|palette|settings?|preferences?|values?|colou?rs?)\b"
_NEAR: Final = "[^;,]{0,40}"
_APART: Final = "[^;]{0,60}"
_FOLLOW: Final = rf"\b(?:follow|match|respect)\w* (?:the )?{_SYSTEM}"
# A thing may be dark, and a system may be named, without the one following the other: `system fonts, dark text`.
_FOLLOWING: Final = re.compile(
    rf"{_SYSTEM}(?: {_MODE})?(?: (?:{_SET}))+ dark\b|{_SYSTEM}(?: {_MODE})?(?: in)? dark(?: {_MODE}|(?!\s*\w))"
    rf"|\bdark(?: \w+)? {_MODE}{_NEAR}{_SYSTEM}"
    rf"|\bdark\b{_APART}\b(?:if|when|where|once|while)\b{_NEAR}{_SYSTEM}"
    rf"|\bdark\b{_APART}{_FOLLOW}|{_FOLLOW}{_APART}\bdark\b"
    r"|\bdark (?:values|variants|versions?) (?:for|of)\b|\bprefers-color-scheme\b",
    re.IGNORECASE,
)
# Then it is not the system alone that decides, or not all of a page that becomes dark.
_OTHERWISE: Final = re.compile(
    r"(?<![\w-])[.#\[][A-Za-z]|\bdata-|\b(?:class|attribute|toggle|switch|button|checkbox|images?|photos?|logo|icons?)\b"
    r"|\blight-dark\b|\bcolor-scheme\b(?<!prefers-color-scheme)",
    re.IGNORECASE,
)
_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_NAMED: Final = {"white": (1.0, 1.0, 1.0), "black": (0.0, 0.0, 0.0), "whitesmoke": (0.96, 0.96, 0.96)}
_GREY: Final = 0.13
"""Colours whose channels differ by more are not turned, but for those that are nearly white or black …"""
_EDGE: Final = 0.25
"""… where they may differ by so much."""
_LEAST: Final = 2

_Rgb = tuple[float, float, float]


def find_dark_values(prompt: str, custom_properties: Sequence[tuple[str, str]]) -> tuple[Declaration, ...]:
    """What the file's neutral colours become in the dark; nothing if a prompt does not want that.

    Args:
        prompt: the prompt; colours that it writes out are not those made up here.
        custom_properties: names and values of the file's.
    """
    if not _FOLLOWING.search(prompt) or _OTHERWISE.search(prompt) or "#" in prompt:
        return ()
    if any("var(" in each.value or "--" in each.value for each in find_colours(prompt, ())):
        return ()
    turned = {name: _turn(rgb) for name, value in custom_properties if (rgb := _read(value)) and _is_neutral(rgb)}
    kinds = {sum(rgb) > 3 / 2 for rgb in map(_read, dict(custom_properties).values()) if rgb and _is_neutral(rgb)}
    # A file that is dark already has no use for it, and ground and text are needed both.
    if len(turned) < _LEAST or len(kinds) < 2:
        return ()
    return tuple(Declaration(name, value) for name, value in turned.items())


def _read(value: str) -> _Rgb | None:
    """Red, green and blue from 0 to 1."""
    value = value.strip().lower()
    if not _HEX.fullmatch(value):
        return _NAMED.get(value)
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    return (int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255)


def _is_neutral(rgb: _Rgb) -> bool:
    spread, mean = max(rgb) - min(rgb), sum(rgb) / 3
    return spread <= (_EDGE if mean > 0.8 or mean < 0.25 else _GREY)


def _turn(rgb: _Rgb) -> str:
    """A colour as light as the other one was dark, a little less saturated: what lies above is a little lighter."""
    mean = sum(rgb) / 3
    turned = 0.08 + (1 - mean) * 1.1 if mean > 0.5 else 0.98 - mean * 0.85
    channels = (round(255 * min(1.0, max(0.0, turned + (each - mean) * 0.5))) for each in rgb)
    return "#" + "".join(f"{each:02x}" for each in channels)
