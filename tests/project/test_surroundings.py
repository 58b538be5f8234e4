"""Contexts with what the project's other stylesheets say."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cssgen.contexts import Context, read_contexts
from cssgen.project import Surroundings

TOKENS = ":root {\n  --brand: #00f;\n  --gap: 1rem;\n}\n\n/* the cards of the shop */\n.card {\n  color: red;\n}\n"
Enrich = Callable[[str], Context]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory with stylesheets."""
    directory = tmp_path / "styles"
    directory.mkdir()
    (directory / "tokens.css").write_text(TOKENS)
    (directory / "broken.css").write_text("a {")
    return directory


@pytest.fixture
def enrich(project: Path, tmp_path: Path) -> Enrich:
    """The context of a stylesheet in that project; each call is a process of its own."""

    def enrich(text: str) -> Context:
        surroundings = Surroundings(project, lambda root: sorted(root.glob("*.css")), tmp_path / "cache")
        (context,) = read_contexts(text).contexts
        return surroundings.enrich(project / "x.css", context)

    return enrich


def test_custom_properties_come_behind_the_files_own(enrich: Enrich) -> None:
    context = enrich(":root { --gap: 2px } a { /* complete: x */ }")
    assert context.custom_properties == (("--gap", "2px"), ("--brand", "#00f"))


@pytest.mark.parametrize(
    ("sheet", "examples"),
    [
        pytest.param("/* complete: cards of the shop */", (".card {\n  color: red;\n}",), id="a rule"),
        pytest.param(".x { /* complete: cards of the shop */ }", ("color: red;",), id="declarations"),
        pytest.param("/* complete: a sticky footer */", (), id="nothing alike"),
        pytest.param("a { color: /* complete: cards of the shop */ }", (), id="a value"),
    ],
)
def test_examples(enrich: Enrich, sheet: str, examples: tuple[str, ...]) -> None:
    assert tuple(code for _, code in enrich(sheet).examples) == examples


def test_a_file_that_was_saved_is_read_anew(enrich: Enrich, project: Path) -> None:
    enrich("a { /* complete: x */ }")
    (project / "tokens.css").write_text(":root { --new: 1px }")
    assert enrich("a { /* complete: x */ }").custom_properties == (("--new", "1px"),)


def test_what_was_read_is_kept(enrich: Enrich, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = enrich("a { /* complete: x */ }")
    monkeypatch.setattr("cssgen.project.surroundings.read_stylesheet", None)
    assert enrich("a { /* complete: x */ }") == before


def test_a_damaged_store_costs_time_only(enrich: Enrich, tmp_path: Path) -> None:
    before = enrich("a { /* complete: x */ }")
    (path,) = (tmp_path / "cache").glob("*.sqlite")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE facts SET facts = '{}'")
    connection.close()
    assert enrich("a { /* complete: x */ }") == before
    path.write_bytes(b"no database")
    assert enrich("a { /* complete: x */ }") == before


def test_a_file_that_goes_meanwhile_is_passed_over(project: Path, tmp_path: Path) -> None:
    (project / "a.css").symlink_to(project / "nowhere.css")
    surroundings = Surroundings(project, lambda root: sorted(root.glob("*.css")), tmp_path / "cache")
    (context,) = read_contexts("a { /* complete: x */ }").contexts
    assert surroundings.enrich(project / "x.css", context).custom_properties


@pytest.mark.parametrize("path", ["../x.css", "/x.css"])
def test_a_file_of_elsewhere_learns_nothing(project: Path, tmp_path: Path, path: str) -> None:
    surroundings = Surroundings(project, lambda root: sorted(root.glob("*.css")), tmp_path / "cache")
    (context,) = read_contexts("a { /* complete: x */ }").contexts
    assert surroundings.enrich(project / path, context) == context
