"""What a model learns from when it is adapted: a project's stylesheets, and what it must not forget meanwhile."""

import random
from collections.abc import Sequence
from dataclasses import replace

from cssgen.cookbook import Recipe
from cssgen.productions import Production
from cssgen.training.bases import Base
from cssgen.training.dataset import Dataset, build_dataset
from cssgen.training.examples import cook, iterate_cookbook
from cssgen.training.near_duplicates import NamedText
from cssgen.training.nearest import NearestRecipes
from cssgen.training.places import cut_scenery
from cssgen.training.prepare import hold_out, iterate_windows, tokenize_all

RECIPES = 1200  # as many as a run of 20 minutes sees
WORDINGS = 2  # of each
HELD_OUT_WORDINGS = 150


def build_files(texts: Sequence[NamedText], base: Base, length: int) -> Dataset:
    """Rows of `length` tokens of plain stylesheets."""
    return build_dataset(iterate_windows((text.text for text in texts), base.vocabulary, length, base.end))


def build_wishes(
    texts: Sequence[NamedText], recipes: Sequence[Recipe], base: Base, seed: int
) -> tuple[Dataset, Dataset]:
    """Wishes of the cookbook amid pieces of the project's stylesheets: to learn from, and held out."""
    rng = random.Random(seed)  # noqa: S311  # no secret
    kept, held = hold_out(recipes)
    shown = NearestRecipes(kept)
    # A project without a file of several rules in separate lines gives none.
    rules = "\n\n".join(recipe.answer for recipe in recipes if recipe.production is Production.STYLESHEET)
    scenery = cut_scenery([*(text.text for text in texts), rules])
    chosen = [
        replace(recipe, wordings=tuple(rng.sample(recipe.wordings, min(WORDINGS, len(recipe.wordings)))))
        for recipe in rng.sample(kept, min(RECIPES, len(kept)))
    ]
    asked = rng.sample(held, min(HELD_OUT_WORDINGS, len(held)))
    learnt = iterate_cookbook(chosen, scenery, rng, shown, rounds=1)
    held_out = (cook(recipe, wording, kept, scenery, rng, shown) for recipe, wording in asked)
    measured = (row for row in tokenize_all(held_out, base.vocabulary) if len(row.ids) <= base.longest)
    return build_dataset(tokenize_all(learnt, base.vocabulary)), build_dataset(measured)
