"""The thing of a page that some words name, as the file selects it: `old price`, `.title`, `the nav`."""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.wishes.selectors import choose_selectors
from cssgen.wishes.words import affinity, split_words, stem
from cssgen.wishes.written import WRITTEN, as_selector

MEANT: Final = 0.4
"""From this worth on, a selector of the file is what a single wish is for."""

# Words for what is styled about a thing, not for a thing, though classes may be called so.
_ASPECTS: Final = frozenset(
    (
        *("text", "color", "colour", "background", "bg", "border", "shadow", "outline", "line", "corner"),
        *("radius", "gap", "padding", "margin", "font", "size", "width", "height", "square", "round"),
        *("circle", "rounded", "focus", "theme", "space", "spacing"),
    )
)
_TRACKS: Final = re.compile(
    r"\b(?:one|single|two|three|four|five|six|\d+|in a|equal|same|every other|of)[ -](?:columns?|rows?|cols?)\b",
    re.IGNORECASE,
)
# How large something is, not something wide.
_MEASURED: Final = re.compile(
    r"(?:\d[\w.]*%?|--[\w-]+|\b(?:full|half|third|quarter|twice|as|double|screen|equally|at least|at most))[ -]"
    r"(?:wide|tall|high|long|large|width|height)\b",
    re.IGNORECASE,
)
_PATH: Final = re.compile(r"\S*/\S+|\S+\.(?:png|jpe?g|svg|gif|webp|avif|woff2?)\b", re.IGNORECASE)
_ELEMENTS: Final = {
    "button": "button",
    "image": "img",
    "picture": "img",
    "photo": "img",
    "img": "img",
    "video": "video",
    "link": "a",
    "heading": "h1, h2, h3",
    "headline": "h1, h2, h3",
    "paragraph": "p",
    "table": "table",
    "input": "input",
    "select": "select",
    "textarea": "textarea",
    "nav": "nav",
    "navigation": "nav",
    "footer": "footer",
    "aside": "aside",
    "sidebar": "aside",
    "main": "main",
    "body": "body",
    "h1": "h1",
    "h2": "h2",
    "h3": "h3",
    "caption": "figcaption",
    "quote": "blockquote",
    "label": "label",
    "iframe": "iframe",
    "selection": "::selection",
}


# `links in the article`: these are what is meant.
_WITHIN: Final = re.compile(
    rf"(?:all |the |every )*(?P<inner>(?:{'|'.join(_ELEMENTS)})s?) (?:in|inside|within|of)"
    r" (?P<outer>(?:the |an? |its )?[\w-]+)",
    re.IGNORECASE,
)
# The page itself, not one of those that are printed or visited.
_PAGE: Final = re.compile(
    r"\bpage(?=\s*\Z)|\A(?:the )?page(?= (?:background|bg|in|is|gets)\b)|\bpage(?= (?:padding|margins?|background)\b)",
    re.IGNORECASE,
)
# What the markup tells of some links.
_LINKS: Final = (
    (
        re.compile(r"\blinks? (?:that |which )?open(?:s|ing)? in (?:an?other |an? )?(?:new )?(?:tab|window)\b"),
        '[target="_blank"]',
    ),
    (re.compile(r"\bexternal links?\b|\blinks? (?:to|that lead to) other (?:sites|pages)\b"), '[href^="http"]'),
    (re.compile(r"\bpdf links?\b|\blinks? to pdfs?\b"), '[href$=".pdf"]'),
    (re.compile(r"\be?-?mail links?\b|\bmailto links?\b"), '[href^="mailto:"]'),
)


def read_thing(text: str, known: Sequence[str]) -> tuple[str | None, str]:
    """The selector that some words name, and the words that are left."""
    written = WRITTEN.search(text)
    if written is not None:
        rest = text[: written.start()] + " " + text[written.end() :]
        noun = re.match(r"\s*([A-Za-z]+)", text[written.end() :])
        # `.old price`: the price is what the class is for.
        if noun and any(
            affinity(word, part) for word in split_words(noun[1]) for each in known for part in split_words(each)
        ):
            rest = text[: written.start()] + text[written.end() + noun.end() :]
        return as_selector(written[0]), rest
    described = _read_described(text, known)
    if described is not None:
        return described
    plain = _MEASURED.sub(" ", _PATH.sub(" ", _TRACKS.sub(" ", text)))
    words = [word for word in split_words(plain) if word not in _ASPECTS and not word.isdigit()]
    best = next((each for each in choose_selectors(" ".join(words), known) if each.worth >= MEANT), None)
    if best is not None:
        element = _find_inner(words, best.selector)
        if element:
            return f"{best.selector} {_ELEMENTS.get(element, element)}", _without(
                text, [*split_words(best.selector), words[1]]
            )
        return _inside(best.selector, text, known), _without(text, split_words(best.selector))
    element = next((word for word in words if word in _ELEMENTS), None)
    if element is None and (page := _PAGE.search(text)):
        return "body", text[: page.start()] + text[page.end() :]
    if element is None:
        return None, text
    return _find_compound(element, known) or _ELEMENTS[element], _without(text, [element])


def _read_described(text: str, known: Sequence[str]) -> tuple[str, str] | None:
    """What is told by where it leads or what it is in: `links that open in a new tab`, `images in the card`."""
    for pattern, told in _LINKS:
        link = pattern.search(text.lower())
        if link:
            return f"a{told}", text[: link.start()] + text[link.end() :]
    within = _WITHIN.fullmatch(text)
    if within is None:
        return None
    outer, inner = read_thing(within["outer"], known)[0], _ELEMENTS[stem(within["inner"].lower())]
    is_inner = outer and "," not in inner and not outer.endswith(f" {inner}")
    return (f"{outer} {inner}", "") if is_inner else None


def _find_inner(words: Sequence[str], selector: str) -> str | None:
    """The element that `toolbar links` speaks of, where the file has a toolbar and no rule for links in it."""
    own = split_words(selector)
    if len(words) < 2 or words[0] not in own:
        return None
    if words[1] in _OF_TABLES and "table" in own:
        return _OF_TABLES[words[1]]
    if words[1] not in _INNER or words[0] not in _HOLDERS:
        return None
    return None if any(affinity(words[1], part) for part in own) else words[1]


_OF_TABLES: Final = {"row": "tr", "cell": "td"}
# A `delete button` is one that is called so, a `toolbar button` is in the toolbar.
_HOLDERS: Final = frozenset(
    (
        *("nav", "header", "footer", "toolbar", "sidebar", "menu", "card", "form", "list", "article", "section"),
        *("hero", "modal", "dialog", "post", "content", "page", "main", "aside", "gallery", "panel", "banner", "bar"),
    )
)
_INNER: Final = ("link", "image", "img", "button", "paragraph", "input")


def _find_compound(word: str, known: Sequence[str]) -> str | None:
    """The class of the file that ends with a word: its nav is its `.topnav`."""
    return next((each for each in known if re.fullmatch(rf"\.[a-z]+{word}", each)), None)


def _inside(selector: str, text: str, known: Sequence[str]) -> str:
    """What the file has in its `.tabs`, or calls `.tab`, where the prompt speaks of one tab."""
    name = re.sub(r".*[.#]", "", selector).lower()
    if not name.endswith("s") or not re.search(rf"\b{re.escape(stem(name))}\b(?!-)", text.lower()):
        return selector
    if (one := f"{selector.removesuffix(name)}{stem(name)}") in known:
        return one
    inner = (each for each in known if each.startswith((f"{selector} ", f"{selector}>")))
    return next(inner, selector)


def _without(text: str, parts: Sequence[str]) -> str:
    """A text without the words that name some parts of the page."""
    kept = [
        word
        for word in text.split()
        # `h1 1.75rem`: a size names nothing.
        if word[0].isdigit()
        or not any(own not in _ASPECTS and affinity(part, own) for own in split_words(word) for part in parts)
    ]
    return " ".join(kept)
