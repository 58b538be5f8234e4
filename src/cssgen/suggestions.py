"""What the cookbook has to say to a prompt: the nearest recipes, and texts made of them."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from cssgen.contexts import Context
from cssgen.cookbook import Recipe
from cssgen.drafts import BASES, Draft, Shelf, iterate_drafts
from cssgen.productions import Production
from cssgen.queries import embed, is_rule_list, split_queries
from cssgen.wishes.adapting import read_wish
from cssgen.wishes.naming import has_counterparts
from cssgen.wordings import Floats, WordingIndex, get_recipe, load_index

MOST: Final = 64  # the most that a setting asks for


@dataclass(frozen=True, slots=True)
class Findings:
    """What the cookbook has for a prompt.

    Attributes:
        shown: the nearest recipes, the best first, each with its nearest wording.
        suggestions: texts of them, the best first.
    """

    shown: tuple[tuple[str, Recipe], ...]
    suggestions: tuple[Draft, ...]


@functools.lru_cache(maxsize=256)
def find(context: Context) -> Findings:
    """Look a context up in the cookbook; nothing is found for an empty prompt."""
    queries = split_queries(context)
    if not queries:
        return Findings((), ())
    return compose(context, embed(queries), load_index(), get_recipe)


def choose_shown(context: Context, most: int) -> list[tuple[str, str]]:
    """What a model is shown before a prompt: examples of the project, then at most so many recipes of the cookbook.

    What the project itself does is the best example of how it is done there.
    """
    found = find(context).shown[:most] if most else ()
    return [*context.examples, *((wording, recipe.answer) for wording, recipe in found)]


def compose(
    context: Context,
    vectors: Floats,
    index: WordingIndex,
    get: Callable[[int], Recipe],
) -> Findings:
    """Texts for a context, made of the recipes that are near its prompt.

    Args:
        context: the marker and its place.
        vectors: of the queries of `split_queries`.
        index: of the recipes.
        get: a recipe by its number.
    """
    suits = partial(has_counterparts, custom_properties=context.custom_properties)
    own = Shelf(index.compare(vectors, context.production, context.property), get, suits)
    if not len(own.near.recipes):
        return Findings((), ())
    inner = None
    if is_rule_list(context.production):
        inner = Shelf(index.compare(vectors, Production.DECLARATIONS, None), get, suits)
    shown = tuple((piece.wording, piece.recipe) for piece in own.best(0, BASES))
    distinct: dict[str, Draft] = {}
    for draft in iterate_drafts(read_wish(context), split_queries(context), own, inner):
        if draft.text not in distinct or distinct[draft.text].nearness.worth < draft.nearness.worth:
            distinct[draft.text] = draft
    best = sorted(distinct.values(), key=lambda draft: -draft.nearness.worth)
    return Findings(shown, tuple(best[:MOST]))
