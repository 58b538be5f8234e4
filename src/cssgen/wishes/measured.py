"""What sizes are the sizes of: the words that stand beside them in prompts."""

import re
from typing import Final

from cssgen.wishes.shapes import ROUND_THINGS

_LINES: Final = "(?:border|bar|line|edge|stripe|rule)"

# Words that stand beside a quantity, and what it is then the size of; longer phrases first where one holds another.
_NOUNS: Final = (
    (rf"round(?=\s*(?:,|\Z)| \d\S* (?:{ROUND_THINGS})\b)", "size"),
    (r"side ?bar|drawer|rail|side panel|nav(?:igation)?(?: column)?", "side"),
    (rf"round (?:[\w-]+ )?(?:{ROUND_THINGS})|portrait|avatar|dots?|knob|bullets?|swatch(?:es)?", "size"),
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
    (
        r"bottom margin|margin (?:(?:at the )?bottom|below|under(?:neath)?)|space (?:below|under(?:neath)?)",
        "margin-bottom",
    ),
    # `stacked below 700px` speaks of the screen.
    (r"below(?!\s+(?:\d{3,}px|\d{2,}r?em))", "margin-bottom"),
    (r"top margin|margin (?:(?:on )?top|above)|space above", "margin-top"),
    (
        r"(?:vertical|block) margins?|margins?\s+(?:above and below|(?:at the )?top and bottom|on both ends)",
        "margin-block",
    ),
    (r"margins?", "margin"),
    (r"radius|round(?:ed|ing)?(?: corners)?|corners", "border-radius"),
    (r"outline", "outline"),
    (r"offset", "outline-offset"),
    (rf"border[ -]bottom|bottom {_LINES}|{_LINES} (?:on|at) (?:the|its) bottom|underlined?", "border-bottom"),
    (rf"left {_LINES}|{_LINES} (?:on|at) (?:the|its) left(?: edge| side)?", "border-left"),
    (rf"right {_LINES}|{_LINES} (?:on|at) (?:the|its) right(?: edge| side)?", "border-right"),
    (rf"top {_LINES}|{_LINES} (?:on|at) (?:the |its )?top(?: edge)?", "border-top"),
    (r"borders?|line|stroke|hairline", "border"),
    (r"ring", "ring"),
    (r"columns?|cols|across|per row|side by side", "columns"),
    (r"blur(?:red|ry)?", "blur"),
    (r"opacity|opaque|transparent|see-through|visible", "opacity"),
    (r"(?<!full )(?<!full-)(?:wide|width|across)", "width"),
    (r"(?<!full )(?<!full-)(?:tall|high|height)", "height"),
    (r"square|circle|big|size", "size"),
    (r"delay(?:ed)?|wait", "delay"),
    (r"fade|transition|over|takes|lasts|duration|within|smooth(?:ly)?|animate|animation|every|loop|in", "duration"),
    (r"rotate|rotated|tilt(?:ed)?|turn(?:ed)?|spin|skew(?:ed)?|angle|diagonal", "angle"),
    (r"lines|clamp", "lines"),
    (r"rows", "rows"),
    (r"from the top|top|below the header|offset", "top"),
    (r"from the bottom|bottom", "bottom"),
    (r"from the left|left", "left"),
    (r"from the right|right", "right"),
    (r"scale|bigger|grow(?:s|n)?|enlarge|zoom|larger", "scale"),
    (r"up|lift(?:s|ed)?|raise[ds]?|move[ds]?|slide[s]?|shift", "shift"),
)
_NUMBERS: Final = ("number", "percentage")
KINDS_OF: Final = {
    **dict.fromkeys(("duration", "delay"), ("time",)),
    **dict.fromkeys(("z-index", "font-weight", "lines", "rows"), ("number",)),
    **dict.fromkeys(("opacity", "scale"), _NUMBERS),
    "angle": ("angle",),
    "columns": ("number", "length", "percentage", "flex"),
    "line-height": ("number", "length", "percentage"),
}
"""Kinds of number that a target takes, where that is not a size."""
OWN_TARGETS: Final = {
    "radius": "border-radius",
    "measure": "max-width",
    "gap": "gap",
    "gutter": "gap",
    "width": "width",
    "height": "height",
}
"""What a custom property is the size of whose name holds a word."""
_NOUN: Final = re.compile("|".join(rf"(?P<n{index}>\b(?:{words})\b)" for index, (words, _) in enumerate(_NOUNS)))

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


def find_nouns(text: str) -> list[tuple[int, int, str]]:
    """The words for what a size is of, each with where it begins and ends, in order."""
    return [
        (match.start(), match.end(), _NOUNS[int((match.lastgroup or "n0")[1:])][1]) for match in _NOUN.finditer(text)
    ]


def find_subject(text: str) -> str:
    """What a size that stands alone is of, if a text names it; empty if it does not."""
    return next((target for words, target in _SUBJECTS if words.search(text)), "")
