"""Examples: a stylesheet with a marker, and the answer, as a model is to learn them."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tokenizers import Tokenizer

from cssgen.answers import AnswerError, parse_answer
from cssgen.contexts import Production, read_contexts
from cssgen.cookbook import Recipe
from cssgen.layout import Layout, render_items
from cssgen.prompts import render_prompt
from cssgen.training.dataset import TokenizedExample, narrow
from cssgen.training.nearest import NearestRecipes
from cssgen.training.places import Scenery, place_wish
from cssgen.training.variations import join_wishes, roughen, vary

END = "<|endoftext|>"
BUDGET = 420  # tokens of a prompt in training; the sequence length leaves the rest to the answer
LONGEST_ANSWER = 240  # tokens
SHOWN = 0.75  # share of the cookbook's examples that show recipes
RIGHT = 0.5  # of those whose own recipe was not found, share that show it all the same
DOUBLE = 0.12  # share of the wishes for declarations that come with a second one
PAIR_WINDOW = 400  # characters before a back-translated pair's code that the corpus keeps


@dataclass(frozen=True, slots=True)
class Example:
    """A stylesheet with one marker, and its answer.

    Attributes:
        text: the stylesheet.
        answer: what should stand at the marker, in canonical layout.
        recipes: wordings and code of recipes to show before the prompt.
        is_asked: False leaves the prompt empty. So learns a model what is likely unasked, and candidates
            can be ranked by what they owe to the prompt.
    """

    text: str
    answer: str
    recipes: tuple[tuple[str, str], ...] = ()
    is_asked: bool = True


def tokenize(example: Example, tokenizer: Tokenizer) -> TokenizedExample | None:
    """Render an example as at run time and encode it; None if it holds no sound marker or is too long."""
    contexts = read_contexts(example.text).contexts
    if len(contexts) != 1:
        return None
    count: Callable[[str], int] = lambda text: len(tokenizer.encode(text).ids)  # noqa: E731  # a name for its type
    context = contexts[0] if example.is_asked else replace(contexts[0], marker=replace(contexts[0].marker, prompt=""))
    prompt = render_prompt(context, "cssgen", count=count, budget=BUDGET, recipes=example.recipes)
    asked, answer = tokenizer.encode(prompt).ids, tokenizer.encode(example.answer + END).ids
    if len(answer) > LONGEST_ANSWER:
        return None
    return TokenizedExample(narrow(asked + answer, tokenizer.get_vocab_size()), len(asked))


def iterate_cookbook(
    recipes: Sequence[Recipe], scenery: Scenery, rng: random.Random, index: NearestRecipes, rounds: int
) -> Iterator[Example]:
    """Every wording of every recipe `rounds` times, each time varied and placed anew."""
    for _ in range(rounds):
        for recipe in recipes:
            for wording in recipe.wordings:
                yield cook(recipe, wording, recipes, scenery, rng, index)


def cook(
    recipe: Recipe,
    wording: str,
    recipes: Sequence[Recipe],
    scenery: Scenery,
    rng: random.Random,
    index: NearestRecipes,
) -> Example:
    """One example of a recipe; some carry a second wish, most show similar recipes, as at run time."""
    shown = show_recipes(recipe, wording, rng, index) if rng.random() < SHOWN else ()
    wish = vary(recipe, wording, rng)
    if recipe.production is Production.DECLARATIONS and rng.random() < DOUBLE:
        other = rng.choice(recipes)
        wish = join_wishes(wish, vary(other, rng.choice(other.wordings or wording), rng), rng) or wish
    asked = roughen(wish.wording, rng).replace("*/", "")
    return Example(place_wish(replace(wish, wording=asked), scenery, rng), wish.recipe.answer, shown)


def show_recipes(
    recipe: Recipe, wording: str, rng: random.Random, index: NearestRecipes
) -> tuple[tuple[str, str], ...]:
    """One to three recipes found by other wordings; mostly with the right one among them."""
    found = index.find(wording, recipe.production, recipe.property, rng.randint(1, 3), without=wording)
    others = [other for other in recipe.wordings if other != wording]
    if others and rng.random() < RIGHT and all(near.name != recipe.name for _, near in found):
        found[rng.randrange(len(found) or 1) :] = [(rng.choice(others), recipe)]
    return tuple((other, near.answer) for other, near in found)


def read_pair(row: Mapping[str, Any], production: Production) -> Example | None:
    """A back-translated row as an example; None if its code or its surroundings cannot be read alone."""
    css, prompt = row["css"].strip(), row["prompt"].replace("*/", "")
    try:
        answer = css.rstrip(";") if production is Production.VALUE else canonical(css, production)
    except AnswerError:
        return None
    before = _sound_start(row["before"])
    text = f"{before}/* complete: {prompt} */{_sound_end(before, row['after'])}"
    contexts = read_contexts(text).contexts
    is_sound = len(contexts) == 1 and contexts[0].production is production
    return Example(text, answer) if is_sound else None


def canonical(css: str, production: Production) -> str:
    """Code in the layout of answers; raises `AnswerError` where it is none."""
    return render_items(parse_answer(css, production), Layout(), "")


def _sound_start(before: str) -> str:
    """`before` without a torn piece at its start: from its first top-level line on."""
    if len(before) < PAIR_WINDOW:
        return before
    start = re.search(r"^\}\n+", before, re.MULTILINE)
    if start is not None:
        return before[start.end() :]
    line = before.find("\n") + 1
    return before[line:] if before[line:].count("}") <= before[line:].count("{") else ""


def _sound_end(before: str, behind: str) -> str:
    """`behind` cut so that it closes what `before` opens, and no more."""
    depth = before.count("{") - before.count("}")
    end, level = 0, depth
    for place, sign in enumerate(behind):
        level += (sign == "{") - (sign == "}")
        if level < 0:
            break
        if sign in "};" and level == 0:
            end = place + 1
    kept = behind[:end]
    level = depth + kept.count("{") - kept.count("}")
    return kept + "\n}" * max(0, level)
