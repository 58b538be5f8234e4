"""Texts for `content` that a prompt writes out: `with PAUSED on top`, `the text "Nothing here"`, `a ✈`."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_QUOTED: Final = re.compile(r"\"([^\"]{1,60})\"|“([^”]{1,60})”|‘([^’]{1,60})’|(?<!\w)'([^']{1,60})'(?!\w)")
_SPOKEN: Final = re.compile(
    r"\b(?:says?|text|reads?|word)\s+(?P<text>[A-Z][\w]*(?: [A-Za-z]\w*){0,2})(?=\s+in\b|\s*(?:[,.;]|\Z))"
)
# Capitals behind such a word are a text to be shown; others are abbreviations.
_CAPITALS: Final = re.compile(
    r"\b(?:with|an?|the|says?|text|word|stamp|label|badge|shows?|reads?|ribbon)\s+"
    r"(?P<text>[A-Z]{3,}(?: [A-Z]{2,})*)(?![\w-])"
)
_EMOJI: Final = re.compile(r"\b(?P<name>[a-z]+) (?:emoji|symbol)\b", re.IGNORECASE)
# Capitals that are no text to be shown.
_ABBREVIATIONS: Final = frozenset(
    (
        *("CSS", "HTML", "URL", "RTL", "LTR", "PDF", "SVG", "PNG", "JPG", "GIF", "TOC", "FAQ", "KPI"),
        *("CTA", "RGB", "HSL", "BEM", "USA", "DPI", "API", "CMS", "SEO", "ARIA", "FAB", "NAV"),
    )
)
_CONTENT: Final = re.compile(
    r"(?<![\w-])content:\s*(?P<quote>[\"'])(?P<text>(?:(?!(?P=quote))[^\\\n]|\\.)*)(?P=quote)(?=\s*[;}/]|\Z)"
)


# Many recipes are fitted to the same prompt.
@lru_cache(1_024)
def find_literal(prompt: str) -> str | None:
    """The text that a prompt writes out to be shown; None if there is none, or more than one."""
    found = [
        match[match.lastindex or 0]
        for match in _QUOTED.finditer(prompt)
        if not prompt[: match.start()].rstrip().endswith("=")
    ]
    found += [match["text"] for match in _SPOKEN.finditer(prompt)]
    found += [match["text"] for match in _CAPITALS.finditer(prompt) if match["text"] not in _ABBREVIATIONS]
    found += [letter for letter in prompt if _is_symbol(letter)]
    found += [emoji for match in _EMOJI.finditer(prompt) if (emoji := _find_emoji(match["name"], prompt))]
    told = list(dict.fromkeys(found))
    return told[0] if len(told) == 1 else None


def _is_symbol(letter: str) -> bool:
    return letter in "†‡§•·…»«›‹" or (unicodedata.category(letter) in ("So", "Sm") and letter not in "<>=+~|")


@lru_cache(256)
def _find_emoji(name: str, prompt: str) -> str | None:
    """The emoji that has a word in its Unicode name, and most of the other words of the prompt."""
    told = set(prompt.upper().split())
    best: tuple[int, int, str] | None = None
    for start, end in _EMOJI_BLOCKS:
        for letter in map(chr, range(start, end)):
            words = unicodedata.name(letter, "").split()
            if name.upper() in words:
                worth = (len(told.intersection(words)), -len(words), letter)
                best = worth if best is None or worth[:2] > best[:2] else best
    return best[2] if best else None


_EMOJI_BLOCKS: Final = ((0x2600, 0x27C0), (0x1F300, 0x1F650), (0x1F680, 0x1F700), (0x1F900, 0x1FB00))


def quote_literal(prompt: str) -> str | None:
    """That text as a string of CSS; None of one that would need escapes, too."""
    literal = find_literal(prompt)
    return None if literal is None or re.search(r"[\"\\\n]", literal) else f'"{literal}"'


# Signs that a prompt calls by their names; those that are shapes as well need a place: `arrow behind it`.
_SIGNS: Final = {
    r"plus": "+",
    r"minus": "−",
    r"(?:check|tick)(?: ?marks?)?": "✓",
    r"cross|x": "✕",
    r"(?:en |em |long )?dash": "–",
}
_PLACED_SIGNS: Final = {
    r"(?:right |small |little )?arrow": "→",
    r"left arrow": "←",
    r"down(?:wards?)? arrow": "↓",
    r"up(?:wards?)? arrow": "↑",
    r"chevron": "›",
    r"bullet|dot": "•",
    r"star": "★",
    r"slash": "/",
    r"colon": ":",
    r"comma": ",",
    r"hash": "#",
}
_PLACE: Final = (
    r"(?: (?:(?:standing|put|placed|shown) )?(?:in front|before|after|behind|at the (?:end|start|beginning)|in the end"
    r"|on the (?:left|right)|following|preceding)\b.*)"
)


def _compile_sign(words: str, place: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:an? |the |its |with |shows? )*(?:{words})(?: (?:sign|mark|symbol|icon|glyph))?{place}", re.IGNORECASE
    )


_SIGN_PATTERNS: Final = (
    *((_compile_sign(words, f"{_PLACE}?"), sign) for words, sign in _SIGNS.items()),
    *((_compile_sign(words, _PLACE), sign) for words, sign in _PLACED_SIGNS.items()),
)


def find_sign(wish: str) -> str | None:
    """The sign, as a string of CSS, that a wish for nothing else calls by its name: `a plus in front`, `minus`."""
    return next((f'"{sign}"' for pattern, sign in _SIGN_PATTERNS if pattern.fullmatch(wish)), None)


def say_literal(answer: str, prompt: str, wording: str) -> str:
    """An answer whose one `content` says what the prompt writes out, unless the wording wrote out the same."""
    literal = quote_literal(prompt)
    if literal is None or find_literal(wording) == find_literal(prompt):
        return answer
    contents = list(_CONTENT.finditer(answer))
    if len(contents) != 1:
        return answer
    return answer[: contents[0].start()] + f"content: {literal}" + answer[contents[0].end() :]
