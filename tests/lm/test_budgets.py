"""Limits of time and memory: the model stops, what it had written and what others offer still counts, and the
diagnostic says which limit it was. Through the real command, with the default model, but for the loop itself.
"""

import json
import time
from pathlib import Path

import pytest

from cssgen.candidates import Candidate
from cssgen.cli import main
from cssgen.lm.budgets import Budget
from cssgen.lm.decoding import Request, decode
from cssgen.lm.interfaces import BoolArray, IntArray, Scores
from cssgen.lm.sampling import greedy
from cssgen.memory import read_used
from tests.lm.test_decoding import Bytes, Successors, never

SHEET = ".card {\n  margin: 0;\n  /* complete: red text, thick border, rounded corners */\n}\n"


class Slow(Successors):
    """A model that takes a moment for each step."""

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """Read tokens."""
        time.sleep(0.01)
        return super().extend(ids, valid, keep)


def test_a_row_out_of_time_leaves_the_others_alone() -> None:
    model = Slow("abcdefghijklmnopqrstuvwxyz")
    hasty = Request(list(b"a"), [greedy], 30, never, budget=Budget(seconds=0.03))
    patient = Request(list(b"a"), [greedy], 30, never)
    [[cut], [whole]] = decode(model, Bytes(), [hasty, patient])
    assert (cut.finish_reason, cut.cut_by) == ("length", "seconds")
    assert "bcdefghijklmnopqrstuvwxyz".startswith(cut.text)
    assert (whole.text, whole.cut_by) == ("bcdefghijklmnopqrstuvwxyz", "")
    assert model.steps[-1] == 1, "the row that was cut is not read further"


def test_memory_is_looked_at_in_each_step() -> None:
    request = Request(list(b"a"), [greedy], 30, never, budget=Budget(memory_mb=1))
    assert read_used() > 1_000_000
    [[candidate]] = decode(Successors("abcdef"), Bytes(), [request])
    assert candidate == Candidate("b", candidate.logprob, "length", cut_by="memory")


def test_the_time_of_a_request_begins_when_it_joins(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Successors("abcdefghijklmnopqrstuvwxyz")
    # A step takes a second.
    monkeypatch.setattr("cssgen.lm.budgets.time.monotonic", lambda: float(len(model.steps)))
    requests = [Request(list(prompt), [greedy], 30, never, budget=Budget(seconds=4)) for prompt in (b"a", b"w", b"x")]
    [[cut], [late], [last]] = decode(model, Bytes(), requests, 1)
    assert (cut.text, cut.cut_by) == ("bcde", "seconds")
    assert (late.text, late.cut_by) == ("xyz", "")
    assert (last.text, last.cut_by) == ("yz", "")


def test_a_request_waits_until_there_is_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Successors("abcdef")
    # 60 MB, and 20 for each row.
    monkeypatch.setattr("cssgen.lm.budgets.read_used", lambda: 60_000_000 + 20_000_000 * len(model.rows))
    monkeypatch.setattr("cssgen.lm.decoding.read_used", lambda: 60_000_000 + 20_000_000 * len(model.rows))
    budgets = [Budget(memory_mb=110), Budget(memory_mb=110), Budget(memory_mb=100), Budget()]
    found = decode(model, Bytes(), [Request(list(b"a"), [greedy], 30, never, budget=budget) for budget in budgets])
    assert [(candidate.text, candidate.cut_by) for [candidate] in found] == [("bcdef", "")] * 4
    assert model.steps == [1, 1, *[2] * 5, 1, 1, *[2] * 5]


class Exhausted(Successors):
    """A model that has memory for so many rows."""

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """Read tokens."""
        if len(ids) > 2:
            raise MemoryError
        return super().extend(ids, valid, keep)


def test_without_memory_those_that_wait_begin_anew() -> None:
    requests = [Request(list(b"a"), [greedy], 30, never) for _ in range(5)]
    found = decode(Exhausted("abcdef"), Bytes(), requests)
    assert [(candidate.text, candidate.cut_by) for [candidate] in found] == [
        *[("b", "memory")] * 2, ("", "memory"), *[("bcdef", "")] * 2
    ]  # fmt: skip


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stylesheet with a marker, in a project of its own, with a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "a.css"
    path.write_text(SHEET)
    return path


def fill(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `cssgen fill` finds."""
    main(["fill", "--output-format", "json", "a.css"])
    return [finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]]


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        pytest.param("seconds = 0.01", "CSSG016", id="time"),
        pytest.param("memory-mb = 2", "CSSG017", id="memory, less than the model's files"),
        pytest.param("memory-mb = 30", "CSSG017", id="memory, less than the process has"),
    ],
)
def test_limits_of_the_default_model(limit: str, code: str, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = sheet.with_name("cssgen.toml")
    settings.write_text(f"suggestions = 0\n[limits]\n{limit}\n")
    assert fill(capsys) == [code]
    assert sheet.read_text() == SHEET
    settings.write_text(f"[limits]\n{limit}\n")
    assert fill(capsys) == [], "the cookbook still answers"
    assert "color: red" in sheet.read_text()
    sheet.write_text(SHEET)
    settings.write_text("suggestions = 0\n")
    assert fill(capsys) == [], "what was cut is not kept"
    assert "/* red text" in sheet.read_text()
