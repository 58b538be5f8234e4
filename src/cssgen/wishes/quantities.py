"""Sizes, times, angles and numbers that a prompt names, and the property that each is meant for."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cssgen.wishes.factors import spell_factors
from cssgen.wishes.measured import KINDS_OF, OWN_TARGETS, find_nouns, find_subject
from cssgen.wishes.shapes import cut_shapes, spell_fractions
from cssgen.wishes.tokens import Mention, find_mentions
from cssgen.wishes.tracks import WIDE, find_tracks
from cssgen.wishes.words import SPOKEN_NUMBERS, split_size, split_words

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
_QUANTITY = re.compile(
    r"(?<![\w#.-])(?P<number>-?(?:\d+\.\d+|\.\d+|\d+)|one|two|three|four|five|six|seven|eight|twelve)"
    r"(?:(?: (?=px|r?em|ms|deg))?(?P<unit>px|rem|em|ch|d?vh|svh|vw|cqi|pt|cm|mm|ms|s|deg|turn|fr|%)|[ -]?(?P<spoken>"
    + "|".join(sorted(_SPOKEN_UNITS, key=len, reverse=True))
    + r"))?(?![\w%#]|\.\d)",
    re.IGNORECASE,
)

_AT_MOST = re.compile(
    r"(?:at most|or less|up to|max\.?|maximum|no more than|never (?:more|wider|taller) than|capped at) ?$"
)
_AT_LEAST = re.compile(
    r"(?:at least|or more|min\.?|minimum|no less than|(?:none|never|not?|each|\w+) (?:less|narrower|smaller) than) ?$"
)
# Where columns are as many as fit, or each of a least width, a width is theirs.
_FITTING: Final = re.compile(
    r"\bas many\b.{0,60}\bas (?:will |can |would |there is )?(?:fits?|room|possible)\b"
    r"|\bhow(?:ever)? many fit\b|\bauto[- ]?fi(?:t|ll)\b"
    r"|\b(?:columns?|cols|cards|tiles|per row|grid)\b.{0,60}"
    r"\b(?:none|never|no \w+) (?:is |are |gets? )?(?:narrower|smaller|less) than"
    r"|\b(?:columns?|cols|grid)\b.{0,40}"
    r"\b(?:(?:at least|min(?:imum)?)\b[^,;]{0,20}\beach\b|each (?:at least|min)|min(?:imum)?[ -]width)"
)
# How far something is from the edges that it is placed at, whichever they are.
_FROM_EDGES: Final = re.compile(
    r"\s*(?:(?:of )?(?:space|distance|room|margin|gap)\s+|away\s+|in\s+|inset\s+|off\s+)*"
    r"(?:from|to|off)\s+(?:the|its|both|all|each|every|either)\s+"
    r"(?:(?:screen|window|viewport|page|card|photo)(?:'s)?\s+)?(?:edges?|corners?|sides|borders)\b"
)
# Sizes that a prompt may tell beside the tracks of a grid.
_BESIDE_TRACKS: Final = ("gap", "row-gap", "column-gap", "padding", "padding-inline", "padding-block", "border-radius")
_WIDTHS: Final = ("", "width", "min-width", "columns")
_BOUND_BEHIND: Final = re.compile(
    r"\s*(?:wide|tall|high|each|per \w+)?,?\s*(?P<bound>at least|minimum|or more|at most|maximum|or less)\b"
)
_SPOKEN_TIMES: Final = (
    (re.compile(r"\bhalf a second\b"), "500ms"),
    (re.compile(r"\b(?:a )?quarter of a second\b"), "250ms"),
    (re.compile(r"\b(?:a |one )?third of a second\b"), "330ms"),
    (re.compile(r"\b(?:a |one )?fifth of a second\b"), "200ms"),
    (re.compile(r"\b(?:a |one )?tenth of a second\b"), "100ms"),
    (re.compile(r"\ba second\b"), "1s"),
)

_NAMED: Final = re.compile(r"(?<![\w-])--[a-z][\w-]*")
# Names for how wide a column on a side is: `--sidebar-w`.
_WIDE: Final = ("w", "width")
_SIDES: Final = frozenset(("sidebar", "aside", "drawer", "rail", "nav", "toc"))
_LETTERS: Final = {"w": "width", "h": "height"}
_VIEWPORT: Final = re.compile(r"v[hw]\Z")
_VIEWPORTS: Final = {"vh": "height", "vw": "width"}
_OF_EDGES: Final = {"left": "side", "right": "side", "top": "height", "bottom": "height"}
_LINES: Final = ("border", "outline", "ring")
_WIDEST_LINE: Final = {"px": 20.0, "em": 1.25, "rem": 1.25}


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
        rest = text[: tracks.start] + " " * (tracks.end - tracks.start) + text[tracks.end :]
        beside = [each for each in _find_in(rest, custom_properties, parts, place) if each.target in _BESIDE_TRACKS]
        return [Quantity(tracks.value, "flex", "tracks"), *beside]
    return _find_in(text, custom_properties, parts, place)


def _find_in(
    text: str, custom_properties: Sequence[tuple[str, str]], parts: Collection[str], place: str
) -> list[Quantity]:
    for spoken, literal in _SPOKEN_TIMES:
        text = spoken.sub(literal, text)
    several, text = _cut_several(text)
    told_by_shape, text = cut_shapes(spell_fractions(spell_factors(text)))
    shapes = [*several, *(Quantity(literal, "length", target) for literal, target in told_by_shape)]
    numbers = list(_QUANTITY.finditer(text))
    mentions = [each for each in find_mentions(text, custom_properties, parts) if each.kind in ("length", "time")]
    if not numbers and not mentions:
        return shapes
    # `16px, --gap between`: what a name says is of that name alone.
    nouns = find_nouns(_NAMED.sub(lambda match: " " * len(match[0]), text))
    written = [_read_quantity(match, text, nouns, place) for match in numbers]
    named = [Quantity(mention.literal, mention.kind, _target_of_mention(mention, text, nouns)) for mention in mentions]
    # A size that is written says more than a name.
    told = {quantity.target for quantity in written}
    if _FITTING.search(text):
        written = [_of_columns(quantity) for quantity in written]
    return [*shapes, *written, *(quantity for quantity in named if quantity.target not in told)]


def _cut_several(text: str) -> tuple[list[Quantity], str]:
    """The sizes that stand together as CSS has them, `padding 8px 12px`, and the text without them."""
    found: list[Quantity] = []
    for match in _SEVERAL.finditer(text):
        target = next(name for words, name in _TAKING_SEVERAL if re.search(words, match["noun"] or match["behind"]))
        found.append(Quantity(" ".join((match["sizes"] or match["before"]).split()), "length", target))
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return found, text


_TAKING_SEVERAL: Final = (("pad", "padding"), ("margin", "margin"), ("gap", "gap"), ("radius|corners", "border-radius"))
_ONE: Final = r"(?:\d*\.?\d+(?:px|r?em|%|ch)|0|auto)"
_SEVERAL: Final = re.compile(
    rf"\b(?P<noun>padding|padded|margin|gap|(?:border )?radius):?(?: of)? (?P<sizes>{_ONE}(?: {_ONE}){{1,3}})(?![\w%.])"
    rf"|(?<![\w.#-])(?P<before>{_ONE}(?: {_ONE}){{1,3}}) (?P<behind>padding|margin|gap|radius)\b"
)


def _of_columns(quantity: Quantity) -> Quantity:
    is_width = quantity.kind == "length" and quantity.target in _WIDTHS
    return replace(quantity, target="least column") if is_width else quantity


def _read_quantity(match: re.Match[str], text: str, nouns: list[tuple[int, int, str]], place: str) -> Quantity:
    literal, kind = _literal_of(match)
    if kind == "length" and _FROM_EDGES.match(text, match.end()):
        return Quantity(literal, kind, "inset")
    fitting = [noun for noun in nouns if kind in KINDS_OF.get(noun[2], ("length", "percentage"))]
    target = _target_of(text, match.start(), match.end(), fitting)
    if kind == "length" and _is_alone(match, text) and _VIEWPORT.search(literal):
        target = _VIEWPORTS[literal[-2:]]  # whatever else is named: `60vh, text at the bottom`
    elif kind == "length" and _is_alone(match, text):
        target = find_subject(text) or find_subject(" ".join(split_words(place))) or target
        if target in _OF_EDGES and is_a_column(literal):
            target = _OF_EDGES[target]  # `drawer on the right, 360px`
    elif kind == "length" and not target:
        target = find_subject(re.split(r"[,;:]", text[match.end() :])[0])
    if not target and _VIEWPORT.search(literal):
        target = _VIEWPORTS[literal[-2:]]
    if target in _LINES and _is_wide(literal):
        # A ring of 32px is so large, not so thick.
        target = "size"
    return Quantity(literal, kind, _bound(text[: match.start()], text[match.end() :], target))


def is_a_column(literal: str) -> bool:
    """Whether a length is too much for a distance from an edge."""
    number, unit = split_size(literal)
    return number >= WIDE.get(unit, math.inf)


def _is_wide(literal: str) -> bool:
    """Whether a length is more than lines are wide."""
    number, unit = split_size(literal)
    return number > _WIDEST_LINE.get(unit, math.inf)


def _is_alone(match: re.Match[str], text: str) -> bool:
    """Whether a number is all that its clause says."""
    return re.search(r"(?:\A|[,;:])\s*\Z", text[: match.start()]) is not None and (
        re.match(r"\s*(?:[,;]|\Z)", text[match.end() :]) is not None
    )


def _target_of_mention(mention: Mention, text: str, nouns: list[tuple[int, int, str]]) -> str:
    """What the property's own name says that it is the size of; else what the words around it name."""
    parts = split_words(mention.name)
    if parts[-1] in _WIDE and not _SIDES.isdisjoint(parts):
        return "side"
    if parts[-1] in _LETTERS and len(parts) > 1:
        return _LETTERS[parts[-1]]
    for part, target in OWN_TARGETS.items():
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
    number = SPOKEN_NUMBERS.get(match["number"], match["number"])
    if number.startswith("."):
        number = f"0{number}"
    unit = match["unit"] or _SPOKEN_UNITS.get(match["spoken"] or "", "")
    return number + unit, UNITS[unit]


def _target_of(text: str, start: int, end: int, nouns: list[tuple[int, int, str]]) -> str:
    """What the nearest word names: behind the number if it follows at once (`8px gap`), else before it."""
    best, nearest = "", 40
    for first, last, target in nouns:
        between = text[end:first] if first >= end else text[last:start]
        if len(between) >= nearest:
            continue
        # A comma ends what a number belongs to; so does another number.
        penalty = 25 if re.search(r"[,;+&]|\band\b|\bwith\b", between) else 0
        penalty += 12 if re.search(r"\d|--\w", between) else 0
        # `ring 2px offset 4px`: the offset is the 4px.
        penalty += 4 if first >= end and re.match(r"\s+\d", text[last:]) else 0
        distance = len(between) + penalty + (0 if first >= end else 2)
        if (first >= end or last <= start) and distance < nearest:
            best, nearest = target, distance
    return best
