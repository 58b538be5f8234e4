import re

import pytest

from cssgen.contexts import read_contexts
from cssgen.cookbook import Recipe, read_recipes
from cssgen.training.places import cut_scenery, place_wish
from cssgen.training.variations import Wish, join_wishes, roughen, vary, vary_class, vary_quantity
from tests.training.conftest import COOKBOOK, STYLESHEETS, seeded

RECIPES = {recipe.name: recipe for recipe in read_recipes(COOKBOOK)}


def variants(recipe: Recipe, wording: str, number: int = 200) -> list[Wish]:
    return [vary(recipe, wording, seeded(seed)) for seed in range(number)]


def test_quantities_change_in_wording_and_code_alike() -> None:
    recipe = RECIPES["red-box"]
    wishes = variants(recipe, recipe.wordings[0])
    lengths = {re.findall(r"\d+px", wish.wording)[0] for wish in wishes}
    assert len(lengths) > 5
    assert all(f"padding: {re.findall(r'[0-9]+px', wish.wording)[0]};" in wish.recipe.answer for wish in wishes)


def test_quantities_that_the_wording_does_not_tell_stay() -> None:
    recipe = RECIPES["sticky-header"]
    assert {re.findall(r"z-index: \d+", wish.recipe.answer)[0] for wish in variants(recipe, recipe.wordings[0])} == {
        "z-index: 100"
    }


def test_colours_become_custom_properties_that_the_file_defines() -> None:
    recipe = RECIPES["red-box"]
    wishes = [wish for wish in variants(recipe, recipe.wordings[0]) if "var(" in wish.recipe.answer]
    assert wishes
    for wish in wishes:
        ((name, _),) = wish.custom_properties
        assert f"background: var({name});" in wish.recipe.answer


def test_classes_that_nothing_tells_are_styled_elsewhere_in_the_file() -> None:
    recipe = RECIPES["red-box"]
    scenery = cut_scenery(STYLESHEETS.values())
    wishes = [wish for wish in variants(recipe, recipe.wordings[0]) if wish.classes]
    assert wishes
    for wish in wishes:
        assert f"{wish.classes[0]} {{" in place_wish(wish, scenery, seeded(0))


@pytest.mark.parametrize("name", RECIPES)
def test_every_place_holds_one_context_of_the_recipe(name: str) -> None:
    recipe = RECIPES[name]
    scenery = cut_scenery(STYLESHEETS.values())
    for seed in range(40):
        rng = seeded(seed)
        wish = vary(recipe, rng.choice(recipe.wordings), rng)
        (context,) = read_contexts(place_wish(wish, scenery, rng)).contexts
        assert (context.production, context.property) == (recipe.production, recipe.property)
        assert context.marker.prompt == wish.wording


@pytest.mark.parametrize(
    ("literal", "pattern"),
    [
        pytest.param("16px", r"\d+px", id="length"),
        pytest.param("0.3s", r"[\d.]+s", id="time"),
        pytest.param("-45deg", r"-\d+deg", id="negative angle"),
        pytest.param("3", r"[\d.]+", id="number"),
        pytest.param("auto", "auto", id="no quantity"),
        pytest.param("999vmax", "999vmax", id="out of range"),
    ],
)
def test_quantities_keep_their_unit(literal: str, pattern: str) -> None:
    assert all(re.fullmatch(pattern, vary_quantity(literal, seeded(seed))) for seed in range(50))


@pytest.mark.parametrize("literal", [pytest.param("nav", id="element"), pytest.param("a:hover", id="compound")])
def test_elements_are_not_renamed(literal: str) -> None:
    assert all(vary_class(literal, seeded(seed)) == literal for seed in range(20))


def test_two_wishes_become_one() -> None:
    one = Wish("pin it", RECIPES["sticky-header"])
    (other,) = read_recipes("/* @recipe r\n * context: rule\n * - round\n */\na { border-radius: 50% }")
    joined = join_wishes(one, Wish("round", other), seeded(0))
    assert joined is not None
    assert joined.wording.startswith("pin it")
    assert joined.recipe.answer.endswith("z-index: 100;\nborder-radius: 50%;")


def test_wishes_for_the_same_property_do_not_join() -> None:
    one = Wish("pin it", RECIPES["sticky-header"])
    assert join_wishes(one, one, seeded(0)) is None


def test_roughened_wordings_keep_their_words() -> None:
    wordings = {roughen("keep the header at the top", seeded(seed)) for seed in range(200)}
    assert len(wordings) > 3
    assert all("header" in wording.lower() for wording in wordings)
