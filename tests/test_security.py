"""docs/security.md is true in what it names: each promise has a test that holds it, and that test is there."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
TABLES = re.findall(r"\| attack \| promise \| held by \|\n\| --- \| --- \| --- \|\n((?:\|.*\n)+)", PAGE)
PROMISES = [row for table in TABLES for row in table.splitlines()]
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)


def test_there_is_a_table_for_each_of_those_who_may_mean_harm() -> None:
    assert len(TABLES) == PAGE.count("\n## A hostile ") == 4


@pytest.mark.parametrize("row", PROMISES)
def test_each_promise_names_the_test_that_holds_it(row: str) -> None:
    held_by = row.strip("|").split(" | ")[-1]
    assert re.search(r"\.py::test_\w+`", held_by)


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED)))
def test_a_test_that_is_named_is_there(file: str, name: str) -> None:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_no_file_of_tests_is_named_without_a_test() -> None:
    assert re.findall(r"`[\w/]*test_\w+\.py`", PAGE) == []
