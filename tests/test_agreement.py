"""How well texts agree with prompts, by what ships and by what is learnt here."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cssgen.agreement import agree, read_agreement
from cssgen.contexts import Context, read_contexts
from cssgen.cookbook import read_recipes
from cssgen.productions import Production

RECIPES = "\n".join(
    f"/* @recipe {kind}-{number}\n * context: rule\n * - {kind} a\n * - {kind} b\n */\na {{ {code} }}"
    for kind, code in (("up", "top: 0"), ("down", "bottom: 0"))
    for number in range(3)
)


def read_context(prompt: str) -> Context:
    (context,) = read_contexts(f"header {{ /* complete: {prompt} */ }}").contexts
    return context


@pytest.mark.parametrize(
    ("prompt", "wanted", "other"),
    [
        pytest.param("stay at the top while scrolling", "position: sticky;\ntop: 0;", "color: red;", id="another wish"),
        pytest.param(
            "centred text",
            "text-align: center;",
            "text-align: center;\nposition: absolute;\ninset: 0;\nbackground: red;",
            id="more than was asked",
        ),
        pytest.param(
            "underlined on hover",
            "&:hover {\n  text-decoration: underline;\n}",
            "text-decoration: underline;",
            id="the state",
        ),
    ],
)
def test_an_answer_agrees_with_its_prompt(prompt: str, wanted: str, other: str) -> None:
    context = read_context(prompt)
    assert agree(wanted, context) > agree(other, context)


def test_what_is_no_answer_agrees_with_nothing_more_than_one() -> None:
    context = read_context("stay at the top while scrolling")
    assert agree("}", context) < agree("position: sticky;\ntop: 0;", context)


def test_an_empty_prompt_agrees_with_anything() -> None:
    context = read_context("red")
    empty = replace(context, marker=replace(context.marker, prompt=""))
    assert agree("color: red;", empty) == 0


def test_vectors_are_learnt_from_wordings(tmp_path: Path) -> None:
    agreement = pytest.importorskip("cssgen.training.agreement")
    recipes = list(read_recipes(RECIPES))
    vectors = np.eye(2, dtype=np.float32)[
        [int(recipe.name.startswith("up")) for recipe in recipes for _ in recipe.wordings]
    ]
    examples = agreement.gather(recipes, vectors)
    assert examples.facts == ("bottom", "bottom: 0", "top", "top: 0")
    agreement.save(tmp_path / "a.npz", examples.facts, agreement.learn(examples, epochs=200))
    with np.load(tmp_path / "a.npz", allow_pickle=False) as arrays:
        learnt = read_agreement(arrays)
    place = Production.DECLARATIONS
    asked = [learnt.ask(vector, place) for vector in np.eye(2, dtype=np.float32)]
    said = [learnt.say(frozenset(facts), place) for facts in (("bottom", "bottom: 0"), ("top", "top: 0"))]
    (down, not_down), (not_up, up) = [[float(each @ text) for text in said] for each in asked]
    assert down > not_down + 0.5
    assert up > not_up + 0.5
