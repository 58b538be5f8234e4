"""Wishes that mean one thing or another, by what they are said of: `large`, `centred`, `full viewport height`."""

import re
from collections.abc import Collection
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.words import split_words


def read_relative(wish: str, selector: str, beside: str) -> tuple[Declaration, ...]:
    """What such a wish declares; nothing if it is none, or if it cannot be told.

    Args:
        wish: without the words for what it is for.
        selector: of its rule.
        beside: the other wishes of the same rule.
    """
    return _read_scale(wish, selector) or _read_screen(wish, selector, beside) or _read_centring(wish, selector, beside)


def is_text(selector: str) -> bool:
    """Whether a selector is for text, whose colour and size are those of its letters."""
    return _names_any(selector, _TEXTS)


def _names_any(selector: str, words: Collection[str]) -> bool:
    """Whether the last word of the subject of a selector is one of some."""
    name = re.sub(r":.*", "", re.split(r"[\s>+~]", selector)[-1])
    return name in words or any(word in words for word in split_words(name)[-1:])


_TEXTS: Final = frozenset(
    (
        *("a", "link", "p", "text", "title", "subtitle", "heading", "headline", "h1", "h2", "h3", "label", "caption"),
        *("price", "hint", "note", "meta", "lead", "intro", "eyebrow", "date", "time", "author", "name", "legend"),
        *("desc", "description", "excerpt", "copy", "quote", "error", "help", "message", "figcaption", "small", "h"),
    )
)


def _read_centring(wish: str, selector: str, beside: str) -> tuple[Declaration, ...]:
    """`centred`: text is, unless the rule lays out what it holds."""
    if _CENTRED.fullmatch(wish) is None:
        return ()
    if _LAID_OUT.search(beside):
        return tuple(Declaration(*each) for each in _MIDDLE)
    is_of_text = is_text(selector) or _names_any(selector, _OF_TEXTS)
    return (Declaration("text-align", "center"),) if is_of_text else ()


_OF_TEXTS: Final = frozenset(("footer", "card", "quote", "blockquote", "empty", "stat", "banner", "td", "th", "cell"))
_CENTRED: Final = re.compile(r"(?:all |everything )?cent(?:er|re)d", re.IGNORECASE)
_LAID_OUT: Final = re.compile(
    r"\b(?:flex|row|column|grid|side by side|stacked|tall|high|height|screen|viewport|square|circle|round|icon)\b"
    r"|\dv?h\b",
    re.IGNORECASE,
)
_MIDDLE: Final = (("display", "flex"), ("align-items", "center"), ("justify-content", "center"))


def _read_screen(wish: str, selector: str, beside: str) -> tuple[Declaration, ...]:
    """`full viewport height`: no more than that of what stays in view or scrolls by itself, no less of others."""
    if _SCREEN.fullmatch(wish) is None:
        return ()
    is_bound = _BOUND.search(f"{beside}, {selector}") is not None
    return (Declaration("height" if is_bound else "min-height", "100vh"),)


_SCREEN: Final = re.compile(
    r"(?:at least )?(?:(?:the )?(?:full|whole|100%|entire) (?:viewport|screen|window)(?:'s)?[ -]height"
    r"|100vh(?: tall| high)?|height 100vh"
    r"|as (?:tall|high) as the (?:viewport|screen|window))",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(
    r"\b(?:scrolls?|scrolling|sticky|sticks?|fixed|stays?|sidebar|aside|drawer|nav|panel|rail)\b", re.IGNORECASE
)


def _read_scale(wish: str, selector: str) -> tuple[Declaration, ...]:
    """`large`: how large the type is of what is text."""
    size = _SCALE.get(wish.lower()) if is_text(selector) else None
    return (Declaration("font-size", size),) if size else ()


_SCALE: Final = {
    "tiny": "0.75rem",
    "very small": "0.75rem",
    "small": "0.875rem",
    "large": "1.5rem",
    "big": "1.5rem",
    "very large": "2.5rem",
    "very big": "2.5rem",
    "huge": "3rem",
}
