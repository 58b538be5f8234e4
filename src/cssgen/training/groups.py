"""Groups to learn ranking from: what is offered for a prompt, and how much each text says of what was wanted.

They are made by the same retrieval and adaptation that offer texts at run time; the wording that a group asks by is
hidden from them.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cssgen.bert import SentenceEncoder
from cssgen.candidates import Candidate
from cssgen.contexts import read_contexts
from cssgen.cookbook import Recipe
from cssgen.productions import Production
from cssgen.ranking import read_features
from cssgen.suggestions import compose, split_queries
from cssgen.training.likeness import likeness
from cssgen.training.places import Scenery, place_wish
from cssgen.training.variations import join_wishes, roughen, vary
from cssgen.wordings import WordingIndex

DOUBLE: Final = 0.35  # share of the wishes for declarations that come with a second one
FEWEST: Final = 3  # texts of a group


@dataclass(frozen=True, slots=True)
class Group:
    """What was offered for a prompt.

    Attributes:
        features: of each text, as `cssgen.ranking.read_features` gives them.
        worths: how much each text says of what was wanted, from 0 to 1.
    """

    features: tuple[tuple[float, ...], ...]
    worths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The cookbook, and how it is searched."""

    recipes: Sequence[Recipe]
    index: WordingIndex
    encoder: SentenceEncoder


def iterate_groups(library: Library, scenery: Scenery, rng: random.Random) -> Iterator[Group]:
    """A group for each wording of the cookbook, in random order, varied and placed anew."""
    wordings = [(recipe, wording) for recipe in library.recipes for wording in recipe.wordings]
    numbers = list(range(len(wordings)))
    rng.shuffle(numbers)
    for number in numbers:
        recipe, wording = wordings[number]
        wish = vary(recipe, wording, rng)
        if recipe.production is Production.DECLARATIONS and rng.random() < DOUBLE:
            other = rng.choice(library.recipes)
            wish = join_wishes(wish, vary(other, rng.choice(other.wordings), rng), rng) or wish
        asked = replace(wish, wording=roughen(wish.wording, rng).replace("*/", ""))
        group = build_group(place_wish(asked, scenery, rng), wish.recipe.answer, library, hidden=number)
        if group is not None:
            yield group


def build_group(text: str, wanted: str, library: Library, *, hidden: int) -> Group | None:
    """The group of a stylesheet with one marker; None if it has no such marker, or hardly anything is offered."""
    contexts = read_contexts(text).contexts
    if len(contexts) != 1:
        return None
    context = contexts[0]
    vectors = library.encoder.encode(split_queries(context))
    found = compose(context, vectors, library.index, library.recipes.__getitem__, hidden=hidden).suggestions
    if len(found) < FEWEST:
        return None
    offered = [Candidate(draft.text, source=draft.source, worth=draft.worth) for draft in found]
    return Group(
        tuple(read_features(candidate, context) for candidate in offered),
        tuple(likeness(candidate.text, wanted, context.production) for candidate in offered),
    )
