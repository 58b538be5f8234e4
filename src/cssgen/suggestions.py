"""What the cookbook has to say to a prompt: the nearest recipes, and texts made of them."""

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from cssgen import queries
from cssgen.candidates import Nearness
from cssgen.clausewise import iterate_clausewise
from cssgen.conditional import iterate_conditional, list_parts
from cssgen.contexts import Context
from cssgen.cookbook import Recipe, read_definitions
from cssgen.drafts import BASES, Draft, Shelf, iterate_drafts, join_equal
from cssgen.layout import Layout, render_items
from cssgen.productions import Production
from cssgen.queries import embed, is_rule_list, list_targets, split_queries
from cssgen.targeted import iterate_of_one, iterate_targeted
from cssgen.wishes.arithmetic import find_calculation
from cssgen.wishes.counterparts import has_counterparts
from cssgen.wishes.defining import define, read_single_value
from cssgen.wishes.filling import find_filling
from cssgen.wishes.fonts import write_font_face
from cssgen.wishes.references import find_lone_reference, list_only_references
from cssgen.wishes.roles import find_property
from cssgen.wishes.scales import find_scale
from cssgen.wishes.tokens import find_lone_token
from cssgen.wishes.wish import read_wish
from cssgen.wordings import Floats, Neighbours, WordingIndex, get_recipe, load_index

MOST: Final = 64  # the most that a setting asks for
EXACT: Final = Nearness(whole=1.0, wishes=1.0, parts=0, foreign=0)  # of what a prompt says itself


@dataclass(frozen=True, slots=True)
class Findings:
    """What the cookbook has for a prompt.

    Attributes:
        shown: the nearest recipes, the best first, each with its nearest wording.
        suggestions: texts of them, the best first.
    """

    shown: tuple[tuple[str, Recipe], ...]
    suggestions: tuple[Draft, ...]


@functools.lru_cache(maxsize=128)  # twice as many as are filled together
def find(context: Context) -> Findings:
    """Look a context up in the cookbook; nothing is found for an empty prompt."""
    if not split_queries(context):
        return Findings((), ())
    return compose(context, embed, load_index(), get_recipe)


def prepare(contexts: Sequence[Context]) -> None:
    """Embed and compare what a batch of contexts asks in one go, which costs a fraction of doing it one by one."""
    contexts = [*contexts, *(part for context in contexts for part in list_parts(context))]
    queries.prepare(contexts)
    index = load_index()
    wanted: dict[tuple[Production, str | None], dict[str, None]] = {}
    for context in contexts:
        asked = split_queries(context)
        if not context.takes_only_custom_properties():
            place = (context.production, find_property(context, index.properties))
            wanted.setdefault(place, {}).update(dict.fromkeys(asked))
        if is_rule_list(context.production):
            within = [*asked, *(target.wish for target in list_targets(context)[1])]
            wanted.setdefault((Production.DECLARATIONS, None), {}).update(dict.fromkeys(within))
    for place, together in wanted.items():
        if together:
            index.compare(embed(list(together)), *place)


def choose_shown(context: Context, most: int) -> list[tuple[str, str]]:
    """What a model is shown before a prompt: examples of the project, then at most so many recipes of the cookbook.

    What the project itself does is the best example of how it is done there.
    """
    found = find(context).shown[:most] if most else ()
    return [*context.examples, *((wording, recipe.answer) for wording, recipe in found)]


@functools.lru_cache(2)
def find_defining(index: WordingIndex, get: Callable[[int], Recipe]) -> dict[int, Recipe]:
    """The recipes that define custom properties and do nothing else, as what stands in a block, by their numbers."""
    kinds = map(str, (Production.STYLESHEET, Production.DECLARATIONS))
    found = {number: read_definitions(get(number)) for number in index.iter_numbers(*kinds)}
    return {number: recipe for number, recipe in found.items() if recipe is not None}


def compose(
    context: Context,
    encode: Callable[[Sequence[str]], Floats],
    index: WordingIndex,
    get: Callable[[int], Recipe],
) -> Findings:
    """Texts for a context, made of the recipes that are near its prompt.

    Args:
        context: the marker and its place.
        encode: queries to unit vectors, (queries, width).
        index: of the recipes.
        get: a recipe by its number.
    """
    suits = partial(has_counterparts, custom_properties=context.custom_properties)
    asked = split_queries(context)
    vectors = encode(asked)
    own = Shelf(*_find_near(context, vectors, index, get), suits, asked)
    exact = _write_exactly(context)
    if not len(own.near.recipes):
        return Findings((), exact)
    inner = None
    if is_rule_list(context.production):
        inner = Shelf(index.compare(vectors, Production.DECLARATIONS, None), get, suits, asked)
    shown = tuple((piece.wording, piece.recipe) for piece in own.best(0, BASES))
    distinct = {draft.text: draft for draft in exact}
    drafts = iterate_drafts(read_wish(context), asked, own, inner)
    if context.production is Production.DECLARATIONS and not context.takes_only_custom_properties():
        others = iterate_clausewise(read_wish(context), asked[1:] or asked, own)
    else:
        others = _iterate_targeted(context, encode, index, get)
    conditional = iterate_conditional(context, lambda part: _look(part, encode, index, get))
    for draft in itertools.chain(drafts, others, conditional):
        known = distinct.get(draft.text)
        distinct[draft.text] = draft if known is None else join_equal(known, draft)
    best = sorted(distinct.values(), key=lambda draft: -draft.nearness.worth)
    return Findings(shown, tuple(best[:MOST]))


def _look(
    part: Context,
    encode: Callable[[Sequence[str]], Floats],
    index: WordingIndex,
    get: Callable[[int], Recipe],
) -> tuple[Draft, ...]:
    """Texts for a part of a prompt; none if nothing is left of it."""
    return compose(part, encode, index, get).suggestions if split_queries(part) else ()


def _find_near(
    context: Context, vectors: Floats, index: WordingIndex, get: Callable[[int], Recipe]
) -> tuple[Neighbours, Callable[[int], Recipe]]:
    """The recipes for a place, how near each is, and what reads them."""
    if not context.takes_only_custom_properties():
        return index.compare(vectors, context.production, find_property(context, index.properties)), get
    defining = find_defining(index, get)
    return index.compare_some(vectors, tuple(defining)), defining.__getitem__


def _iterate_targeted(
    context: Context,
    encode: Callable[[Sequence[str]], Floats],
    index: WordingIndex,
    get: Callable[[int], Recipe],
) -> Iterator[Draft]:
    medium, targets = list_targets(context)
    if not targets:
        return iter(())
    asked = [*(target.wish for target in targets), context.marker.prompt]
    vectors = encode(asked)
    suits = partial(has_counterparts, custom_properties=context.custom_properties)
    shelf = Shelf(index.compare(vectors, Production.DECLARATIONS, None), get, suits, asked)
    of_one = iterate_of_one(read_wish(context), targets, medium, lambda part: _look(part, encode, index, get))
    return itertools.chain(iterate_targeted(read_wish(context), targets, shelf, medium), of_one)


def _write_exactly(context: Context) -> tuple[Draft, ...]:
    """The text that a prompt tells in so many words, for which no recipe is needed."""
    text = _tell(context)
    return (Draft(text, EXACT, "adapted"),) if text else ()


def _tell(context: Context) -> str | None:
    """A calculation, a font, a scale, a token's value."""
    prompt, wish = context.marker.prompt, read_wish(context)
    if context.production is Production.STYLESHEET:
        return write_font_face(prompt)
    if context.production is Production.DECLARATIONS:
        is_theme = context.takes_only_custom_properties()
        told = find_scale(prompt) or ([] if is_theme else list_only_references(prompt, wish.references))
        return render_items(told, Layout(), "") or (define(wish) if is_theme else None)
    if context.production is not Production.VALUE:
        return None
    is_ground = context.property in ("background", "background-image")
    return (
        (find_filling(prompt, context.custom_properties) if is_ground else None)
        or find_calculation(prompt, context.custom_properties)
        or find_lone_reference(prompt)
        or find_lone_token(prompt, context.custom_properties)
        or (read_single_value(wish) if (context.property or "").startswith("--") else None)
    )
