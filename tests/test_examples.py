"""README's first command, on a copy of the examples, with the model that ships."""

import difflib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tinycss2

import cssgen
from cssgen.productions import Production
from cssgen.validity import validate

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cssgen", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("project") / "examples"
    shutil.copytree(EXAMPLES, directory)
    result = run("fill", ".", cwd=directory)
    assert result.returncode == 0, result.stdout + result.stderr
    return directory


def test_examples_have_markers_in_every_position() -> None:
    texts = [path.read_bytes().decode() for path in EXAMPLES.glob("*.css")]
    from cssgen.contexts import read_contexts

    productions = {context.production for text in texts for context in read_contexts(text).contexts}
    assert productions == set(Production)


def test_a_second_run_changes_nothing(filled: Path) -> None:
    before = {path: path.read_bytes() for path in filled.iterdir()}
    result = run("fill", ".", cwd=filled)
    assert (result.returncode, result.stdout) == (0, "5 files checked.\n")
    assert {path: path.read_bytes() for path in filled.iterdir()} == before


def test_only_markers_are_removed(filled: Path) -> None:
    for path in EXAMPLES.glob("*.css"):
        before, after = path.read_bytes().decode(), (filled / path.name).read_bytes().decode()
        pieces = re.split(r"/\* complete(?:\([^)]*\))?: .*? \*/", before)
        assert re.fullmatch(".*?".join(map(re.escape, pieces)), after, re.DOTALL), path.name
        removed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith("- ")]
        assert all("complete" in line for line in removed), path.name


def test_the_styles_of_a_page_are_filled_and_nothing_else_of_it(filled: Path) -> None:
    before, after = ((folder / "page.html").read_text() for folder in (EXAMPLES, filled))
    pieces = re.split(r"/\* complete: (?!this is no CSS).*? \*/", before)
    assert len(pieces) == 3
    assert re.fullmatch(".*?".join(map(re.escape, pieces)), after, re.DOTALL)
    assert after.count("complete:") == 1
    assert "text-align: center;" in after


def test_filled_files_are_valid(filled: Path) -> None:
    for path in filled.glob("*.css"):
        text = path.read_bytes().decode()
        assert not [node for node in tinycss2.parse_stylesheet(text) if node.type == "error"], path.name
        assert [finding for finding in validate(text) if finding.severity == "error"] == [], path.name


def test_python_call() -> None:
    result = cssgen.fill_text(".a {\n  /* complete: sticky header */\n}\n")
    assert result.diagnostics == ()
    assert result.text.startswith(".a {\n  /* sticky header */\n  ")
    assert cssgen.validate(result.text) == []


def test_same_input_same_output() -> None:
    text = "/* complete: zebra striped table rows */"
    assert cssgen.fill_text(text).text == cssgen.fill_text(text).text
