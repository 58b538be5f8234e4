"""What a prompt wants styled: the words before its colon, and the selector that they mean; and in which state."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cssgen.wishes.clauses import split_wishes
from cssgen.wishes.colours import find_colours
from cssgen.wishes.naming import SPOKEN_OF
from cssgen.wishes.selectors import WRITTEN, Named, choose_selectors
from cssgen.wishes.words import affinity, split_words

_HEAD: Final = re.compile(r"(?P<head>[^:;,=]{2,60}?)\s*(?::|=)\s+(?=\S)")
# Rows of a layout, not those of a table.
_IN_ROWS: Final = re.compile(r"\b(?:in|per|into|as) (?:an?|one|two|three|the same|\d)?\s*rows?\b", re.IGNORECASE)
LONGEST_HEAD: Final = 5  # words
_BY_KIND: Final = re.compile(r"\b(?:by|per|for each)\b", re.IGNORECASE)
_STATES: Final = (
    (re.compile(r"\bhover(?:ed|ing|s)?\b|\bmouse[ds]?[- ]?over\b|\bpoint(?:s|ed|ing)? (?:at|to)\b"), ":hover"),
    (re.compile(r"\bfocus(?:ed|sed)?\b|\btabbed to\b"), ":focus-visible"),
    (re.compile(r"\b(?:when|while|on) (?:active|pressed|clicked|click|press|pressing)\b|\bpressed\b"), ":active"),
    (re.compile(r"\bdisabled\b"), ":disabled"),
    (re.compile(r"\binvalid\b"), ":invalid"),
    (re.compile(r"\bchecked\b"), ":checked"),
    (re.compile(r"\bvisited\b"), ":visited"),
    (re.compile(r"\bplaceholders?\b"), "::placeholder"),
)
# A class or an attribute in brackets, or behind one of these words, is a state as well: `messages of mine (.mine)`.
_TOLD: Final = re.compile(
    r"(?:\(|\b(?:when|while|if|has|is|gets)\s+)([.#][A-Za-z_][\w-]*|\[[\w-]+[^\]]*\]|(?:aria|data)-[\w-]+)(?![\w]*\()"
)
# Words for a state that a thing is in, and how selectors tell it.
_HELD_STATES: Final = (
    (
        re.compile(r"\b(?:selected|current|chosen|active)\b"),
        re.compile(r"aria-(?:selected|current|pressed)|[.-](?:is-)?(?:active|selected|current|chosen|on)\b|:checked"),
    ),
    (re.compile(r"\bchecked\b|\bticked\b"), re.compile(r":checked|aria-checked")),
    (re.compile(r"\bhover(?:ed|ing|s)?\b"), re.compile(r":hover")),
    (re.compile(r"\bfocus(?:ed|sed)?\b(?! colou?r)"), re.compile(r":focus")),
    (re.compile(r"\bdisabled\b"), re.compile(r":disabled|aria-disabled|\[disabled")),
    (re.compile(r"\b(?:open|opened|expanded)\b"), re.compile(r"\[open|:open|aria-expanded|\.(?:is-)?open\b")),
)
_CLASS: Final = re.compile(r"\.[A-Za-z][a-zA-Z0-9]*(?![\w-])")
_WHOLE_CLASS: Final = re.compile(r"\.[A-Za-z][\w-]*")
_MODIFIED: Final = re.compile(r"(?:the )?\.?(?P<name>[A-Za-z]\w*)(?P<modifier>--[\w-]+)")
_ARTICLES: Final = frozenset(["a", "an", "the", "every", "each", "all", "our", "my", "this", "of", "in"])


_LISTING: Final = re.compile(
    r"\s*(?:please\s+)?(?:hide|show|remove|drop|stack|reset|do ?n[o']?t (?:show|print))\s+(?P<names>[^.;:]+)\Z",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s*(?:,\s*(?:and\b)?|/|&|\+|\band\b|\bor\b)\s*", re.IGNORECASE)
_ELEMENTS: Final = frozenset(
    (
        *("nav", "aside", "footer", "header", "main", "section", "article", "form", "table", "img", "video", "iframe"),
        *("button", "select", "textarea", "input", "ul", "ol", "figure", "dialog", "audio", "canvas"),
    )
)


def split_head(prompt: str) -> tuple[str, str]:
    """What stands before the colon of `ticket: white card`, and the rest; nothing and all of it if none does."""
    match = _HEAD.match(prompt)
    longest = LONGEST_HEAD + 4 if match and _BY_KIND.search(match["head"]) else LONGEST_HEAD
    if match is None or len(match["head"].split()) > longest:
        return "", prompt
    return match["head"].strip(), prompt[match.end() :]


def find_state(text: str) -> str:
    """The pseudo-class of the state that a text speaks of, empty if it speaks of none."""
    return next((pseudo for pattern, pseudo in _STATES if pattern.search(text.lower())), "")


def find_held_state(prompt: str) -> re.Pattern[str] | None:
    """A pattern of the selectors for what a prompt speaks of, if that is a thing in a certain state; else None.

    Sizes and colours of `selected tab: blue text` are those of the tab that is selected.
    """
    head, rest = split_head(prompt)
    told = _TOLD.findall(prompt)
    if len(told) == 1 and not _is_of_a_later_clause(prompt, told[0]):
        return re.compile(rf"{re.escape(told[0])}(?![\w-])")
    text = (head or ("" if len(split_wishes(prompt)) > 1 else rest)).lower()
    return next((selectors for words, selectors in _HELD_STATES if words.search(text)), None)


def _is_of_a_later_clause(prompt: str, condition: str) -> bool:
    """Whether what holds always is told before what holds then, each with its colour: `green, red when .late`."""
    before, _, last = prompt[: prompt.find(condition)].rpartition(",")
    return bool(before) and all(find_colours(each, ()) for each in (before, last))


def choose_subjects(prompt: str, selectors: Sequence[str]) -> list[Named]:
    """The selectors that a prompt wants styled, the best first; a head alone tells if there is one.

    They are of the file, but for a part of one of its blocks that it has no rule for yet.
    """
    prompt = _IN_ROWS.sub(" ", prompt)
    head, rest = split_head(prompt)
    modified = _name_modified(head, selectors)
    if modified:
        return [Named(modified, WRITTEN)]
    named = choose_selectors(head or rest, list(dict.fromkeys([*selectors, *iter_blocks(selectors)])))
    words = _split_head_words(head)
    is_whole = not named or find_state(head) or _says_all(named[0].selector, words)
    part = None if is_whole else _name_part(words, selectors)
    return [Named(part, WRITTEN), *named] if part else named


def name_subject(prompt: str, selectors: Sequence[str]) -> str | None:
    """The selector of a new rule: one of the file that is spoken of, or a class named as the head of the prompt."""
    named = choose_subjects(prompt, selectors)
    if named and named[0].worth >= SPOKEN_OF:
        return named[0].selector
    head, _ = split_head(prompt)
    words = _split_head_words(head)
    return None if not words or find_state(head) else f".{'-'.join(words)}"


def name_variant(prompt: str, selectors: Sequence[str]) -> str | None:
    """The class of a variant that a prompt asks for, `danger button`, where the file has the button itself.

    None if it has none, or has that variant already: then what is there is meant.
    """
    match = _VARIANT.match(prompt.lower())
    words = split_words(match["thing"] or match["bare"]) if match else []
    if match is None or not words:
        return None
    blocks = [each for each in selectors if _CLASS.fullmatch(each) and len(split_words(each)) == 1]
    block = next((each for each in blocks if affinity(split_words(each)[0], words[-1]) == 1), None)
    variant = match["variant"]
    if block is None or any(each.startswith(block) and variant[:4] in each.lower() for each in selectors):
        return None
    is_bem = any("__" in each or "--" in each for each in selectors)
    return f"{block}{'--' if is_bem else '-'}{variant}"


_KINDS: Final = (
    r"danger|destructive|outlined?|ghost|icon|primary|secondary|tertiary|text|small|large|success|warning|info|compact"
    r"|dense|featured|subtle|soft|horizontal|link"
)
_VARIANT: Final = re.compile(
    rf"(?:an? |the |make an? |add an? )?(?P<variant>{_KINDS})(?:[ -](?:only|style))?"
    r"(?: (?:variant|version|modifier) of (?:the |an? )?(?P<thing>[a-z]+)\b"
    r"| (?P<bare>[a-z]+)(?: (?:variant|version|modifier))?(?=\s*(?:\Z|[:,])))"
)


def list_subjects(prompt: str, selectors: Sequence[str]) -> list[str]:
    """The selectors of a prompt that names several and nothing else: `hide nav, aside and footer`; else none."""
    match = _LISTING.match(prompt)
    named = [_name_whole(part, selectors) for part in _AND.split(match["names"])] if match else []
    found = [name for name in named if name]
    return list(dict.fromkeys(found)) if 1 < len(found) == len(named) else []


def _name_whole(part: str, selectors: Sequence[str]) -> str | None:
    """The selector that some words name, no more and no less; an element need not be in the file."""
    words = [word for word in split_words(part) if word not in _ARTICLES]
    if not words:
        return None
    best = next(iter(choose_selectors(part, list(dict.fromkeys([*selectors, *iter_blocks(selectors)])))), None)
    if best and _says_all(best.selector, words):
        return best.selector
    return words[0] if len(words) == 1 and words[0] in _ELEMENTS else None


def _split_head_words(head: str) -> list[str]:
    return [word for word in split_words(head) if word not in _ARTICLES]


def _says_all(selector: str, words: Sequence[str]) -> bool:
    return all(any(affinity(part, word) for part in split_words(selector)) for word in words)


def _name_part(words: Sequence[str], selectors: Sequence[str]) -> str | None:
    """A class for `card badge`, named as the file names the parts of its card."""
    if len(words) != 2:
        return None
    named = [*iter_blocks(selectors), *(name for each in selectors for name in _CLASS.findall(each))]
    blocks = [selector for selector in named if selector[1:].lower() == words[0]]
    if not blocks:
        return None
    joint = "__" if any("__" in selector for selector in selectors) else "-"
    return f"{blocks[0]}{joint}{words[1]}"


def _name_modified(head: str, selectors: Sequence[str]) -> str | None:
    """The class that `price--old` is short for, where the file has a `.card__price`."""
    match = _MODIFIED.fullmatch(head)
    if match is None:
        return None
    owners = (name for each in selectors for name in _WHOLE_CLASS.findall(each))
    owner = next((name for name in owners if re.split(r"__|\.", name)[-1] == match["name"]), f".{match['name']}")
    return f"{owner}{match['modifier']}"


def iter_blocks(selectors: Sequence[str]) -> Iterator[str]:
    """The blocks of classes such as `.card__title` and `.card-title`, and of `.card a`, as the file would name them."""
    for selector in selectors:
        outer = re.match(r"(\.[A-Za-z][\w-]*)[\s>]", selector)
        if outer:
            yield outer[1]
        state = re.fullmatch(r"(\.[A-Za-z][\w-]*)\.(?:is|has)-[\w-]+", selector)
        if state:
            yield state[1]
        match = re.fullmatch(r"(\.[A-Za-z][a-zA-Z0-9]*)(?:__|--|-)[\w-]+", selector)
        if match:
            yield match[1]
