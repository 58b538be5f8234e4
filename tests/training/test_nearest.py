"""The nearest recipes to a wording."""

import pytest

from cssgen.contexts import read_contexts
from cssgen.cookbook import read_recipes
from cssgen.training.nearest import NearestRecipes
from tests.test_cookbook import SOURCE


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("header { /* complete: sticky nav bar */ }", ["sticky-header"]),
        ("header { /* complete: STICKY navs */ }", ["sticky-header"]),
        ("/* complete: box-sizing */", ["reset"]),
        ("a { color: /* complete: the brand's colour */ }", ["brand"]),
        pytest.param("a { margin: /* complete: brand colour */ }", [], id="of another property"),
        pytest.param("header { /* complete: stay above while scrolling */ }", ["sticky-header"], id="by meaning"),
    ],
)
def test_find(text: str, names: list[str]) -> None:
    (context,) = read_contexts(text).contexts
    index = NearestRecipes(list(read_recipes(SOURCE)))
    found = index.find(context.marker.prompt, context.production, context.property, 3)
    assert [recipe.name for _, recipe in found] == names
