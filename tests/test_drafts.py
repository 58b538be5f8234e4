"""Texts put together from recipes, found by vectors that are set by hand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from cssgen.candidates import Nearness
from cssgen.contexts import read_contexts
from cssgen.cookbook import read_recipes
from cssgen.drafts import Draft, Piece, join_equal, measure
from cssgen.productions import Production
from cssgen.suggestions import compose
from cssgen.wordings import open_index, pack_wordings, quantise

RECIPES = list(
    read_recipes("""/* @recipe card
 * context: stylesheet
 * - card
 */
.box {
  padding: 1rem;
}
/* @recipe link
 * context: stylesheet
 * - link
 */
a {
  text-decoration: none;
}
/* @recipe red
 * context: rule
 * - red text
 */
.a {
  color: red;
}
/* @recipe bold
 * context: rule
 * - bold
 */
.a {
  font-weight: 700;
}
/* @recipe airy
 * context: rule
 * - airy
 */
.a {
  padding: 3rem;
}
/* @recipe tinted
 * context: rule
 * - tinted
 */
.a {
  background: var(--tint);
}
""")
)
WORDS = ("card", "link", "red", "bold", "airy", "tinted")


def embed(text: str) -> np.ndarray:
    """A part for each known word."""
    vector = np.array([float(word in text) for word in WORDS], np.float32) + 0.01
    return vector / np.linalg.norm(vector)


def embed_all(texts: Sequence[str]) -> np.ndarray:
    return np.stack([embed(text) for text in texts])


VECTORS = quantise(np.stack([embed(wording) for recipe in RECIPES for wording in recipe.wordings]))
INDEX = open_index(pack_wordings(RECIPES, VECTORS))


def suggest(sheet: str) -> list[tuple[str, str]]:
    """Texts on one line, and their sources."""
    (context,) = read_contexts(sheet).contexts
    found = compose(context, embed_all, INDEX, RECIPES.__getitem__).suggestions
    return [(" ".join(draft.text.split()), draft.source) for draft in found]


@pytest.mark.parametrize(
    ("sheet", "text", "source"),
    [
        pytest.param(".x { /* complete: bold */ }", "font-weight: 700;", "recipe", id="a recipe as it is"),
        pytest.param(
            ".x { /* complete: red text and bold */ }", "color: red; font-weight: 700;", "adapted", id="two wishes"
        ),
        pytest.param("/* complete: card */", ".box { padding: 1rem; }", "recipe", id="a rule"),
        pytest.param(
            "/* complete: a card, bold */", ".box { padding: 1rem; font-weight: 700; }", "adapted", id="and more in it"
        ),
        pytest.param("/* complete: a card, airy */", ".box { padding: 3rem; }", "adapted", id="a single wish wins"),
        pytest.param(
            "/* complete: a link, bold on hover */",
            "a { text-decoration: none; } a:hover { font-weight: 700; }",
            "adapted",
            id="in a state",
        ),
        pytest.param(
            ".tile { margin: 0 }\n/* complete: tile: red text, bold */",
            ".tile { color: red; font-weight: 700; }",
            "adapted",
            id="a rule of declarations alone",
        ),
        pytest.param(
            "@media print { /* complete: a.x: red text, bold */ }\n.x { margin: 0 }", None, "", id="no recipes there"
        ),
    ],
)
def test_texts(sheet: str, text: str | None, source: str) -> None:
    found = suggest(sheet)
    assert ((text, source) in found) if text else not found


def test_recipes_that_need_what_the_file_does_not_define_are_passed_over() -> None:
    texts = [text for text, _ in suggest(".x { /* complete: tinted */ }")]
    assert texts
    assert "background: var(--tint);" not in texts
    defined = suggest(":root { --tint: red }\n.x { /* complete: tinted */ }")
    assert defined[0][0] == "background: var(--tint);"


def test_the_best_comes_first() -> None:
    first = suggest(".x { /* complete: red text, bold */ }")[0][0]
    assert sorted(first.removesuffix(";").split("; ")) == ["color: red", "font-weight: 700"]


def test_what_was_added_to_an_equal_text_added_nothing() -> None:
    alone = Draft("a", Nearness(whole=0.9, wishes=0.7, parts=0, foreign=1), "adapted")
    joined = Draft("a", Nearness(whole=0.9, wishes=0.95, parts=1, foreign=2), "adapted")
    assert join_equal(alone, joined).nearness == Nearness(whole=0.9, wishes=0.95, parts=0, foreign=1)
    assert join_equal(joined, alone) == join_equal(alone, joined)


def test_a_recipe_that_a_wish_needs_is_not_held_against_a_text() -> None:
    base, other = (
        Piece(recipe, recipe.wordings[0], query, near)
        for recipe, query, near in (
            (RECIPES[2], 0, np.array([0.95, 0.9, 0.2, 0.6])),
            (RECIPES[3], 2, np.array([0.4, 0.1, 0.9, 0.3])),
        )
    )
    assert measure((base, other), Production.DECLARATIONS).parts == 0
    assert measure((base, replace(other, query=3)), Production.DECLARATIONS).parts == 1
