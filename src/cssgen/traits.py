"""What can be seen of a candidate: whether it says what the prompt names and makes one expect, and makes up nothing."""

import math
import re
from dataclasses import dataclass
from typing import Final

from cssgen.agreement import agree
from cssgen.contexts import Context
from cssgen.expectations import compare
from cssgen.productions import RULE_LISTS
from cssgen.wishes.rewriting import occurs
from cssgen.wishes.wish import read_wish
from cssgen.wishes.written import list_written

_NEAR: Final = 300  # characters before the marker
_NAME: Final = re.compile(r"(?<![\w-])[.#]([A-Za-z_][\w-]*)(?=[^{};]*\{)")
_DECLARATION: Final = re.compile(r"[-\w]+\s*:\s*[^;{}]+")
# What a text is for, and what a prompt that asks for it speaks of.
_FOR_DARK: Final = re.compile(r"prefers-color-scheme:\s*dark|light-dark\(|\.dark\b|data-theme", re.IGNORECASE)
_OF_DARK: Final = re.compile(
    r"\bdark[- ]?(?:mode|theme|scheme|version|variant|ui|styles?|colou?rs)|\bnight|\bscheme|\bthemes?\b|\bmode|prefers"
    r"|\b(?:in|on|for|when|if|its|it is|it's) (?:the )?dark\b(?! \w)|\.dark\b|\bdark\s*[:,]|\A\s*dark\s*\Z"
    r"|light[- ]dark|\bos\b|system",
    re.IGNORECASE,
)
_SPELLINGS: Final = {"white": "#fff", "black": "#000"}


@dataclass(frozen=True, slots=True)
class Traits:
    """What can be seen of a text.

    Attributes:
        said: how many sizes and colours that the prompt names stand in it.
        unsaid_sizes: how many sizes do not.
        unsaid_colours: how many colours do not.
        unsaid_names: how many classes, ids and attributes that the prompt writes out do not.
        new_names: share of its classes and ids that neither the file nor the prompt knows.
        length: natural logarithm of 1 and the number of its declarations.
        overlap: share of its declarations that stand in what follows the marker anyway.
        missing: how much it does not say of what the prompt makes one expect.
        surprise: how little one expects what it says.
        agreement: how well what it says agrees with the prompt.
        is_for_dark: whether it is for a dark scheme, and the prompt speaks of none: `dark text` is a colour.
    """

    said: int
    unsaid_sizes: int
    unsaid_colours: int
    unsaid_names: int
    new_names: float
    length: float
    overlap: float
    missing: float
    surprise: float
    agreement: float
    is_for_dark: bool


def read_traits(text: str, context: Context) -> Traits:
    """Look at a text that is offered for a context."""
    wish = read_wish(context)
    comparison = compare(text, context)
    sizes = sum(not occurs(quantity.literal, text) for quantity in wish.quantities)
    colours = sum(not _occurs_colour(colour.value, text) for colour in wish.colours)
    names = set(_NAME.findall(text))
    known = f"{context.prefix}{context.suffix}{context.marker.prompt}"
    return Traits(
        said=len(wish.quantities) + len(wish.colours) - sizes - colours,
        unsaid_sizes=sizes,
        unsaid_colours=colours,
        unsaid_names=_count_unsaid(text, context),
        new_names=sum(name not in known for name in names) / max(len(names), 1),
        length=math.log1p(len(_DECLARATION.findall(text))),
        overlap=overlap(text, context.suffix),
        missing=comparison.missing,
        surprise=comparison.surprise,
        agreement=agree(text, context),
        is_for_dark=_FOR_DARK.search(text) is not None
        and _FOR_DARK.search(context.prefix[-_NEAR:]) is None
        and _OF_DARK.search(context.marker.prompt) is None,
    )


def _count_unsaid(text: str, context: Context) -> int:
    """How many names that the prompt writes out are missing, where rules stand that could say them."""
    if context.production not in RULE_LISTS:
        return 0
    lowered = text.lower()
    return sum(name not in lowered for name in list_written(context.marker.prompt))


def overlap(text: str, suffix: str) -> float:
    """Share of a text's declarations that stand in what follows the marker anyway, in the same block or rule."""
    declarations = {" ".join(match.split()) for match in _DECLARATION.findall(text)}
    following = " ".join(suffix[:1_000].split())
    return sum(declaration in following for declaration in declarations) / max(len(declarations), 1)


def _occurs_colour(value: str, text: str) -> bool:
    return occurs(value, text) or (value in _SPELLINGS and _SPELLINGS[value] in text)
