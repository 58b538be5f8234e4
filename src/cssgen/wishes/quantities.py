"""Sizes, times, angles and numbers that a prompt names, and the property that each is meant for."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from cssgen.wishes.shapes import ROUND_THINGS, cut_shapes, spell_fractions
from cssgen.wishes.tokens import Mention, find_mentions
from cssgen.wishes.tracks import find_tracks
from cssgen.wishes.words import split_words

UNITS: Final = {
    "px": "length",
    "rem": "length",
    "em": "length",
    "ch": "length",
    "vh": "length",
    "vw": "length",
    "dvh": "length",
    "svh": "length",
    "cqi": "length",
    "pt": "length",
    "cm": "length",
    "mm": "length",
    "in": "length",
    "%": "percentage",
    "s": "time",
    "ms": "time",
    "deg": "angle",
    "turn": "angle",
    "fr": "flex",
    "": "number",
}
_SPOKEN_UNITS: Final = {
    "pixel": "px",
    "pixels": "px",
    "percent": "%",
    "seconds": "s",
    "second": "s",
    "sec": "s",
    "secs": "s",
    "milliseconds": "ms",
    "degrees": "deg",
    "degree": "deg",
    "rems": "rem",
    "ems": "em",
    "chars": "ch",
    "characters": "ch",
}
_SPOKEN_NUMBERS: Final = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "twelve": "12",
}
_QUANTITY = re.compile(
    r"(?<![\w#.-])(?P<number>-?(?:\d+\.\d+|\.\d+|\d+)|one|two|three|four|five|six|seven|eight|twelve)"
    r"(?:(?: (?=px|r?em|ms|deg))?(?P<unit>px|rem|em|ch|d?vh|svh|vw|cqi|pt|cm|mm|ms|s|deg|turn|fr|%)|[ -]?(?P<spoken>"
    + "|".join(sorted(_SPOKEN_UNITS, key=len, reverse=True))
    + r"))?(?![\w%#]|\.\d)",
    re.IGNORECASE,
)

_LINES: Final = "(?:border|bar|line|edge|stripe|rule)"

# Words that stand beside a quantity, and what it is then the size of; longer phrases first where one holds another.
_NOUNS: Final = (
    (r"round(?=\s*(?:,|\Z))", "size"),
    (r"side ?bar|drawer|rail|side panel|nav(?:igation)?(?: column)?", "side"),
    (rf"round (?:{ROUND_THINGS})|portrait|avatar|dots?|knob|bullets?|swatch(?:es)?", "size"),
    (r"max(?:imum)?[ -]?width|no wider than|not wider than", "max-width"),
    (r"min(?:imum)?[ -]?width", "min-width"),
    (r"max(?:imum)?[ -]?height|no (?:taller|higher) than", "max-height"),
    (r"min(?:imum)?[ -]?height", "min-height"),
    (r"line[ -]?height|leading", "line-height"),
    (r"letter[ -]?spacing|tracking", "letter-spacing"),
    (r"indent(?:ed|ation|s)?", "text-indent"),
    (r"font[ -]?size|text[ -]?size|font|type size", "font-size"),
    (r"font[ -]?weight|weight", "font-weight"),
    (r"z-?index|stacking", "z-index"),
    (r"row[ -]gap", "row-gap"),
    (r"column[ -]gap", "column-gap"),
    (r"gaps?|gutters?|between|apart|spacing|spaced", "gap"),
    (r"(?:left|right) padding|side padding|padding on the sides|horizontal padding", "padding-inline"),
    (r"(?:top and bottom|vertical) padding", "padding-block"),
    (r"padding|inner space|inside space|breathing room|padded", "padding"),
    (r"(?:bottom margin|margin (?:at the )?bottom|space (?:below|under(?:neath)?)|below)", "margin-bottom"),
    (r"(?:top margin|margin (?:on )?top|space above)", "margin-top"),
    (r"margins?", "margin"),
    (r"radius|round(?:ed|ing)?(?: corners)?|corners", "border-radius"),
    (r"outline", "outline"),
    (r"offset", "outline-offset"),
    (rf"border[ -]bottom|bottom {_LINES}|{_LINES} (?:on|at) (?:the|its) bottom|underlined?", "border-bottom"),
    (rf"left {_LINES}|{_LINES} (?:on|at) (?:the|its) left(?: edge| side)?", "border-left"),
    (rf"right {_LINES}|{_LINES} (?:on|at) (?:the|its) right(?: edge| side)?", "border-right"),
    (rf"top {_LINES}|{_LINES} (?:on|at) (?:the |its )?top(?: edge)?", "border-top"),
    (r"borders?|line|stroke|hairline|ring", "border"),
    (r"columns?|cols|across|per row|side by side", "columns"),
    (r"blur(?:red|ry)?", "blur"),
    (r"opacity|opaque|transparent|see-through|visible", "opacity"),
    (r"wide|width|across", "width"),
    (r"tall|high|height", "height"),
    (r"square|circle|big|size", "size"),
    (r"delay(?:ed)?|wait", "delay"),
    (r"fade|transition|over|takes|lasts|duration|within|smooth(?:ly)?|animate|animation|every|loop|in", "duration"),
    (r"rotate|rotated|tilt(?:ed)?|turn(?:ed)?|spin|skew(?:ed)?|angle|diagonal", "angle"),
    (r"lines|clamp", "lines"),
    (r"from the top|top|below the header|offset", "top"),
    (r"from the bottom|bottom", "bottom"),
    (r"from the left|left", "left"),
    (r"from the right|right", "right"),
    (r"scale|bigger|grow(?:s|n)?|enlarge|zoom|larger", "scale"),
    (r"up|lift(?:s|ed)?|raise[ds]?|move[ds]?|slide[s]?|shift", "shift"),
)
_AT_MOST = re.compile(
    r"(?:at most|or less|up to|max\.?|maximum|no more than|never (?:more|wider|taller) than|capped at) ?$"
)
_AT_LEAST = re.compile(r"(?:at least|or more|min\.?|minimum|no less than|never (?:less|narrower) than) ?$")
_BOUND_BEHIND: Final = re.compile(
    r"\s*(?:wide|tall|high|each|per \w+)?,?\s*(?P<bound>at least|minimum|or more|at most|maximum|or less)\b"
)
_SPOKEN_TIMES: Final = (
    (re.compile(r"\bhalf a second\b"), "500ms"),
    (re.compile(r"\b(?:a )?quarter of a second\b"), "250ms"),
    (re.compile(r"\ba second\b"), "1s"),
)
# Kinds of number that a target takes, where that is not a size.
_NUMBERS: Final = ("number", "percentage")
_KINDS_OF: Final = {
    **dict.fromkeys(("duration", "delay"), ("time",)),
    **dict.fromkeys(("z-index", "font-weight", "lines"), ("number",)),
    **dict.fromkeys(("opacity", "scale"), _NUMBERS),
    "angle": ("angle",),
    "columns": ("number", "length", "percentage", "flex"),
    "line-height": ("number", "length", "percentage"),
}
_OWN_TARGETS: Final = {
    "radius": "border-radius",
    "measure": "max-width",
    "gap": "gap",
    "gutter": "gap",
    "width": "width",
    "height": "height",
}
_NOUN = re.compile("|".join(rf"(?P<n{index}>\b(?:{words})\b)" for index, (words, _) in enumerate(_NOUNS)))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a prompt names.

    Attributes:
        literal: as CSS writes it: `16px`, `0.3s`, `3`.
        kind: `length`, `percentage`, `time`, `angle`, `flex` or `number`.
        target: the property, or the sort of size, that the words around it name; empty if they name none.
    """

    literal: str
    kind: str
    target: str


def find_quantities(
    prompt: str, custom_properties: Sequence[tuple[str, str]] = (), parts: Collection[str] = (), *, place: str = ""
) -> list[Quantity]:
    """The quantities of a prompt: those that it writes, then the file's custom properties that it names.

    Args:
        prompt: the prompt.
        custom_properties: names and values of the file's.
        parts: words for parts of the page: see `find_mentions`.
        place: the selector that they are for, which tells what a size alone is of: `2rem` of a `.title`.
    """
    text = prompt.lower()
    tracks = find_tracks(text)
    if tracks is not None:
        return [Quantity(tracks, "flex", "tracks")]
    for spoken, literal in _SPOKEN_TIMES:
        text = spoken.sub(literal, text)
    told_by_shape, text = cut_shapes(spell_fractions(text))
    shapes = [Quantity(literal, "length", target) for literal, target in told_by_shape]
    numbers = list(_QUANTITY.finditer(text))
    mentions = [each for each in find_mentions(prompt, custom_properties, parts) if each.kind in ("length", "time")]
    if not numbers and not mentions:
        return shapes
    nouns = [
        (match.start(), match.end(), _NOUNS[int((match.lastgroup or "n0")[1:])][1]) for match in _NOUN.finditer(text)
    ]
    written = [_read_quantity(match, text, nouns, place) for match in numbers]
    named = [Quantity(mention.literal, mention.kind, _target_of_mention(mention, text, nouns)) for mention in mentions]
    # A size that is written says more than a name.
    told = {quantity.target for quantity in written}
    return [*shapes, *written, *(quantity for quantity in named if quantity.target not in told)]


def _read_quantity(match: re.Match[str], text: str, nouns: list[tuple[int, int, str]], place: str) -> Quantity:
    literal, kind = _literal_of(match)
    fitting = [noun for noun in nouns if kind in _KINDS_OF.get(noun[2], ("length", "percentage"))]
    target = _target_of(text, match.start(), match.end(), fitting)
    if kind == "length" and _is_alone(match, text):
        target = _find_subject(text) or _find_subject(" ".join(split_words(place))) or target
    elif kind == "length" and not target:
        target = _find_subject(re.split(r"[,;:]", text[match.end() :])[0])
    return Quantity(literal, kind, _bound(text[: match.start()], text[match.end() :], target))


# What a size that stands alone in its clause is of: `white dot, 14px`, `thin track, 4px`.
_SUBJECTS: Final = (
    (re.compile(rf"\b(?:{ROUND_THINGS}|circle|square|spinner|logo|checkbox|toggle)s?\b"), "size"),
    (re.compile(r"\b(?:track|bar|progress|line|divider|rule|separator|stripe|header|footer|row)s?\b"), "height"),
    (
        re.compile(
            r"\b(?:text|title|heading|headline|number|figure|price|label|caption|quote|digit|star|letter|word)s?\b"
        ),
        "font-size",
    ),
)


def _is_alone(match: re.Match[str], text: str) -> bool:
    """Whether a number is all that its clause says."""
    return re.search(r"(?:\A|[,;:])\s*\Z", text[: match.start()]) is not None and (
        re.match(r"\s*(?:[,;]|\Z)", text[match.end() :]) is not None
    )


def _find_subject(text: str) -> str:
    return next((target for words, target in _SUBJECTS if words.search(text)), "")


def _target_of_mention(mention: Mention, text: str, nouns: list[tuple[int, int, str]]) -> str:
    """What the property's own name says that it is the size of; else what the words around it name."""
    parts = split_words(mention.name)
    for part, target in _OWN_TARGETS.items():
        if part in parts:
            return target
    return _target_of(text, mention.start, mention.end, nouns)


def _bound(before: str, behind: str, target: str) -> str:
    """`max-width` for what is `at most 60ch wide`, `min-width` for `180px at least`, and the like."""
    if target not in ("", "width", "height"):
        return target
    said = _BOUND_BEHIND.match(behind)
    words = f"{before.rstrip()} {said['bound']} " if said else before
    bound = "max" if _AT_MOST.search(words) else "min" if _AT_LEAST.search(words) else ""
    return f"{bound}-{target or 'width'}" if bound else target


def _literal_of(match: re.Match[str]) -> tuple[str, str]:
    number = _SPOKEN_NUMBERS.get(match["number"], match["number"])
    if number.startswith("."):
        number = f"0{number}"
    unit = match["unit"] or _SPOKEN_UNITS.get(match["spoken"] or "", "")
    return number + unit, UNITS[unit]


def _target_of(text: str, start: int, end: int, nouns: list[tuple[int, int, str]]) -> str:
    """What the nearest word names: behind the number if it follows at once (`8px gap`), else before it."""
    best, nearest = "", 40
    for first, last, target in nouns:
        between = text[end:first] if first >= end else text[last:start]
        # A comma ends what a number belongs to; so does another number.
        penalty = 25 if re.search(r"[,;+&]|\band\b|\bwith\b", between) else 0
        penalty += 12 if re.search(r"\d", between) else 0
        distance = len(between) + penalty + (0 if first >= end else 2)
        if (first >= end or last <= start) and distance < nearest:
            best, nearest = target, distance
    return best
