"""Wishes that are a size and what it is the size of, and nothing else: `16px padding`, `max 480px wide`."""

import re
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.words import split_size

_SIZE: Final = r"(?P<size>(?:\d*\.)?\d+(?:px|rem|em|ch|mm|cm|%|d?s?v[wh]))"
_OF: Final = r"(?:(?:\s+of|\s+is|\s*:)?\s+)"
_PAIR: Final = r"(?P<size>(?:\d*\.)?\d+(?:px|rem|em)\s+(?:\d*\.)?\d+(?:px|rem|em))"
_SPACE: Final = r"(?:(?:of )?(?:space|room|margin|gap) )?"


def _either(noun: str, *, size: str = _SIZE) -> tuple[str, str]:
    """A size before the word for what it is of, or behind it."""
    return rf"{size}{_OF}(?:{noun})", rf"(?:{noun}){_OF}{size}"


def _sides(noun: str, name: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The four sides of a padding or a margin."""
    return tuple(
        (_either(rf"{side} {noun}|{noun}[- ]{side}|{noun} (?:at|on) the {side}"), (f"{name}-{side}",))
        for side in ("top", "bottom", "left", "right")
    )


_SIZED: Final = (
    *_sides("padding", "padding"),
    *_sides("margin", "margin"),
    (_either("(?:horizontal|side|inline) padding|padding (?:on the sides|left and right)"), ("padding-inline",)),
    (_either("(?:vertical|block) padding|padding (?:top and bottom|above and below)"), ("padding-block",)),
    (_either("padding|padded|inner space"), ("padding",)),
    (_either("padding", size=_PAIR), ("padding",)),
    (_either("margins?", size=_PAIR), ("margin",)),
    (_either("margins?"), ("margin",)),
    ((rf"{_SIZE} {_SPACE}(?:above and below|below and above|top and bottom)",), ("margin-block",)),
    ((rf"{_SIZE} {_SPACE}(?:left and right|on both sides|on each side)",), ("margin-inline",)),
    ((rf"{_SIZE} {_SPACE}(?:below|under(?:neath)?|beneath)(?: it)?",), ("margin-bottom",)),
    ((rf"{_SIZE} {_SPACE}above(?: it)?",), ("margin-top",)),
    ((rf"{_SIZE} (?:away )?from (?:the |what is )?(?:[\w-]+ )?above",), ("margin-top",)),
    ((rf"{_SIZE} (?:away )?from (?:the |what is )?(?:[\w-]+ )?below",), ("margin-bottom",)),
    (_either("row[- ]gap"), ("row-gap",)),
    (_either("column[- ]gap"), ("column-gap",)),
    (_either("gaps?|gutters?"), ("gap",)),
    ((rf"{_SIZE} (?:apart|between(?: (?:them|items))?)",), ("gap",)),
    (
        (
            rf"(?:at most|max\.?|maximum|up to|no wider than) {_SIZE}(?: wide| width)?",
            rf"{_SIZE} (?:max(?:imum)?(?: wide| width)?|wide at most)",
            *_either("max(?:imum)?[- ]width"),
        ),
        ("max-width",),
    ),
    (
        (rf"(?:at least|min\.?|minimum|no narrower than) {_SIZE} (?:wide|width)", *_either("min(?:imum)?[- ]width")),
        ("min-width",),
    ),
    (
        (rf"(?:at most|max\.?|maximum|up to) {_SIZE} (?:tall|high|height)", *_either("max(?:imum)?[- ]height")),
        ("max-height",),
    ),
    (
        (rf"(?:at least|min\.?|minimum) {_SIZE} (?:tall|high|height)", *_either("min(?:imum)?[- ]height")),
        ("min-height",),
    ),
    ((rf"{_SIZE} wide", *_either("width")), ("width",)),
    ((rf"{_SIZE} (?:tall|high)", *_either("height")), ("height",)),
    ((rf"{_SIZE} (?:square|(?:in )?size)",), ("width", "height")),
    (_either("(?:border[- ])?radius|rounded(?: corners)?|round corners|corners"), ("border-radius",)),
    (_either("font(?:[ -]size)?|text(?: size)?|type"), ("font-size",)),
    (_either("letter[- ]spacing|tracking"), ("letter-spacing",)),
    (_either("outline[- ]offset"), ("outline-offset",)),
)
_PATTERNS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), names) for patterns, names in _SIZED for pattern in patterns
)
_AREA: Final = re.compile(
    r"(?P<width>\d*\.?\d+)(?P<unit>px|rem|em)?\s*(?:x|×|by)\s*(?P<height>\d*\.?\d+)(?P<last>px|rem|em)", re.IGNORECASE
)
_CIRCLE: Final = re.compile(rf"{_SIZE} (?:round|circle)|(?:round|circle)(?: of|,)? {_SIZE.replace('size', 'last')}")
_OPACITY: Final = re.compile(r"(?P<share>\d{1,2})% (?:opacity|opaque|visible)|opacity (?P<last>\d{1,2})%")
_LINES: Final = re.compile(r"line[- ]height(?: of)? (?P<number>\d(?:\.\d+)?)", re.IGNORECASE)
_WEIGHT: Final = re.compile(r"(?:font[- ])?weight(?: of)? (?P<number>[1-9]00)", re.IGNORECASE)
_LAYER: Final = re.compile(r"z-?index(?: of)? (?P<number>-?\d+)", re.IGNORECASE)
_WIDEST_SPACE: Final = {"px": 200.0, "rem": 12.0, "em": 12.0}


def read_size(text: str) -> tuple[Declaration, ...]:
    """What a size with what it is the size of declares; nothing if the text says anything else."""
    for pattern, names in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return tuple(Declaration(name, match["size"]) for name in names) if _suits(names[0], match["size"]) else ()
    return _read_area(text) or _read_number(text)


def _suits(name: str, size: str) -> bool:
    """Whether a size is one of a space: `below 800px` speaks of a screen."""
    if not name.startswith("margin-") or " " in size:
        return True
    number, unit = split_size(size)
    return number < _WIDEST_SPACE.get(unit.lower(), 100.0)


def _read_area(text: str) -> tuple[Declaration, ...]:
    area = _AREA.fullmatch(text)
    if area:
        unit = area["unit"] or area["last"]
        return (Declaration("width", area["width"] + unit), Declaration("height", area["height"] + area["last"]))
    circle = _CIRCLE.fullmatch(text)
    if circle is None:
        return ()
    size = circle["size"] or circle["last"]
    return (Declaration("width", size), Declaration("height", size), Declaration("border-radius", "50%"))


def _read_number(text: str) -> tuple[Declaration, ...]:
    opacity = _OPACITY.fullmatch(text)
    if opacity:
        return (Declaration("opacity", f"{int(opacity['share'] or opacity['last']) / 100:g}"),)
    for pattern, name in ((_LINES, "line-height"), (_WEIGHT, "font-weight"), (_LAYER, "z-index")):
        match = pattern.fullmatch(text)
        if match:
            return (Declaration(name, match["number"]),)
    return ()
