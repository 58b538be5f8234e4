"""The media that a prompt speaks of: `on phones: hide the sidebar`, `smaller title when printed`."""

import re
from typing import Final

from cssgen.wishes.words import split_size

PRINTED: Final = "@media print"
_SIZE: Final = r"(?P<size>\d*\.?\d+(?:px|em|rem))"
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
    ("from", rf"{_SIZE}(?=\s*[:,])", "(min-width: {})"),
    ("below|under|narrower than", rf"{_SIZE}(?: wide)?", "(max-width: {})"),
    ("above|over|wider than", _SIZE, "(min-width: {})"),
    # Behind what is styled, these tell how large that is: `columns min 300px`.
    ("up to|max(?:imum)?", rf"{_SIZE}(?: wide)?(?=\s*:)", "(max-width: {})"),
    ("min(?:imum)?", rf"{_SIZE}(?=\s*:)", "(min-width: {})"),
    ("from", rf"{_SIZE} (?:up(?:wards)?|on)", "(min-width: {})"),
    ("on|for", r"mobiles?|phones?|(?:small|narrow)(?:er)? (?:screens?|viewports?)", "(max-width: 600px)"),
    ("on|for", r"tablets?", "(max-width: 900px)"),
    ("on|for", r"desktops?|(?:large|big|wide)r? (?:screens?|viewports?)", "(min-width: 900px)"),
)
# With them a wish begins: `on paper leave out the nav`.
_BEGINNINGS: Final = (
    r"hide|show|leave|skip|omit|drop|remove|stack|put|place|make|use|no|without|only|let|turn|switch|keep|give|collapse"
    r"|do(?:n'?t| not)|the|all|every|everything"
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
_LEAST_SCREEN: Final = {"px": 200.0, "em": 12.0, "rem": 12.0}
"""A screen or a container that is no wider than that is none: `margin below 20px`."""
_BREAKPOINT: Final = re.compile(r"@media[^{]*\((?P<side>max|min)-width:\s*(?P<size>[^)]+)\)")


def _compile(leads: str, phrase: str) -> tuple[re.Pattern[str], ...]:
    # Without its lead, a size is no medium: `16px, bold`.
    lead = rf"(?:(?:{leads})\s+)" if _SIZE in phrase else rf"(?:(?:{leads})\s+)?"
    at_start = rf"\A{lead}(?:{phrase})(?: only)?\s*[:,]\s*"
    unparted = rf"\A(?:{leads})\s+(?:{phrase})(?: only)?\s+(?=(?:{_BEGINNINGS})\b)"
    at_end = rf"(?<!\s)\s+(?:only )?(?:{leads})\s+(?:{phrase})(?: only)?\s*\Z"
    return tuple(re.compile(each, re.IGNORECASE) for each in (at_start, unparted, at_end))


_PATTERNS: Final = (
    *((_compile(leads, phrase), query) for leads, phrase, query in _MEDIA),
    ((_PRINT,), "print"),
)


def find_medium(prompt: str, text: str) -> tuple[str | None, str]:
    """The at-rule that a prompt speaks of, and the rest of the prompt; None and all of it if it speaks of none.

    Args:
        prompt: the prompt.
        text: the file around it: its own breakpoint is taken where the prompt names none.
    """
    for patterns, query in _PATTERNS:
        match = next((found for pattern in patterns if (found := pattern.search(prompt))), None)
        rest = (prompt[: match.start()] + prompt[match.end() :]).strip() if match else ""
        if match and rest and _is_medium(match, rest):
            complete = _complete(query, match.groupdict().get("size"), text)
            return complete if complete.startswith("@") else f"@media {complete}", rest
    return None, prompt


def _is_medium(match: re.Match[str], rest: str) -> bool:
    """Whether what looks like a medium is one, beside the rest of the prompt."""
    size = match.groupdict().get("size")
    if size:
        number, unit = split_size(size)
        return number >= _LEAST_SCREEN[unit.lower()]
    if match.start() > 0:
        return _THING.fullmatch(rest) is None
    return not (match[0].rstrip().endswith(",") and _LISTED.match(rest))


def _complete(query: str, size: str | None, text: str) -> str:
    """A query with the size that was told, or with that of the file's first breakpoint of the kind."""
    if size:
        return query.format(size)
    side = query[1:4] if "-width" in query else ""
    own = next((each["size"] for each in _BREAKPOINT.finditer(text) if each["side"] == side), None)
    return f"({side}-width: {own.strip()})" if own else query
