"""What the cookbook has to say to a prompt: the nearest recipes, and texts made of them."""

import functools
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from cssgen.bert import load_encoder
from cssgen.contexts import Context
from cssgen.cookbook import Recipe
from cssgen.drafts import BASES, Draft, Shelf, is_rule_list, iterate_drafts
from cssgen.productions import Production
from cssgen.wishes.adapting import read_wish
from cssgen.wishes.clauses import split_wishes
from cssgen.wishes.subjects import split_head
from cssgen.wordings import Floats, WordingIndex, get_recipe, load_index

MOST: Final = 64  # the most that a setting asks for
BATCH: Final = 16  # queries that are embedded at once
MOST_VECTORS: Final = 4_096

_VECTORS: dict[str, Floats] = {}


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


def prepare(contexts: Sequence[Context]) -> None:
    """Embed what a batch of contexts asks in one go, which costs a fraction of doing it one by one."""
    queries = {query for context in contexts for query in split_queries(context)}
    embed(sorted(queries - _VECTORS.keys(), key=len)[:MOST_VECTORS])


def embed(queries: Sequence[str]) -> Floats:
    """A unit vector for each query, (queries, width); the latest ones are kept."""
    new = [query for query in queries if query not in _VECTORS]
    if len(_VECTORS) + len(new) > MOST_VECTORS:
        _VECTORS.clear()
        new = list(queries)
    batches = [new[start : start + BATCH] for start in range(0, len(new), BATCH)]
    encode = load_encoder().encode
    for batch, vectors in zip(batches, _map(encode, batches), strict=True):
        _VECTORS.update(zip(batch, vectors, strict=True))
    return np.stack([_VECTORS[query] for query in queries]) if queries else load_encoder().encode(())


def _map(encode: Callable[[Sequence[str]], Floats], batches: Sequence[Sequence[str]]) -> Iterable[Floats]:
    """Each batch on a core of its own: numpy lets other threads run meanwhile."""
    if len(batches) < 2:
        return map(encode, batches)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(encode, batches))


def choose_shown(context: Context, most: int) -> list[tuple[str, str]]:
    """What a model is shown before a prompt: examples of the project, then at most so many recipes of the cookbook.

    What the project itself does is the best example of how it is done there.
    """
    found = find(context).shown[:most] if most else ()
    return [*context.examples, *((wording, recipe.answer) for wording, recipe in found)]


def split_queries(context: Context) -> list[str]:
    """What the cookbook is asked for a context: its prompt, and the single wishes in it if there are several."""
    prompt = context.marker.prompt
    rest = split_head(prompt)[1] if is_rule_list(context.production) else prompt
    return list(dict.fromkeys([prompt, *split_wishes(rest)])) if prompt.strip() else []


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
    own = Shelf(index.compare(vectors, context.production, context.property), get)
    if not len(own.near.recipes):
        return Findings((), ())
    inner = None
    if is_rule_list(context.production):
        inner = Shelf(index.compare(vectors, Production.DECLARATIONS, None), get)
    shown = tuple((piece.wording, piece.recipe) for piece in own.best(0, BASES))
    distinct: dict[str, Draft] = {}
    for draft in iterate_drafts(read_wish(context), split_queries(context), own, inner):
        if draft.text not in distinct or distinct[draft.text].nearness.worth < draft.nearness.worth:
            distinct[draft.text] = draft
    best = sorted(distinct.values(), key=lambda draft: -draft.nearness.worth)
    return Findings(shown, tuple(best[:MOST]))
