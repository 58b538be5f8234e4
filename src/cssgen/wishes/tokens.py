"""Custom properties of the file that a prompt speaks of: `the brand colour`, `code bg`, `65ch, the measure`."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cssgen.wishes.words import split_words

# Words of a name that say what sort of thing it is, not which one.
_SORTS: Final = frozenset(
    [
        *("color", "colour", "clr", "c", "col", "theme", "fs", "font", "size", "space", "spacing", "sp", "s", "z"),
        *("base", "default", "primitive", "semantic", "ds", "app"),
    ]
)
# Words that a prompt uses for parts of a page: alone, they do not mean a custom property of that name.
_COMMON: Final = frozenset(
    [
        *("text", "link", "border", "line", "page", "header", "body", "title", "card", "row", "item", "bar", "content"),
        *("top", "left", "right", "bottom", "small", "medium", "large", "width", "height", "max", "min", "dark"),
        *("light", "hover", "focus", "active", "button", "icon", "label", "input", "font", "shadow", "sm", "md", "lg"),
        *("xl", "xs", "gap", "radius", "space", "padding", "margin", "background", "bg", "foreground", "image"),
    ]
)
_KEPT: Final = 2_048  # patterns of each kind
_LENGTH: Final = re.compile(r"-?(?:\d*\.)?\d+(?:px|rem|em|ch|%|d?s?v[wh])|(?:clamp|min|max|calc)\(.*\)")
_TIME: Final = re.compile(r"(?:\d*\.)?\d+m?s")
_SHADOW: Final = re.compile(r"(?:inset\s+)?-?\d\S*\s+-?\d\S*\s+.*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A custom property that a prompt names.

    Attributes:
        name: with its hyphens.
        value: what the file says that it is.
        start: where the prompt names it.
        end: likewise.
    """

    name: str
    value: str
    start: int
    end: int

    @property
    def literal(self) -> str:
        """How CSS uses it."""
        return f"var({self.name})"

    @property
    def kind(self) -> str:
        """`length`, `time`, `shadow`, or empty for anything else, a colour too."""
        if _LENGTH.fullmatch(self.value):
            return "length"
        if _TIME.fullmatch(self.value):
            return "time"
        return "shadow" if _SHADOW.fullmatch(self.value) else ""


def is_length(value: str) -> bool:
    """Whether a custom property's value is a length."""
    return _LENGTH.fullmatch(value.strip()) is not None


def find_mentions(
    prompt: str, custom_properties: Sequence[tuple[str, str]], parts: Collection[str] = ()
) -> list[Mention]:
    """The custom properties that a prompt names, in order; of names that overlap the longest.

    A name is meant where all of its words stand beside each other in the prompt, but for those that only say what
    sort of thing it is; a word that is also a part of a page counts only with such a word behind it: `text colour`.

    Args:
        prompt: the prompt.
        custom_properties: names and values.
        parts: words for parts of the page, beside the usual ones: those of the file's classes.
    """
    common = _COMMON.union(parts)
    found = [each for name, value in custom_properties for each in _iter_mentions(prompt.lower(), name, value, common)]
    found.sort(key=lambda mention: (mention.start - mention.end, mention.name))
    chosen: list[Mention] = []
    for mention in found:
        if not any(mention.start < other.end and other.start < mention.end for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.start)


def find_lone_token(prompt: str, custom_properties: Sequence[tuple[str, str]]) -> str | None:
    """The value of a prompt that says nothing but which custom property it is: `the shadow-2 token`."""
    mentions = find_mentions(prompt, custom_properties)
    if len(mentions) != 1 or not _TOKEN.search(prompt):
        return None
    rest = f"{prompt[: mentions[0].start]} {prompt[mentions[0].end :]}"
    return None if set(split_words(rest)) - _FILLING else mentions[0].literal


_TOKEN: Final = re.compile(r"\b(?:token|variable|var|custom property)\b", re.IGNORECASE)
_FILLING: Final = frozenset(
    ("the", "a", "our", "use", "from", "token", "variable", "var", "custom", "property", "value")
)


def _iter_mentions(prompt: str, name: str, value: str, common: Collection[str]) -> Iterator[Mention]:
    if name.lower() in prompt and (written := _written(name).search(prompt)):
        yield Mention(name, value, *written.span())
        return
    if (short := _short(name)) and (written := short.search(prompt)):
        yield Mention(name, value, *written.span())
        return
    telling = _list_telling(name)
    # A word may stand there in the plural.
    if not telling or not all(word in prompt for word in telling):
        return
    for match in _spoken(telling).finditer(prompt):
        if telling[0] in _ADJECTIVES and not _is_of_sort(match["sort"] or "", value):
            continue
        if len(telling) > 1 or telling[0] not in common or match["sort"]:
            yield Mention(name, value, *match.span())


_ADJECTIVES: Final = frozenset(
    (
        *("soft", "hard", "light", "dark", "subtle", "strong", "deep"),
        *("small", "large", "big", "medium", "thin", "wide", "round"),
    )
)


def _is_of_sort(sort: str, value: str) -> bool:
    """Whether a value is of the sort that a prompt says: a colour called soft is meant by no `soft shadow`."""
    if value.startswith("var("):
        return True
    if sort == "shadow":
        return _SHADOW.fullmatch(value) is not None
    return sort not in ("radius", "size", "width", "height", "gap", "space") or is_length(value)


# All prompts of a run are searched for the names of its project: more patterns than `re` keeps.
@lru_cache(_KEPT)
def _written(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:var\(\s*)?{re.escape(name.lower())}(?![\w-])\s*\)?")


@lru_cache(_KEPT)
def _short(name: str) -> re.Pattern[str] | None:
    """`--c1` is called `c1`."""
    return re.compile(rf"(?<![\w-]){re.escape(name[2:].lower())}(?![\w-])") if re.search(r"\d", name) else None


@lru_cache(_KEPT)
def _list_telling(name: str) -> tuple[str, ...]:
    """The words of a name that say which one it is."""
    words = split_words(name)
    telling = tuple(word for word in words if word not in _SORTS)
    if any(word.isalpha() for word in telling):
        return telling
    return tuple(words) if any(word.isdigit() for word in words) else ()


@lru_cache(_KEPT)
def _spoken(words: tuple[str, ...]) -> re.Pattern[str]:
    pattern = r"[\s-]+".join(rf"{re.escape(word)}(?:s|es)?" for word in words)
    sort = r"(?:[\s-]+(?P<sort>colou?r(?:ed)?|variable|token|var|radius|shadow|size|width|height|gap|space))?"
    return re.compile(rf"(?<![\w-]){pattern}{sort}(?![\w-])")
