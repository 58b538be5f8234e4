"""Declarations for a prompt, wish by wish: `bold, 16px padding, darker on hover` tells two of three itself.

A recipe that is near to all of such a prompt says much that was not asked for. Here each wish gets what it tells by
itself, or else what the recipe says that is nearest to it alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cssgen.answers import Declaration, Item, Rule
from cssgen.drafts import Draft, Shelf
from cssgen.layout import Layout, render_items
from cssgen.targeted import CHOICES, Part, fit, iterate_choices, measure
from cssgen.wishes.joining import contradicts, merge
from cssgen.wishes.phrases import cut_state_words
from cssgen.wishes.subjects import find_state
from cssgen.wishes.targets import Target
from cssgen.wishes.told import read_told
from cssgen.wishes.wish import Wish, read_wish
from cssgen.wishes.words import split_words


def iterate_clausewise(wish: Wish, clauses: Sequence[str], shelf: Shelf) -> Iterator[Draft]:
    """Texts for a prompt of which at least one wish tells itself what it wants.

    Args:
        wish: all of the prompt.
        clauses: the single wishes in it.
        shelf: recipes of the place; its queries are the prompt, then the wishes if there are several.
    """
    first = 1 if len(clauses) > 1 else 0
    offered = [_offer(wish, clauses, shelf, number, first + number) for number in range(len(clauses))]
    if not all(offered) or not any(each[0].is_told for each in offered):
        return
    for parts in iterate_choices(offered):
        items = _join(parts)
        if items:
            # All recipes are for declarations, as the place is.
            yield Draft(render_items(items, Layout(), ""), replace(measure(parts), foreign=0), "adapted")


def _offer(wish: Wish, clauses: Sequence[str], shelf: Shelf, number: int, query: int) -> list[Part]:
    """What may be said for the wish of that number, the nearest first."""
    clause = clauses[number]
    own = read_wish(wish.context, clause)
    beside = ", ".join(each for each in clauses if each is not clause)
    told = _tell(own, beside)
    if told:
        return [Part.tell(told)]
    parts = (fit(piece, own, query, 0) for piece in shelf.best(query, CHOICES))
    return [part for part in parts if part is not None]


def _tell(own: Wish, beside: str) -> tuple[Item, ...]:
    """What a wish tells to be declared, in the state that it speaks of if it does."""
    selector = own.context.ancestors[-1] if own.context.ancestors else ""
    state = find_state(own.prompt)
    if state == "::placeholder" and not _TYPED_INTO.search(selector):
        state = ""
    rest = _trim(cut_state_words(own.prompt)) if state else own.prompt
    rest = _cut_name(rest, selector)
    whole = read_wish(own.context).prompt
    said = read_wish(own.context, rest)
    told = read_told(said, Target(f"{selector}{state}", rest, is_own=False), whole, beside)
    if not state or not told:
        return told
    rule = Rule(f"&{state}", tuple(told))
    is_only = _ONLY.search(own.prompt) is not None and told == _UNDERLINED
    return (_PLAIN, rule) if is_only else (rule,)


# What has a placeholder; others may be one.
_TYPED_INTO: Final = re.compile(r"input|field|textarea|search|text-?box|control", re.IGNORECASE)
_ONLY: Final = re.compile(r"\bonly\b", re.IGNORECASE)
_UNDERLINED: Final = (Declaration("text-decoration", "underline"),)
_PLAIN: Final = Declaration("text-decoration", "none")


def _cut_name(text: str, selector: str) -> str:
    """A text without the name of the block that it stands in: `event blue` of an `.event`."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in split_words(selector)[-1:] else text


def _trim(text: str) -> str:
    return re.sub(r"\b(?:only|on|when|while|if)\Z", "", " ".join(text.split())).strip(" .,")


def _join(parts: Sequence[Part]) -> tuple[Item, ...]:
    """What all wishes get; what one tells itself counts for more than what a recipe says for another."""
    items: tuple[Item, ...] = ()
    for part in sorted(parts, key=lambda part: not part.is_told):
        if contradicts(part.items, items):
            return ()
        items = merge((items, part.items))
    return items
