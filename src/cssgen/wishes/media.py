"""The media that a prompt speaks of: `on phones: hide the sidebar`, `smaller title when printed`."""

import re
from typing import Final

from cssgen.wishes.words import split_size

PRINTED: Final = "@media print"
_SIZE: Final = r"(?P<size>\d*\.?\d+(?:px|em|rem))"
_DEVICES: Final = r"(?: (?:screens?|devices?|viewports?|sizes?))?"
# What holds a thing is not the screen: `when its card is wider than 420px`.
_HOLDER: Final = (
    r"(?:(?:its|their|the) (?:own )?)?(?:container|parent|wrapper|card|box|panel|column)s? (?:is|are|gets?|becomes?)"
)
# The words that lead to a phrase, the phrase, and the query that it stands for. At the beginning of a prompt, before a
# colon or a comma, the phrase may stand alone; elsewhere one of those words stands before it.
_MEDIA: Final = (
    (
        "for|in|on|when|while",
        r"(?:the |an? )?print(?:ed|er)?[- ](?:version|view|styles?|layout|output|out|friendly)"
        r"|(?:(?:it|this) (?:is|gets) )?print(?:ing|ed|out)?|(?:the )?paper",
        "print",
    ),
    ("for|in", r"(?:the )?dark (?:mode|theme|scheme)", "(prefers-color-scheme: dark)"),
    ("for|with|on", r"reduced motion|people who want less motion", "(prefers-reduced-motion: reduce)"),
    (
        "for|with|on|in",
        r"(?:more|high(?:er)?) contrast(?: mode)?|people who want more contrast",
        "(prefers-contrast: more)",
    ),
    ("when|if|while|once", rf"{_HOLDER} (?:wider|larger|broader) than {_SIZE}", "@container (min-width: {})"),
    ("when|if|while|once", rf"{_HOLDER} (?:narrower|smaller) than {_SIZE}", "@container (max-width: {})"),
    (
        "for|in|on|when|with",
        r"(?:(?:(?:the )?(?:phone|screen|device|it) (?:is )?)?(?:in )?landscape(?: (?:mode|orientation|view))?)",
        "(orientation: landscape)",
    ),
    (
        "for|in|on|when|with",
        r"(?:(?:the )?(?:phone|screen|device|it) (?:is )?)?(?:in )?portrait (?:mode|orientation|view)",
        "(orientation: portrait)",
    ),
    # `on touch` alone is what a press does.
    ("for|on|with", r"touch(?:[- ]?screens?| (?:devices?|screens?))|coarse pointers?", "(pointer: coarse)"),
    ("for", r"touch|fingers", "(pointer: coarse)"),
    (
        "for|on|with|if",
        r"(?:devices|screens|pointers) (?:that|which) can hover|a mouse|mouse (?:users|devices)",
        "(hover: hover)",
    ),
    (
        "between|from",
        rf"{_SIZE} (?:and|to|up to|-|–) {_SIZE.replace('size', 'to')}(?: wide)?",
        "(min-width: {}) and (max-width: {})",
    ),
    ("from", rf"{_SIZE}(?=\s*[:,])", "(min-width: {})"),
    ("below|under|narrower than", rf"{_SIZE}(?: wide)?", "(max-width: {})"),
    ("above|over|wider than", _SIZE, "(min-width: {})"),
    # Behind what is styled, these tell how large that is: `columns min 300px`.
    ("up to|max(?:imum)?", rf"{_SIZE}(?: wide)?(?=\s*:)", "(max-width: {})"),
    ("min(?:imum)?", rf"{_SIZE}(?=\s*:)", "(min-width: {})"),
    ("from", rf"{_SIZE} (?:up(?:wards)?|on)", "(min-width: {})"),
    (
        "on|for",
        rf"(?:mobiles?|phones?){_DEVICES}|(?:small|narrow)(?:er)? (?:screens?|viewports?|windows?)",
        "(max-width: 600px)",
    ),
    ("on|for", rf"tablets?{_DEVICES}", "(max-width: 900px)"),
    (
        "on|for",
        rf"desktops?{_DEVICES}|(?:large|big|wide)r? (?:screens?|viewports?|windows?)",
        "(min-width: 900px)",
    ),
    ("on|for", r"(?:short|low|flat) (?:screens?|viewports?|windows?)", "(max-height: 500px)"),
)
# With them a wish begins: `on paper leave out the nav`.
_BEGINNINGS: Final = (
    r"hide|show|leave|skip|omit|drop|remove|stack|put|place|make|use|no|without|only|let|turn|switch|keep|give|collapse"
    r"|do(?:n'?t| not)|the|all|every|everything"
)
# Behind a width or a kind of screen, whatever is not a part of that: `below 900px sidebar goes away`.
_ANYTHING: Final = (
    r"(?!(?:wide|high|tall|big|to|up|and|or|of|in|margins?|padding|from|at|only|devices?)\b|(?:below|above) \d)"
    r"(?=[\w.#])"
)
# `print it on A4`: what is to be so is told by the verb.
_PRINT: Final = re.compile(
    r"\A(?:when (?:you |people )?)?prints?(?: (?:it|this|(?:the|this) page))?(?:,\s*|\s+)"
    r"(?=(?:on|in|as) (?:A\d|letter|legal|landscape|portrait)\b|without )",
    re.IGNORECASE,
)
# Things that are made for a medium, or are of paper, wherever they are shown: `a button for printing`, `ink on paper`.
_THING: Final = re.compile(
    r"(?:an? (?:[\w-]+ )?|the )?(?:button|icon|toggle|switch|link|frame|mock-?up|preview|checkbox)"
    r"|(?!.*\b(?:hide|show|no|leave|skip|remove|without)\b)"
    r".*\b(?:ink|note|pencil|handwriting|drawing|sketch|stamp|looks? like|like)",
    re.IGNORECASE,
)
# `print, save and share buttons`: the first of several things.
_LISTED: Final = re.compile(
    r"[\w-]+(?:(?:, and|,| and| or|) [\w-]+){1,6}? (?:buttons|icons|links|tabs|items|options|actions)\b", re.IGNORECASE
)
LEAST_SCREEN: Final = {"px": 200.0, "em": 12.0, "rem": 12.0}
"""A screen or a container that is no wider than that is none: `margin below 20px`."""
_BREAKPOINT: Final = re.compile(r"@media[^{]*\((?P<side>max|min)-width:\s*(?P<size>[^)]+)\)")


def _compile(leads: str, phrase: str) -> tuple[re.Pattern[str], ...]:
    # Without its lead, a size is no medium: `16px, bold`.
    lead = rf"(?:(?:{leads})\s+)" if _SIZE in phrase else rf"(?:(?:{leads})\s+)?"
    at_start = rf"\A{lead}(?:{phrase})(?: only)?\s*[:,]\s*"
    is_width = _SIZE in phrase or _DEVICES in phrase
    beginning = _ANYTHING if is_width else rf"(?=(?:{_BEGINNINGS})\b)"
    unparted = rf"\A(?:{leads})\s+(?:{phrase})(?: only)?\s+{beginning}"
    at_end = rf"(?<!\s)\s+(?:only )?(?:{leads})\s+(?:{phrase})(?: only)?\s*\Z"
    return tuple(re.compile(each, re.IGNORECASE) for each in (at_start, unparted, at_end))


_PATTERNS: Final = (
    ((_PRINT,), "print"),
    *((_compile(leads, phrase), query) for leads, phrase, query in _MEDIA),
)


# What sort of answer it is to be, not what it is for.
_PREAMBLE: Final = re.compile(
    r"\A(?:(?:add |a )*(?:media|container)[ -]quer(?:y|ies)|responsive)\s*[:,-]\s+", re.IGNORECASE
)


def find_medium(prompt: str, text: str) -> tuple[str | None, str]:
    """The at-rule that a prompt speaks of, and the rest of the prompt; None and all of it if it speaks of none.

    Args:
        prompt: the prompt.
        text: the file around it: its own breakpoint is taken where the prompt names none.
    """
    prompt = _PREAMBLE.sub("", prompt)
    for patterns, query in _PATTERNS:
        match = next((found for pattern in patterns if (found := pattern.search(prompt))), None)
        rest = (prompt[: match.start()] + prompt[match.end() :]).strip() if match else ""
        if match and rest and _is_medium(match, query, rest):
            complete = _complete(query, match.groupdict(), text)
            return complete if complete.startswith("@") else f"@media {complete}", rest
    first, joint, behind = prompt.partition(" and ")
    medium, rest = find_medium(first.rstrip(" ,"), text) if joint and " and " not in behind else (None, "")
    # `toc hidden below 60em, and the page in two columns`: both are so then.
    if medium and first.startswith(rest) and find_medium(behind, text)[0] is None:
        return medium, f"{rest} and {behind}"
    return None, prompt


def read_medium(clause: str, text: str) -> tuple[str | None, str]:
    """The same of a part of a prompt, which may be a medium and nothing else."""
    medium, rest = find_medium(f"{clause}: {_NOTHING}", text)
    # `two from 40em`, where nothing else follows.
    return (medium, "") if rest == _NOTHING else find_medium(_FROM.sub(r"\g<0> up", clause), text)


_NOTHING: Final = "\0"
_FROM: Final = re.compile(rf"\bfrom {_SIZE}\Z", re.IGNORECASE)


# `never wider than 60rem` is a limit, not a screen.
_LIMITED: Final = re.compile(r"(?:\b(?:never|not?|nothing|none|nowhere|any|is|are|be|gets?)|n't)\s*\Z", re.IGNORECASE)
_OF_PAPER: Final = re.compile(r"\b(?:print(?:s|ed|ing)?|paper|A\d|letter|pages?)\b", re.IGNORECASE)


def _is_medium(match: re.Match[str], query: str, rest: str) -> bool:
    """Whether what looks like a medium is one, beside the rest of the prompt."""
    size = match.groupdict().get("size")
    if size:
        number, unit = split_size(size)
        is_limit = _LIMITED.search(match.string, 0, match.start()) is not None and match.start() > 0
        return number >= LEAST_SCREEN[unit.lower()] and not is_limit
    if "orientation" in query and _OF_PAPER.search(rest):
        return False
    if match.start() > 0:
        return _THING.fullmatch(rest) is None
    return not (match[0].rstrip().endswith(",") and _LISTED.match(rest))


def _complete(query: str, told: dict[str, str | None], text: str) -> str:
    """A query with the sizes that were told, or with that of the file's first breakpoint of the kind."""
    if told.get("size"):
        return query.format(told["size"], told.get("to"))
    side = query[1:4] if "-width" in query else ""
    least, most = _KINDS.get(query, (0.0, 0.0))
    own = (each["size"].strip() for each in _BREAKPOINT.finditer(text) if each["side"] == side)
    size = next((each for each in own if least <= _in_pixels(each) <= most), None)
    return f"({side}-width: {size})" if size else query


_KINDS: Final = {
    "(max-width: 600px)": (300.0, 850.0),
    "(max-width: 900px)": (640.0, 1200.0),
    "(min-width: 900px)": (640.0, 1700.0),
}
"""What widths may be those of a kind of screen, by the query that stands for it."""


def _in_pixels(size: str) -> float:
    number, unit = split_size(size) if _PLAIN.fullmatch(size) else (0.0, "")
    return number if unit == "px" else number * 16


_PLAIN: Final = re.compile(r"\d*\.?\d+(?:px|r?em)")
