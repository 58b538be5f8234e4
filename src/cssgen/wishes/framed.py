"""Wishes that are a border or an outline, and nothing else: `thin bottom border`, `2px dashed accent outline`."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.colours import find_colours, is_colour_alone, match_property

_NOUN: Final = re.compile(r"\b(?P<noun>border|outline)s?\b", re.IGNORECASE)
# A line above or below is a border, too.
_LINE: Final = re.compile(
    r"\b(?:line|rule|divider|hairline) (?:(?:on|at|along) (?:the |its )?(?P<side>top|bottom|left|right)(?: edge| side)?"
    r"|(?P<over>above|on top|over)(?: it)?|(?P<under>below|under(?:neath)?|beneath)(?: it)?)\Z",
    re.IGNORECASE,
)
_SIZE: Final = re.compile(r"(?<![\w.])(?P<size>\d*\.?\d+(?:px|rem|em))(?: (?:wide|thick))?(?![\w.])", re.IGNORECASE)
_STYLE: Final = re.compile(r"\b(?P<style>solid|dashed|dotted|double)\b", re.IGNORECASE)
_SIDE: Final = re.compile(
    r"(?:\b(?:only )?(?:on|at) the )?\b(?P<side>top|bottom|left|right)\b(?: (?:edge|side|only))?", re.IGNORECASE
)
_WEIGHT: Final = re.compile(r"\b(?P<weight>thin|hairline|fine|thick)\b", re.IGNORECASE)
_FILLING: Final = re.compile(r"\b(?:an?|its|the|all (?:around|round|sides)|in|of|colou?r(?:ed)?)\b", re.IGNORECASE)
_WITH_TEXT: Final = re.compile(
    r"(?P<colour>.+?) (?:(?P<noun>border|outline) and text|text and (?P<last>border|outline))", re.IGNORECASE
)
_SIZES: Final = {"thin": "1px", "hairline": "1px", "fine": "1px", "thick": "4px"}
_USUAL: Final = "#e5e7eb"
"""The colour of a border that nobody names, in a file that has none for borders."""


def read_frame(text: str, custom_properties: Sequence[tuple[str, str]]) -> tuple[Declaration, ...]:
    """The border or outline that a text asks for; nothing if it says anything else.

    Args:
        text: a wish.
        custom_properties: names and values of the file's.
    """
    both = _WITH_TEXT.fullmatch(text)
    if both:
        frame = read_frame(f"{both['colour']} {both['noun'] or both['last']}", custom_properties)
        colour = frame[0].value.split(" ", 2)[2] if frame else ""
        return (*frame, Declaration("color", colour)) if frame else ()
    line = _LINE.search(text)
    if line:
        side = line["side"] or ("top" if line["over"] else "bottom")
        text = f"{text[: line.start()]}{side} border"
    nouns = _NOUN.findall(text)
    sides = _SIDE.findall(text)
    sizes = _SIZE.findall(text)
    if len(nouns) != 1 or len(sides) > 1 or len(sizes) > 1:
        return ()
    style, weight = _STYLE.search(text), _WEIGHT.search(text)
    rest = text
    for pattern in (_NOUN, _SIZE, _STYLE, _SIDE, _WEIGHT, _FILLING):
        rest = pattern.sub(" ", rest)
    rest = " ".join(rest.split())
    colours = find_colours(rest, custom_properties)
    if rest and (len(colours) != 1 or not is_colour_alone(rest, colours)):
        return ()
    if not (rest or sizes or sides or weight or style):
        return ()
    size = sizes[0] if sizes else _SIZES[weight["weight"].lower()] if weight else "1px"
    colour = colours[0].value if rest else _find_colour(custom_properties)
    noun = nouns[0].lower()
    name = f"{noun}-{sides[0].lower()}" if sides and noun == "border" else noun
    return (Declaration(name, f"{size} {style['style'].lower() if style else 'solid'} {colour}"),)


def _find_colour(custom_properties: Sequence[tuple[str, str]]) -> str:
    """The colour that a file gives to its borders."""
    name = match_property("border", custom_properties, is_colour=True)
    return f"var({name})" if name else _USUAL
