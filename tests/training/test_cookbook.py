from pathlib import Path

import pytest

from cssgen.contexts import Production
from cssgen.errors import FileError
from cssgen.training.cookbook import Slot, read_cookbook, read_recipes
from tests.training.conftest import COOKBOOK


@pytest.mark.parametrize(
    ("name", "production", "prelude", "answer"),
    [
        pytest.param(
            "sticky-header",
            Production.DECLARATIONS,
            ".site-header",
            "position: sticky;\ntop: 0;\nz-index: 100;",
            id="declarations",
        ),
        pytest.param(
            "red-box", Production.STYLESHEET, "", ".box {\n  padding: 16px;\n  background: red;\n}", id="rules"
        ),
        pytest.param(
            "stack-row",
            Production.GROUP,
            "@media (max-width: 768px)",
            ".row {\n  flex-direction: column;\n}",
            id="group",
        ),
        pytest.param("fade", Production.KEYFRAMES, "@keyframes fade", "from {\n  opacity: 0;\n}", id="keyframes"),
        pytest.param("soft-shadow", Production.VALUE, ".card", "0 4px 12px rgb(0 0 0 / 10%)", id="value"),
    ],
)
def test_recipes(name: str, production: Production, prelude: str, answer: str) -> None:
    recipe = {recipe.name: recipe for recipe in read_recipes(COOKBOOK)}[name]
    assert (recipe.production, recipe.prelude, recipe.answer) == (production, prelude, answer)


def test_wordings_and_slots() -> None:
    recipe = next(read_recipes(COOKBOOK))
    assert recipe.slots == (Slot(".site-header", "class"), Slot("100", "number"))
    assert recipe.wordings[1] == "sticky nav bar"


def test_the_property_of_a_value() -> None:
    assert [recipe.property for recipe in read_recipes(COOKBOOK)][-1] == "box-shadow"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/* @recipe a\n * - x\n */\na { top: 0 }", id="no context"),
        pytest.param("/* @recipe a\n * context: elsewhere\n */\na { top: 0 }", id="unknown context"),
        pytest.param("/* @recipe a\n * context: rule\n */\na { top: 0", id="open block"),
        pytest.param("/* @recipe a\n * context: rule\n */\na { top: 0 } b { top: 0 }", id="two rules"),
    ],
)
def test_malformed_recipes_are_reported_with_their_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.css").write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=r"bad\.css"):
        list(read_cookbook(tmp_path))
