"""`benchmarks/quality.py`, from the prompts to the table."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "quality.py"

SHEET = ".a {\n  /* complete: red text */\n}\n\n.b {\n  /* complete: nothing that could be done */\n}\n"
# The first is met by whatever is filled in, the second by nothing.
TABLES = """\
held = false

["red text"]
all = ['.*: .']
gold = "color: red;"
wrong = "/* none */"
html = '<p class="a">a</p>'
element = '.a'
computed = ['color|background-color: .', 'display: block|inline']

["nothing that could be done"]
all = ['.*: .', 'no-such-property: .']
gold = "no-such-property: 1;"
wrong = "color: red;"
"""


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    (tmp_path / "ab.css").write_text(SHEET, encoding="utf-8")
    (tmp_path / "ab.toml").write_text(TABLES, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False)


def test_table_failures_and_answers(prompts: Path, tmp_path: Path) -> None:
    result = run("--prompts", prompts, "--set", "suggestions=0", "--outputs", tmp_path / "outputs.jsonl", "-v")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert "ab-2 (rule, generated): nothing that could be done" in lines
    assert "  - missing: no-such-property: ." in lines
    shares = {line.split()[0]: line.split()[1:] for line in lines if "%" in line}
    assert shares["all"] == ["2", "50.0%", "100.0%", "66.7%"]
    assert set(shares) == {"rule", "(generated)", ":", "all"}  # no recipe without recipes
    outputs = [json.loads(line) for line in (tmp_path / "outputs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [output["id"] for output in outputs] == ["ab-1", "ab-2"]
    assert all(output["output"].endswith(";") for output in outputs)


def test_every_other_prompt(prompts: Path) -> None:
    result = run("--prompts", prompts, "--every", "2", "--set", "candidates=1")
    assert result.returncode == 0, result.stderr
    assert "1 prompts in" in result.stdout


def test_parts_are_left_out(prompts: Path) -> None:
    """Without its model and without recipes nothing is written; the browser looks at what is left all the same."""
    result = run("--prompts", prompts, "--without", "recipes,generated", "--set", "candidates=0", "--browser")
    assert result.returncode == 0, result.stderr
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()[1:]}
    assert rows["recipes"] == ["2", "0.0%", "0.0%", "0.0%", "1", "of", "1"]
    assert rows["nothing"] == rows["generated"]
    assert rows["nothing"][:3] == ["2", "50.0%", "100.0%"]


def test_parts_are_checked(prompts: Path) -> None:
    result = run("--prompts", prompts, "--without", "brakes")
    assert result.returncode == 2
    assert "no such part: brakes" in result.stderr


def test_settings_are_checked(prompts: Path) -> None:
    result = run("--prompts", prompts, "--set", "recipies=0")
    assert result.returncode == 1
    assert "CSSGEN_RECIPIES" in result.stderr


def test_held_prompts_are_left_alone(prompts: Path) -> None:
    """Only `--half` asks for them."""
    tables = prompts / "ab.toml"
    tables.write_text(TABLES.replace("held = false", "held = true"), encoding="utf-8")
    result = run("--prompts", prompts)
    assert result.returncode == 1
    assert "no prompts in the half `dev`" in result.stderr
