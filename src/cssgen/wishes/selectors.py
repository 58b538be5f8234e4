"""Selectors of a file, and the one that a prompt speaks of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cssgen.wishes.words import affinity, split_words

_PRELUDE = re.compile(r"(?:\A|(?<=[{};])|(?<=\*/))\s*([^{};@/]+?)\s*\{")
_CLASS = re.compile(r"\.[A-Za-z_][\w-]*")
_WRITTEN = re.compile(r"(?<![\w-])[.#][A-Za-z_][\w-]*(?:__[\w-]+)?(?![\w(])")
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?|\[[^\]]*\]")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_PROPERTY = re.compile(r"(?:\A|(?<=;))\s*([a-z][a-z-]*)(?=\s*:)")
SPELT = 0.03
_LAYINGS = frozenset(
    (
        *("wide", "full", "large", "small", "narrow", "left", "right", "top", "bottom", "center", "centered", "big"),
        *(
            "sticky",
            "fixed",
            "horizontal",
            "vertical",
            "grid",
            "row",
            "column",
            "columns",
            "reverse",
            "tall",
            "compact",
        ),
    )
)
"""Words of modifiers that prompts use for what is wanted rather than for what has it."""
WRITTEN = 3.0  # the worth of what a prompt spells out


@dataclass(frozen=True, slots=True)
class Named:
    """A selector of the file without its pseudo-classes, and how well it fits a prompt."""

    selector: str
    worth: float


def find_selectors(text: str) -> list[str]:
    """The selectors of a stylesheet's rules without pseudo-classes and attributes, each once, in order."""
    found: dict[str, None] = {}
    for match in _PRELUDE.finditer(_COMMENT.sub("", text)):
        for selector in match[1].split(","):
            plain = " ".join(_PSEUDO.sub("", selector).split())
            if plain and plain not in ("*", ":root", "html", "from", "to") and not re.match(r"[\d&]", plain):
                found[plain] = None
    return list(found)


def find_rules(text: str) -> list[tuple[str, frozenset[str]]]:
    """The style rules of a stylesheet that hold no others: selector, and properties that are declared."""
    return [
        (selector, frozenset(_PROPERTY.findall(block)))
        for selector, block in iter_bodies(text)
        if not re.match(r"@|\d|(?:from|to)\Z", selector)
    ]


def iter_bodies(text: str) -> Iterator[tuple[str, str]]:
    """Prelude and content of each block of a stylesheet that holds no others."""
    for prelude, block in _RULE.findall(_COMMENT.sub("", text)):
        yield " ".join(prelude.split()), block


def find_last_block(text: str) -> str | None:
    """The class that the last rule of a stylesheet is for; of `.card__title`, `.card` if there are rules for that."""
    selectors = find_selectors(text)
    if not selectors:
        return None
    match = _CLASS.match(selectors[-1])
    if match is None:
        return None
    block = match[0].split("__")[0].split("--")[0]
    return block if any(each.split()[0] == block for each in selectors) else match[0]


def choose_selectors(prompt: str, selectors: Sequence[str]) -> list[Named]:
    """The selectors that a prompt speaks of, the best first.

    A word that stands early in the prompt counts more: `cards: bigger shadow when the link is hovered` speaks of
    cards. Words of a selector that the prompt does not say count against it.
    """
    written = _WRITTEN.findall(prompt)
    named = [Named(name, WRITTEN) for name in written]
    # The article is no link.
    words = [word for word in split_words(prompt) if word != "a"]
    spelt = set(re.findall(r"[a-z][\w-]*", prompt.lower()))
    for place, selector in enumerate(selectors):
        worth = _worth(words, selector)
        if worth > 0 and selector not in written:
            # Of `.product` and `.products`, what is spelt as in the prompt.
            is_spelt = re.sub(r".*[.#\s]", "", selector).lower() in spelt
            named.append(Named(selector, worth - 0.002 * place + SPELT * is_spelt))
    return sorted(named, key=lambda each: -each.worth)


def drop_unsaid(prompt: str, selectors: Sequence[str], last: str | None) -> list[str]:
    """Selectors without those of elements in a block that nobody speaks of: of all buttons, those of a toolbar.

    Args:
        prompt: all of the prompt.
        selectors: those of the file.
        last: the block that the file spoke of last, which a prompt need not name.
    """
    words = split_words(prompt)
    return [each for each in selectors if each.split()[0] == last or not _is_in_other(each, words)]


def _is_in_other(selector: str, words: Sequence[str]) -> bool:
    *others, subject = re.split(r"[\s>+~]+", selector)
    if not others or not subject.isalnum():
        return False
    return not any(affinity(part, word) for each in others for part in split_words(each) for word in words)


def _worth(words: Sequence[str], selector: str) -> float:
    *others, subject = re.split(r"[\s>+~]+", selector)
    block, is_modified, modifier = subject.partition("--")
    if is_modified and modifier.lower() in _LAYINGS and _fit(words, split_words(block)) <= 0:
        return 0.0  # `wide tables` are no `.callout--wide`
    # The subject of the selector, its last compound, is what a prompt names.
    total = _fit(words, split_words(subject))
    if total <= 0:
        return 0.0
    for compound in reversed(others):
        total += _fit(words, split_words(compound)) * 0.45
    return total


def _fit(words: Sequence[str], parts: Sequence[str]) -> float:
    said = [
        max((affinity(part, word) / (1 + 0.12 * index) for index, word in enumerate(words)), default=0.0)
        for part in parts
    ]
    if all(part in _SORTS for part, worth in zip(parts, said, strict=True) if worth) and not _SORTS.issuperset(parts):
        return sum(-0.12 for _ in parts)
    return sum(worth or -0.12 for worth in said)


# What a class is called by beside the name of its block, and colours are called, too: `primary border`.
_SORTS = frozenset(
    (
        *("primary", "secondary", "tertiary", "accent", "brand", "danger", "success", "warning", "error", "info"),
        *("muted", "light", "dark", "small", "large", "white", "black", "red", "green", "blue", "yellow", "gray"),
    )
)
