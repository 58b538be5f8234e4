"""A custom property of its own: what a prompt calls it, and the one colour or size that it names.

`brand blue` is `--color-brand: blue`, and `tablet breakpoint at 800px` is `--breakpoint-tablet: 800px`: names begin as
those of Tailwind's theme do (https://tailwindcss.com/docs/theme#theme-variable-namespaces).
"""

import re
from typing import Final

from cssgen.wishes.colour_names import NAMED
from cssgen.wishes.wish import Wish
from cssgen.wishes.words import affinity, split_words

_DASHED: Final = re.compile(r"(?<![\w-])--[A-Za-z][\w-]*")
_WORD: Final = re.compile(r"[a-z][a-z0-9]*")
_MANY: Final = re.compile(
    r"\b(?:palette|scale|shades|tints|steps|range|theme|tokens|variables|colou?rs|sizes|darker|lighter|and|or|from|"
    r"between|hover|on)\b"
)
# Values that are made of more than a colour.
_COMPOUND: Final = re.compile(
    r"\b(?:shadows?|glow|gradient|borders?|outline|ring|transition|ease|easing|animat\w+|fonts?|stack)\b"
)
# What a namespace is called in prompts.
_NAMESPACES: Final = {
    "breakpoint": r"breakpoints?",
    "radius": r"(?:border[ -])?radius|(?:rounded )?corners?",
    "leading": r"line[ -]height|leading",
    "tracking": r"letter[ -]spacing|tracking",
    "text": r"(?:font|text)[ -]size",
    "container": r"container(?: width| size)?",
    "spacing": r"spacing|space|gutter",
    "blur": r"blur",
}
_NAMESPACE: Final = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _NAMESPACES.items()))
_SAYS_NOTHING: Final = re.compile(
    r"an?|the|our|my|as|of|for|is|be|to|at|in|with|its?|this|that|set|define|add|make|use|new|one|some|css|custom|"
    r"property|variable|token|colou?r(?:ed)?|value|bright|vivid|strong|nice|soft|warm|cool|deep|dark|light|pale|very|"
    r"named|called|px|rem|em"
)
_PLAIN_NUMBER: Final = re.compile(r"-?[\d.]+")
_COUNTED: Final = re.compile(
    r"(?<![\w.])(?:\d+|one|two|three|four|five|six|seven|eight|twelve) "
    r"(?:[a-z-]+ ){0,2}?(?P<noun>(?!times|pixels)[a-z]+s)\b"
)
_MOST_WORDS: Final = 3


def define(wish: Wish) -> str | None:
    """The declaration that a prompt asks for; None if it does not name just one thing and its value."""
    value = read_single_value(wish)
    named = _DASHED.findall(wish.prompt)
    if value is None or len(named) > 1:
        return None
    if named:
        return f"{named[0]}: {value};"
    text = wish.prompt.lower().replace(value.lower(), " ")
    namespace = None if wish.colours else _NAMESPACE.search(text)
    if namespace is not None:
        text = text[: namespace.start()] + text[namespace.end() :]
    words = [word for word in _WORD.findall(text) if not _SAYS_NOTHING.fullmatch(word)]
    if wish.colours:
        words = [word for word in words if word not in NAMED] or [word for word in (value.lower(),) if word in NAMED]
    if len(words) > _MOST_WORDS or not (words or namespace):
        return None
    first = "color" if wish.colours else namespace.lastgroup if namespace else None
    return f"--{'-'.join([*([first] if first else ()), *words])}: {value};"


def read_single_value(wish: Wish) -> str | None:
    """The one colour or size that a prompt names; None if it names none, or asks for more than one thing."""
    text = _DASHED.sub(" ", wish.prompt.lower())
    # The name that is to be defined is no colour.
    colours = [each.value for each in wish.colours if not _DASHED.search(each.value)]
    sizes = [each.literal for each in wish.quantities if not _DASHED.search(each.literal)]
    about = f"{text} {(wish.context.property or '').replace('-', ' ')}"
    if _MANY.search(text) or (colours and _COMPOUND.search(about)) or len(colours + sizes) != 1:
        return None
    value = (colours + sizes)[0]
    return None if _PLAIN_NUMBER.fullmatch(value) and _counts(text, about) else value


def _counts(text: str, about: str) -> bool:
    """Whether a number tells how many there are of what the name does not speak of: `two soft layers` of a shadow."""
    counted = _COUNTED.search(text)
    named = split_words(about[len(text) :])
    return _COMPOUND.search(about) is not None or (
        counted is not None and not any(affinity(word, counted["noun"][:-1]) for word in named)
    )
