"""Words of prompts and names, brought to one spelling so that they can be compared."""

import re
from functools import lru_cache
from typing import Final

_WORD = re.compile(r"(?<![A-Za-z])[hH][1-6](?![A-Za-z\d])|[A-Za-z]+|\d+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

SPOKEN_NUMBERS: Final = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "twelve": "12",
}
"""Numbers that prompts write as words."""

_GROUPS: Final = (
    "button btn cta submit",
    "navigation nav navbar menu",
    "link a anchor href",
    "image img picture photo pic thumbnail thumb figure avatar",
    "heading title headline h h1 h2 h3 h4 h5 h6 header2",
    "paragraph p text copy",
    "list ul ol",
    "burger hamburger toggle toggler",
    "item li entry element",
    "row tr",
    "cell td th column col",
    "header th thead",
    "input field textbox control",
    "section block area",
    "sidebar aside drawer",
    "dialog modal popup overlay",
    "container wrapper wrap inner",
    "brand primary accent main theme",
    "text ink foreground fg body",
    "background bg surface paper canvas page",
    "border line rule stroke divider outline hairline",
    "muted subtle secondary soft dim faint gray grey light",
    "danger error invalid red critical destructive",
    "success ok valid green positive",
    "warning warn caution amber",
    "radius round rounded corner rounding",
    "shadow elevation",
    "space spacing gap gutter",
    "badge tag pill chip label",
    "footer foot",
    "quote blockquote",
    "code pre",
    "picture image",
    "card tile panel box",
)
_ABBREVIATIONS: Final = {
    "navigation": "nav",
    "button": "btn",
    "image": "img",
    "picture": "pic",
    "column": "col",
    "thumbnail": "thumb",
    "navbar": "nav",
    "link": "a",
}
_SYNONYMS: Final[dict[str, frozenset[str]]] = {}
for _group in _GROUPS:
    for _word in _group.split():
        _SYNONYMS[_word] = _SYNONYMS.get(_word, frozenset()) | frozenset(_group.split())


def split_words(text: str) -> list[str]:
    """The words of a prompt, a class name or a custom property, in lower case and singular."""
    return list(_split(text))


# The same names are compared with every recipe.
@lru_cache(8_192)
def _split(text: str) -> tuple[str, ...]:
    return tuple(stem(word.lower()) for word in _WORD.findall(_HUMP.sub(" ", text)))


def stem(word: str) -> str:
    """The word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("xes", "sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def affinity(word: str, other: str) -> float:
    """How nearly two words name the same thing: 1 for the same word, less for what is often called alike, else 0."""
    if word == other or _ABBREVIATIONS.get(word, word) == _ABBREVIATIONS.get(other, other):
        return 1.0
    return 0.6 if other in _SYNONYMS.get(word, ()) else 0.0


def split_size(size: str) -> tuple[float, str]:
    """Number and unit of a size such as `12.5em`."""
    number = size.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%")
    return float(number), size[len(number) :]
