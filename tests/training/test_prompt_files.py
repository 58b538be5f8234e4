"""The prompts that we measure by, and how they are read."""

import json
from collections import Counter
from pathlib import Path

import pytest

from cssgen.errors import FileError
from cssgen.training.prompt_files import Condition, PromptRow, read_prompts
from cssgen.training.scoring import score_answer

PROMPTS = Path(__file__).parents[2] / "benchmarks" / "prompts"
ROWS = list(read_prompts(PROMPTS))

SHEET = """\
.a {
  color: red;
  /* complete: bold */
}

/* complete: dark mode */

.b {
  margin: /* complete: none */;
}
"""

TABLES = """\
held = true

["bold"]
all = ['font-weight: bold|[7-9]00']
gold = "font-weight: bold;"
wrong = "font-style: italic;"

["dark mode"]
any = [['@media .*dark { .a { color: ~white', 'background: ~black']]
not = ['color: ~red']
gold = "gold"
wrong = "wrong"

["none"]
gold = "0"
wrong = "auto"
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "ab.css").write_text(SHEET, encoding="utf-8")
    (tmp_path / "ab.toml").write_text(TABLES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_gold_answer_passes_and_plausible_one_fails(row: PromptRow) -> None:
    assert score_answer(row, row.gold).reasons == ()
    wrong = score_answer(row, row.wrong)
    assert wrong.valid
    assert not wrong.passes


def test_both_halves_have_every_kind() -> None:
    assert len(ROWS) >= 250
    for half in (False, True):
        kinds = Counter(row.kind for row in ROWS if row.held is half)
        assert set(kinds) == {"rule", "stylesheet", "media", "keyframes", "value"}
    assert len({row.id for row in ROWS}) == len({row.prompt for row in ROWS}) == len(ROWS)


def test_one_marker_at_a_time(directory: Path) -> None:
    """The others are gone, or answered where a declaration would lack its value."""
    rows = list(read_prompts(directory))
    assert [row.kind for row in rows] == ["rule", "stylesheet", "value"]
    assert rows[0].before == ".a {\n  color: red;\n  "
    assert rows[0].after == "\n}\n\n.b {\n  margin: 0;\n}\n"
    assert rows[2].before == ".a {\n  color: red;\n}\n\n.b {\n  margin: "
    assert rows[2].after == ";\n}\n"


def test_expectations_are_read(directory: Path) -> None:
    row = list(read_prompts(directory))[1]
    assert (row.id, row.prompt, row.held, row.gold, row.wrong) == ("ab-2", "dark mode", True, "gold", "wrong")
    dark = Condition("color", "~white", ".a", "@media .*dark")
    assert row.expectation.any == ((dark, Condition("background", "~black")),)
    assert row.expectation.none == (Condition("color", "~red"),)


def test_json_lines_are_read(tmp_path: Path) -> None:
    expect = {
        "must_all": [{"prop": "color", "val": "~red", "sel": ":hover"}],
        "must_any": [[{"prop": "a", "val": "b"}]],
    }
    row = {"id": "x", "context_kind": "rule", "before": "a {", "prompt": "p", "after": "}", "expect": expect}
    path = tmp_path / "prompts.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (read,) = read_prompts(path)
    assert (read.kind, read.before, read.held) == ("rule", "a {", False)
    assert read.expectation.all == (Condition("color", "~red", ":hover"),)
    assert read.expectation.any == ((Condition("a", "b"),),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("ab.css", SHEET + "/* complete: no table */\n", id="a marker without a table"),
        pytest.param("ab.toml", TABLES + '["no marker"]\n', id="a table without a marker"),
    ],
)
def test_markers_and_tables_pair(directory: Path, name: str, text: str) -> None:
    (directory / name).write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=r"ab\.css: its markers and the tables of ab\.toml do not pair"):
        list(read_prompts(directory))
