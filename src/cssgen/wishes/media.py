"""The media that a prompt speaks of: `on phones: hide the sidebar`, `smaller title when printed`."""

import re
from typing import Final

_SIZE: Final = r"(?P<size>\d*\.?\d+(?:px|em|rem))"
# The words that lead to a phrase, the phrase, and the query that it stands for. At the beginning of a prompt, before a
# colon or a comma, the phrase may stand alone; at its end one of those words stands before it.
_MEDIA: Final = (
    ("for|in|on|when", r"print(?:ing|ed|out)?|paper", "print"),
    ("for|in", r"(?:the )?dark (?:mode|theme|scheme)", "(prefers-color-scheme: dark)"),
    ("for|with|on", r"reduced motion|people who want less motion", "(prefers-reduced-motion: reduce)"),
    (
        "for|with|on|in",
        r"(?:more|high(?:er)?) contrast(?: mode)?|people who want more contrast",
        "(prefers-contrast: more)",
    ),
    ("from", rf"{_SIZE}(?=\s*[:,])", "(min-width: {})"),
    ("below|under|up to|narrower than|max(?:imum)?", rf"{_SIZE}(?: wide)?", "(max-width: {})"),
    ("above|over|wider than|min(?:imum)?", _SIZE, "(min-width: {})"),
    ("from", rf"{_SIZE} (?:up(?:wards)?|on)", "(min-width: {})"),
    ("on|for", r"mobiles?|phones?|(?:small|narrow)(?:er)? (?:screens?|viewports?)", "(max-width: 600px)"),
    ("on|for", r"tablets?", "(max-width: 900px)"),
    ("on|for", r"desktops?|(?:large|big|wide)r? (?:screens?|viewports?)", "(min-width: 900px)"),
)
_BREAKPOINT: Final = re.compile(r"@media[^{]*\((?P<side>max|min)-width:\s*(?P<size>[^)]+)\)")


def _compile(leads: str, phrase: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Without its lead, a size is no medium: `16px, bold`.
    lead = rf"(?:(?:{leads})\s+)" if _SIZE in phrase else rf"(?:(?:{leads})\s+)?"
    at_start = rf"\A{lead}(?:{phrase})(?: only)?\s*[:,]\s*"
    at_end = rf"\s+(?:only )?(?:{leads})\s+(?:{phrase})(?: only)?\s*\Z"
    return re.compile(at_start, re.IGNORECASE), re.compile(at_end, re.IGNORECASE)


_PATTERNS: Final = tuple((*_compile(leads, phrase), query) for leads, phrase, query in _MEDIA)


def find_medium(prompt: str, text: str) -> tuple[str | None, str]:
    """The at-rule that a prompt speaks of, and the rest of the prompt; None and all of it if it speaks of none.

    Args:
        prompt: the prompt.
        text: the file around it: its own breakpoint is taken where the prompt names none.
    """
    for at_start, at_end, query in _PATTERNS:
        match = at_start.match(prompt) or at_end.search(prompt)
        rest = (prompt[: match.start()] + prompt[match.end() :]).strip() if match else ""
        if match and rest:
            return f"@media {_complete(query, match.groupdict().get('size'), text)}", rest
    return None, prompt


def _complete(query: str, size: str | None, text: str) -> str:
    """A query with the size that was told, or with that of the file's first breakpoint of the kind."""
    if size:
        return query.format(size)
    side = query[1:4] if "-width" in query else ""
    own = next((each["size"] for each in _BREAKPOINT.finditer(text) if each["side"] == side), None)
    return f"({side}-width: {own.strip()})" if own else query
