"""Examples: a stylesheet with a marker, and the answer, as a model is to learn them."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tokenizers import Tokenizer

from cssgen.answers import AnswerError, parse_answer
from cssgen.contexts import Production, read_contexts
from cssgen.layout import Layout, render_items
from cssgen.prompts import render_prompt
from cssgen.training.cookbook import Recipe
from cssgen.training.dataset import TokenizedExample, narrow
from cssgen.training.places import Scenery, place_wish
from cssgen.training.retrieval import RecipeIndex
from cssgen.training.variations import Wish, join_wishes, roughen, vary

END = "<|endoftext|>"
BUDGET = 420  # tokens of a prompt in training; the sequence length leaves the rest to the answer
LONGEST_ANSWER = 240  # tokens
PAIR_WINDOW = 400  # characters before a back-translated pair's code that the corpus keeps


@dataclass(frozen=True, slots=True)
class Example:
    """A stylesheet with one marker, its answer, and recipes to show before the prompt."""

    text: str
    answer: str
    recipes: tuple[tuple[str, str], ...] = ()


def tokenize(example: Example, tokenizer: Tokenizer) -> TokenizedExample | None:
    """Render an example as at run time and encode it; None if it holds no sound marker or is too long."""
    contexts = read_contexts(example.text).contexts
    if len(contexts) != 1:
        return None
    count: Callable[[str], int] = lambda text: len(tokenizer.encode(text).ids)  # noqa: E731  # a name for its type
    prompt = render_prompt(contexts[0], "cssgen", count=count, budget=BUDGET, recipes=example.recipes)
    asked, answer = tokenizer.encode(prompt).ids, tokenizer.encode(example.answer + END).ids
    if len(answer) > LONGEST_ANSWER:
        return None
    return TokenizedExample(narrow(asked + answer, tokenizer.get_vocab_size()), len(asked))


def iterate_cookbook(
    recipes: Sequence[Recipe], scenery: Scenery, rng: random.Random, index: RecipeIndex, rounds: int
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
    index: RecipeIndex,
) -> Example:
    """One example of a recipe; some carry a second wish, some show similar recipes."""
    shown = (
        tuple((other, near.answer) for other, near in index.find(wording, recipe, rng.randint(1, 2)))
        if rng.random() < 0.3
        else ()
    )
    wish = vary(recipe, wording, rng)
    if recipe.production is Production.DECLARATIONS and rng.random() < 0.15:
        other = rng.choice(recipes)
        wish = join_wishes(wish, vary(other, rng.choice(other.wordings), rng), rng) or wish
    wish = Wish(roughen(wish.wording, rng).replace("*/", ""), wish.recipe, wish.custom_properties, wish.classes)
    return Example(place_wish(wish, scenery, rng), wish.recipe.answer, shown)


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
