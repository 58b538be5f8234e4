"""The cookbook: what its files say, and which recipes are found."""

import subprocess
import sys
from pathlib import Path

import pytest

from cssgen.cookbook import (
    Recipe,
    Slot,
    _load_rows,
    load_recipes,
    pack_recipes,
    read_cookbook,
    read_packed,
    read_recipes,
)
from cssgen.errors import FileError
from cssgen.productions import Production

ROOT = Path(__file__).parent.parent

SOURCE = """\
/* @recipe sticky-header
 * context: rule
 * slots: .site-header class; 100 integer
 * - keep the header at the top
 * - sticky nav bar
 */
.site-header {
  position: sticky;
  top: 0;
}

/* @recipe brand
 * context: value
 * - brand colour
 */
a {
  color: var(--brand);
}

/* @recipe reset
 * context: stylesheet
 * - box sizing
 */
*,
*::before { box-sizing: border-box }
"""


def test_read_recipes() -> None:
    sticky, brand, reset = read_recipes(SOURCE)
    assert sticky == Recipe(
        "sticky-header",
        Production.DECLARATIONS,
        (Slot(".site-header", "class"), Slot("100", "integer")),
        ("keep the header at the top", "sticky nav bar"),
        ".site-header",
        None,
        "position: sticky;\ntop: 0;",
    )
    assert (brand.property, brand.answer) == ("color", "var(--brand)")
    assert reset.answer == "*,\n*::before {\n  box-sizing: border-box;\n}"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("/* @recipe x\n * - no context\n */\na { b: c }", id="no context"),
        pytest.param("/* @recipe x\n * context: here\n */\na { b: c }", id="unknown context"),
        pytest.param("/* @recipe x\n * context: rule\n */\na { b: c } d { e: f }", id="two rules"),
        pytest.param("/* @recipe x\n * context: rule\n */\na { b: c", id="unbalanced"),
    ],
)
def test_malformed(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(source)
    with pytest.raises(FileError, match=r"a\.css"):
        list(read_cookbook(tmp_path))


def test_packed_file_is_fresh() -> None:
    command = [sys.executable, str(ROOT / "tools" / "build_cookbook.py"), "--check"]
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0
    assert len(load_recipes()) >= 4_500


def test_names_are_unique() -> None:
    names = [recipe.name for recipe in load_recipes()]
    assert len(names) == len(set(names))


def test_packing_keeps_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipes = tuple(read_recipes(SOURCE))
    packed = pack_recipes(recipes)
    (tmp_path / "cookbook.json").write_text(packed)
    monkeypatch.setattr("cssgen.cookbook.resources.files", lambda _package: tmp_path)
    monkeypatch.setattr("cssgen.cookbook._load_rows", _load_rows.__wrapped__)
    assert tuple(read_packed.__wrapped__(number) for number in range(len(recipes))) == recipes
