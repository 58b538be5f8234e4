"""What a colour of a prompt is for: the words that stand beside it."""

import re
from typing import Final

_PARTS: Final = (
    (
        r"background|backgrounds|bg|fill(?:ed)?|backdrop|behind|tint(?:ed)?|stripes|striped|panels?|pills?|bubbles?"
        r"|tiles?|box(?:es)?|circles?|dots?|track|chips?|badges?|banner|cards?|container|page|sky|screen|sheet|canvas"
        r"|button",
        "background",
    ),
    (
        r"text(?![ -]shadow)|font|letters?|label|ink|type|words?|copy|links?|icon|caption|figures|digits|titles?"
        r"|numbers?|numerals|lettering|writing",
        "color",
    ),
    (r"borders?|outline|ring|line|edge|divider|frame|hairline|rule|underline[ds]?|bar|left edge|stripe", "border"),
    (r"shadow|glow", "shadow"),
    (r"caret|cursor", "caret-color"),
    (r"accent-color|checkbox(?:es)?|radios?", "accent-color"),
)
_PART: Final = re.compile("|".join(rf"(?P<n{index}>\b(?:{words})\b)" for index, (words, _) in enumerate(_PARTS)))
_TEXT: Final = (
    r"(?:letters?|lettering|text|numbers?|numerals?|digits?|figures|writing|labels?|icons?|captions?|titles?|words?|type)\b"
    r"(?![ -](?:shadow|field|box|area|input|background|bg|border|underline|outline|line|stroke|tag|pill|chip|badge))"
)
_OF_TEXT: Final = re.compile(rf"\s+(?:(?:bold|big|small|large|huge|tiny|thin|light) )?{_TEXT}")
_UNDER_TEXT: Final = re.compile(
    rf"\s+with (?:an? |the )?(?:(?:pure|off-|very|bold|big|dark|light) ?)?[a-z#][\w()-]* {_TEXT}"
)


def find_parts(text: str) -> list[tuple[int, int, str]]:
    """The words for what a colour is for, each with where it begins and ends, in order."""
    return [
        (match.start(), match.end(), _PARTS[int((match.lastgroup or "n0")[1:])][1]) for match in _PART.finditer(text)
    ]


def is_of_text(text: str, end: int) -> bool:
    """Whether a colour that ends there is that of the text which is named right behind it: `white letters`."""
    return _OF_TEXT.match(text, end) is not None


def is_under_text(text: str, end: int) -> bool:
    """Whether a colour that ends there has text of a colour of its own on it: `dark blue with white letters`."""
    return _UNDER_TEXT.match(text, end) is not None


def choose_part(text: str, start: int, end: int, parts: list[tuple[int, int, str]]) -> str:
    """What a colour is for that a text names between `start` and `end`; empty if it does not say so."""
    if is_of_text(text, end):
        return "color"
    if is_under_text(text, end):
        return "background"
    if re.match(r"\s+on\s+(?:an? |the )?[\w#(-]", text[end:]) and not re.match(
        r"\s+on (?:hover|focus|click|top|the)", text[end:]
    ):
        return "color"
    if re.search(r"[\w)]\s+on\s+(?:an? )?(?:(?:pure|solid|plain|near|deep|very) )?$", text[:start]):
        return "background"
    best, nearest = "", 28
    for first, last, part in parts:
        between = text[end:first] if first >= end else text[last:start]
        penalty = 20 if re.search(r"[,;+&]|\band\b|\bon\b|\bwith\b", between) else 0
        distance = len(between) + penalty + (0 if first >= end else 3)
        if (first >= end or last <= start) and distance < nearest:
            best, nearest = part, distance
    return best
