"""The tool that draws an area of the cookbook."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from cssgen.cookbook import Recipe, read_cookbook, read_recipes

ROOT = Path(__file__).parents[2]

specimens = importlib.import_module("specimens")


def read_recipe(context: str, code: str) -> Recipe:
    (recipe,) = read_recipes(f"/* @recipe x\n * context: {context}\n * - a wish\n */\n{code}\n")
    return recipe


@pytest.mark.parametrize(
    ("code", "elements"),
    [
        pytest.param(".card { color: red }", '<div class="card">', id="a class is a div"),
        pytest.param(".btn:hover { color: red }", '<button class="btn">', id="a pseudo-class needs no element"),
        pytest.param(".a > .b { color: red }", '<div class="a"><div class="b">', id="a child is inside"),
        pytest.param(".a + .b { color: red }", '</div><div class="b">', id="a sibling is behind"),
        pytest.param(".tag--big { color: red }", '<span class="tag--big tag">', id="a modifier has its block"),
        pytest.param("li { color: red }", "<ul><li>", id="an item has its list"),
        pytest.param(".x { & img { width: 1px } }", '<div class="x"><img src=', id="nesting"),
        pytest.param('[type="checkbox"] { width: 1px }', '<div type="checkbox">', id="an attribute"),
        pytest.param(".row { display: flex }", "box-4", id="something to lay out"),
    ],
)
def test_elements(code: str, elements: str) -> None:
    assert elements in specimens.render_specimen(read_recipe("rule", code))


@pytest.mark.parametrize(
    ("context", "code", "css"),
    [
        pytest.param("media", "@media print { a { color: red } }", "a {\n  color: red;\n}", id="a condition is met"),
        pytest.param("keyframes", "@keyframes in { to { opacity: 1 } }", "animation: in 2s", id="keyframes run"),
        pytest.param("value", "a { color: red }", "a { color: red; }", id="a value has its declaration"),
        pytest.param("rule", "a { color: var(--ink) }", "--ink: #", id="tokens have values"),
        pytest.param("rule", "a { background: url(x.png) }", "data:image", id="pictures are there"),
    ],
)
def test_css(context: str, code: str, css: str) -> None:
    assert css in specimens.render_specimen(read_recipe(context, code))


def test_every_recipe_has_something_to_show() -> None:
    pages = (specimens.render_specimen(recipe) for recipe in read_cookbook(ROOT / "cookbook"))
    assert [page for page in pages if page.endswith("<body>")] == []


def test_command(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "render_cookbook.py"), "tables", "--output", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    page = (tmp_path / "tables.html").read_text(encoding="utf-8")
    recipes = list(read_recipes((ROOT / "cookbook" / "tables.css").read_text(encoding="utf-8")))
    assert page.count("<iframe") == len(recipes)
    assert [recipe.name for recipe in recipes if f"<b>{recipe.name}</b>" not in page] == []
