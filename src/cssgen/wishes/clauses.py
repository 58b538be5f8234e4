"""One prompt, several wishes: where it can be cut."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.wishes.tracks import find_tracks

# `all but the first` is one thing.
_BUT: Final = r"(?<!\ball )(?<!\bnothing )(?<!\beverything )but(?! the (?:first|last)\b)"
_CUT = re.compile(
    r"(?:(?<!\s)\s+)?(?:[;+&]|,(?!\d)|(?<=\w):(?=\s)|\s[-–—]\s"
    rf"|\b(?:and(?: also)?|with|plus|also|then|{_BUT})\b)\s*",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "it",
        "its",
        "this",
        "that",
        "them",
        "and",
        "with",
        "to",
        "of",
        "in",
        "on",
        "is",
        "be",
        "for",
        "please",
        "make",
        "give",
        "add",
        "use",
    ]
)
MOST = 8
_SIZE: Final = r"(?:\d+(?:\.\d+)?|\.\d+) ?(?:px|r?em|ch|%|pixels|rems)"
# What says of the wish before it merely how large its parts are, or how far it is from the edges.
_LEAST: Final = re.compile(
    rf"(?:(?:none|each|all|every one|no \w+|never|not|but)(?: of them| one)? )?(?:is |are |being )?"
    rf"(?:(?:at least|no less than|no smaller than|not? narrower than|(?:narrower|smaller) than|minimum(?: of)?|min\.?"
    rf"|from) (?:a )?{_SIZE}(?: wide)?(?: each| minimum)?|(?:a |its )?min(?:imum)?[ -]width(?: of)? {_SIZE}(?: each)?"
    rf"|{_SIZE} (?:each|minimum|min|at least)(?: wide)?)",
    re.IGNORECASE,
)
_IN_TRACKS: Final = re.compile(r"\b(?:columns?|cols|per row|fits?|grid|tracks?|side by side)\b", re.IGNORECASE)
_DISTANCE: Final = re.compile(
    rf"{_SIZE} (?:away |in |inset |off |distance |space )*(?:from|to|off) (?:the|its|all|both|each|every|either)"
    rf"(?: \w+)? (?:edges?|corners?|sides?|border)",
    re.IGNORECASE,
)
_TRACKS: Final = re.compile(r"(?:columns?|cols|rows?)\Z", re.IGNORECASE)
_COUNT: Final = re.compile(r"\b(?:one|two|three|four|five)\Z", re.IGNORECASE)
# Both sides of one thing, both places of one colour.
_BOTH: Final = re.compile(
    r"\b(?:above and below|below and above|top and bottom|left and right|horizontally and vertically"
    r"|(?:border|outline|text|icon)s? and (?:border|outline|text|icon)s?)\b",
    re.IGNORECASE,
)
_AT_LEFT: Final = re.compile(
    r"(?!.*\b(?:icon|image|img|picture|photo|avatar|thumb(?:nail)?|checkbox|radio)\b)"
    r"(?:the )?[\w-]+ (?:(?:on|at|to) the )?left",
    re.IGNORECASE,
)
_AT_RIGHT: Final = re.compile(r"(?:the )?[\w-]+ (?:(?:on|at|to) the )?right", re.IGNORECASE)
_HALF: Final = re.compile(r"a (?:half|quarter)\b", re.IGNORECASE)
_OTHER_TRACKS: Final = re.compile(r"(?:\d+|two|three|four|five|six) (?:columns?|cols|rows?)\b", re.IGNORECASE)


def split_wishes(prompt: str) -> list[str]:
    """The single wishes of a prompt, in order; the prompt itself if it holds but one."""
    pieces = [piece.strip(" .,") for piece in _cut(prompt)]
    told = [piece for piece in pieces if set(piece.lower().split()) - _EMPTY]
    return told[:MOST] if len(told) > 1 else [prompt.strip()]


def pair_sides(wishes: Sequence[str]) -> list[str]:
    """Single wishes of which `logo left` and `links right` are one: both are said of what holds them."""
    paired: list[str] = []
    for wish in wishes:
        if paired and _AT_LEFT.fullmatch(paired[-1]) and _AT_RIGHT.fullmatch(wish):
            paired[-1] += f", {wish}"
        else:
            paired.append(wish)
    return paired


def _cut(prompt: str) -> list[str]:
    """The pieces of a prompt; those are kept together that measure one thing, or tell the tracks of one grid."""
    tracks = find_tracks(prompt)
    both = [match.span() for match in _BOTH.finditer(prompt)]
    pieces: list[str] = []
    start = 0
    for cut in _CUT.finditer(prompt):
        is_told = tracks is not None and tracks.start <= cut.start() and cut.end() <= tracks.end
        following = _CUT.search(prompt, cut.end())
        piece = prompt[cut.end() : following.start() if following else len(prompt)]
        is_within = any(first <= cut.start() < last for first, last in both)
        if (
            is_told
            or is_within
            or (cut.start() > start and _measures(piece.strip(" .,"), prompt[start : cut.start()], cut[0]))
        ):
            continue
        pieces.append(prompt[start : cut.start()])
        start = cut.end()
    return [*pieces, prompt[start:]]


# `zebra rows with --surface-2`, `hairline, --line`: what it is made of.
_LONE_NAME: Final = re.compile(r"(?:(?:in|from|of|using|by|use|the) )*(?:var\(\s*)?--[a-z][\w-]*\s*\)?", re.IGNORECASE)


_SPACE: Final = re.compile(
    r"\b(?:space|gaps?|gutters?|between|apart|padding|margins?|indent\w*|distance)\b", re.IGNORECASE
)
_LONE_SIZE: Final = re.compile(_SIZE, re.IGNORECASE)


def _measures(piece: str, before: str, cut: str) -> bool:
    if _LONE_SIZE.fullmatch(piece) and cut.strip() == "," and _SPACE.search(before) and not re.search(r"\d", before):
        return True  # `space between the items, 8px` is one wish
    if _LONE_NAME.fullmatch(piece):
        return cut.strip().lower() != "and"
    if cut.strip().lower() == "and" and _TRACKS.search(before) and _OTHER_TRACKS.match(piece):
        return True  # `two columns and two rows` is the size of one thing
    if _HALF.match(piece) and _COUNT.search(before):
        return True  # `one and a half`
    return _DISTANCE.fullmatch(piece) is not None or (
        _LEAST.fullmatch(piece) is not None and _IN_TRACKS.search(before) is not None
    )
