"""What a prompt makes one expect, by what ships and by what is learnt here."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cssgen.contexts import Context, read_contexts
from cssgen.cookbook import read_recipes
from cssgen.expectations import Comparison, compare, read_expectations
from cssgen.productions import Production

RECIPES = "\n".join(
    f"/* @recipe {kind}-{number}\n * context: rule\n * - {kind} a\n * - {kind} b\n */\na {{ {code} }}"
    for kind, code in (("up", "top: 0"), ("down", "bottom: 0"))
    for number in range(4)
)


def read_context(prompt: str) -> Context:
    (context,) = read_contexts(f"header {{ /* complete: {prompt} */ }}").contexts
    return context


@pytest.mark.parametrize(
    ("prompt", "wanted", "other"),
    [
        ("stay at the top while scrolling", "position: sticky;\ntop: 0;", "color: red;"),
        ("rounded, with a shadow", "border-radius: 8px;\nbox-shadow: 0 1px 2px #0003;", "border-radius: 8px;"),
        ("underlined on hover", "&:hover {\n  text-decoration: underline;\n}", "text-decoration: underline;"),
    ],
)
def test_an_answer_says_what_its_prompt_makes_one_expect(prompt: str, wanted: str, other: str) -> None:
    context = read_context(prompt)
    assert compare(wanted, context).missing < compare(other, context).missing


def test_what_nobody_asked_for_is_a_surprise() -> None:
    context = read_context("stay at the top while scrolling")
    alone = "position: sticky;\ntop: 0;"
    assert compare(alone, context).surprise < compare(f"{alone}\ntext-indent: 2em;", context).surprise
    assert compare("}", context).surprise > compare(alone, context).surprise


def test_an_empty_prompt_makes_one_expect_nothing() -> None:
    context = read_context("red")
    empty = replace(context, marker=replace(context.marker, prompt=""))
    assert compare("color: red;", empty) == Comparison(0, 0)


def test_facts_are_learnt_from_wordings(tmp_path: Path) -> None:
    expectations = pytest.importorskip("cssgen.training.expectations")
    recipes = list(read_recipes(RECIPES))
    vectors = np.eye(2, dtype=np.float32)[
        [int(recipe.name.startswith("up")) for recipe in recipes for _ in recipe.wordings]
    ]
    examples = expectations.gather(recipes, vectors)
    assert examples.facts == ("bottom", "bottom: 0", "top", "top: 0")
    expectations.save(tmp_path / "e.npz", examples.facts, expectations.learn(examples, epochs=300))
    with np.load(tmp_path / "e.npz", allow_pickle=False) as arrays:
        learnt = read_expectations(arrays)
    probabilities = learnt.expect(np.array([[0, 1]], np.float32), Production.DECLARATIONS)
    assert (probabilities > 0.3).tolist() == [False, False, True, True]
    both = learnt.expect(np.eye(2, dtype=np.float32), Production.DECLARATIONS)
    assert learnt.compare(both, frozenset({"top", "top: 0", "bottom", "bottom: 0"})).missing == 0
    assert learnt.compare(both, frozenset({"top", "top: 0", "bottom"})).missing > 0
