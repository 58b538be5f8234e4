"""Wishes that mean one thing or another, by what they are said of: `large`, `centred`, `full viewport height`."""

import re
from collections.abc import Collection
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.words import SPOKEN_NUMBERS, split_words


def read_relative(wish: str, selector: str, beside: str) -> tuple[Declaration, ...]:
    """What such a wish declares; nothing if it is none, or if it cannot be told.

    Args:
        wish: without the words for what it is for.
        selector: of its rule.
        beside: the other wishes of the same rule.
    """
    return (
        _read_scale(wish, selector)
        or _read_screen(wish, selector, beside)
        or _read_centring(wish, selector, beside)
        or _read_cover(wish, selector, beside)
        or _read_ends(wish, beside)
        or _read_tracks(wish, selector, beside)
        or (_read_step(wish) if _STEP.fullmatch(selector) else ())
    )


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
    if _SCREEN.fullmatch(wish) is None and not (_WHOLE.fullmatch(wish) and _PAGES.search(selector)):
        return ()
    is_bound = _BOUND.search(f"{beside}, {selector}") is not None
    return (Declaration("height" if is_bound else "min-height", "100vh"),)


_SCREEN: Final = re.compile(
    r"(?:at least )?(?:(?:the )?(?:full|whole|100%|entire) (?:viewport|screen|window)(?:'s)?[ -]height"
    r"|100vh(?: tall| high)?|height 100vh"
    r"|as (?:tall|high) as the (?:viewport|screen|window))",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"(?:full|whole|100%)[ -]height", re.IGNORECASE)
# What is as high as the window, if it is as high as can be.
_PAGES: Final = re.compile(r"hero|landing|splash|page|login|screen|shell|app\b", re.IGNORECASE)
_BOUND: Final = re.compile(
    r"\b(?:scrolls?|scrolling|sticky|sticks?|fixed|stays?|sidebar|aside|drawer|nav|panel|rail)\b", re.IGNORECASE
)


def _read_cover(wish: str, selector: str, beside: str) -> tuple[Declaration, ...]:
    """`cover`: of a background, or of a picture itself."""
    if wish.lower() not in ("cover", "covered", "covering"):
        return ()
    if _OF_GROUND.search(beside):
        return (Declaration("background-size", "cover"),)
    is_picture = _PICTURES.search(selector) or _SHAPED.search(beside)
    return (Declaration("object-fit", "cover"),) if is_picture else ()


_OF_GROUND: Final = re.compile(r"background|\bbg\b|no[- ]?repeat|\.(?:jpe?g|png|webp|avif|svg)\b", re.IGNORECASE)
_PICTURES: Final = re.compile(r"\bimg|image|photo|picture|thumb|avatar|video|cover|poster", re.IGNORECASE)
_SHAPED: Final = re.compile(r"\b\d+ ?[:/] ?\d+\b|\baspect\b", re.IGNORECASE)


def _read_ends(wish: str, beside: str) -> tuple[Declaration, ...]:
    """`logo left, links right`: what lies at both ends of a row, unless there are columns."""
    if _ENDS.fullmatch(wish) is None or _IN_COLUMNS.search(beside):
        return ()
    told = (("display", "flex"), ("align-items", "center"), ("justify-content", "space-between"))
    return tuple(Declaration(*each) for each in told)


_ENDS: Final = re.compile(
    r"(?:the )?[\w-]+ (?:(?:on|at|to) the )?left, (?:the )?[\w-]+ (?:(?:on|at|to) the )?right", re.IGNORECASE
)
_IN_COLUMNS: Final = re.compile(r"\b(?:columns?|cols|grid)\b", re.IGNORECASE)


def _read_tracks(wish: str, selector: str, beside: str) -> tuple[Declaration, ...]:
    """`12 columns` of a grid, and `takes 3 of them`."""
    span = _SPAN.fullmatch(wish)
    if span:
        return (Declaration("grid-column", f"span {SPOKEN_NUMBERS.get(span['count'].lower(), span['count'])}"),)
    equal = _EQUAL.fullmatch(wish)
    if equal is None or not (_OF_GRIDS.search(beside) or _GRIDS.search(selector)):
        return ()
    count = SPOKEN_NUMBERS.get(equal["count"].lower(), equal["count"])
    return (Declaration("display", "grid"), Declaration("grid-template-columns", f"repeat({count}, 1fr)"))


_COUNT: Final = r"(?P<count>\d{1,2}|two|three|four|five|six|eight|twelve)"
_SPAN: Final = re.compile(
    rf"(?:spans?|takes?(?: up)?|covers?|fills?) {_COUNT}(?: of (?:them|these|the columns)| columns?)", re.IGNORECASE
)
_EQUAL: Final = re.compile(rf"(?:has |in )?{_COUNT} (?:equal )?columns", re.IGNORECASE)
_OF_GRIDS: Final = re.compile(r"\b(?:gaps?|gutters?|grid|spans?)\b|\d of them", re.IGNORECASE)
_GRIDS: Final = re.compile(r"grid|layout|cards|gallery|columns|tiles", re.IGNORECASE)


def _read_step(wish: str) -> tuple[Declaration, ...]:
    """What a step of an animation says of how a thing is seen, and where it is then."""
    if _UNSEEN.fullmatch(wish):
        return (Declaration("opacity", "0"),)
    if _SEEN.fullmatch(wish):
        return (Declaration("opacity", "1"),)
    moved = _MOVED.fullmatch(wish)
    if moved is None:
        return ()
    where = moved["where"].lower()
    sign = "-" if where in ("higher", "above", "up", "left") else ""
    move = f"{sign}{moved['size']}"
    return (Declaration("translate", move if where in ("left", "right") else f"0 {move}"),)


_STEP: Final = re.compile(r"(?:from|to|[\d.]+%)(?:, (?:from|to|[\d.]+%))*")
_UNSEEN: Final = re.compile(r"invisible|transparent|hidden|not visible|faded out", re.IGNORECASE)
_SEEN: Final = re.compile(r"(?:fully |back to )?(?:visible|opaque)", re.IGNORECASE)
_MOVED: Final = re.compile(
    r"(?:moved |shifted )?(?P<size>\d*\.?\d+(?:px|rem|em|%)) (?:further )?(?:to the )?"
    r"(?P<where>lower|below|down|higher|above|up|left|right)",
    re.IGNORECASE,
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
