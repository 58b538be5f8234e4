"""The journal on disk: bounds, damage, several processes, fills that were never written."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cssgen.candidates import Candidate
from cssgen.fill import FillOptions
from cssgen.journal.entries import Entry
from cssgen.journal.recorder import Recorder
from cssgen.journal.store import Journal, find_root
from cssgen.rewrite import rewrite_files
from cssgen.writing import Stale

ENTRY = Entry(
    "1", Path("/project/a.css").absolute(), 4, b"/* complete: x */", b"color: red;", b"a { ", b" }", "d", "x", "k"
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal", tmp_path)


def test_round_trip(journal: Journal) -> None:
    odd = replace(ENTRY, path=Path(os.fsdecode(b"/project/\xff .css")), run="2")
    assert journal.read() == []
    journal.record("1", ENTRY.path, [ENTRY])
    journal.record("2", odd.path, [odd])
    assert journal.read() == [replace(odd, number=2), replace(ENTRY, number=1)]
    journal.record("2", odd.path, [])
    journal.remove(journal.read()[:1])
    assert journal.read() == []


def test_the_oldest_go_first(tmp_path: Path) -> None:
    journal = Journal(tmp_path, tmp_path, max_bytes=100_000)
    for number in range(200):
        journal.record(str(number), ENTRY.path, [replace(ENTRY, run=str(number), css=b"x" * 1_000)])
    kept = [entry.run for entry in journal.read()]
    assert kept == [str(number) for number in range(199, 199 - len(kept), -1)]
    assert 40 < len(kept) < 100


def test_damaged_journal_is_put_aside(journal: Journal, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    journal.record("1", ENTRY.path, [ENTRY])
    (path,) = (tmp_path / "journal").glob("*.sqlite")
    path.write_bytes(b"no database at all" * 100)
    assert journal.read() == []
    assert f"what was left of it is {path}.damaged" in caplog.text
    journal.record("2", ENTRY.path, [replace(ENTRY, run="2")])
    assert len(journal.read()) == 1


def damage(journal: Path, *changes: tuple[bytes, bytes]) -> None:
    """Change bytes of a journal behind SQLite's back."""
    (path,) = journal.glob("*.sqlite")
    raw = path.read_bytes()
    for old, new in changes:
        assert old in raw
        raw = raw.replace(old, new)
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"color: red;", b"color: rod;", id="what was written"),
        pytest.param(b"complete: x", b"complete: y", id="the marker"),
        pytest.param(b"/project/a", b"/project/b", id="the path"),
        pytest.param(b"first run", b"first r\xffn", id="no UTF-8"),
        pytest.param(b"key-of-it", b"key-\0f-it", id="a NUL"),
    ],
)
def test_damaged_fills_are_passed_over(old: bytes, new: bytes, journal: Journal, tmp_path: Path) -> None:
    journal.record("first run", ENTRY.path, [replace(ENTRY, run="first run", key="key-of-it")])
    damage(tmp_path / "journal", (old, new))
    journal.record("2", ENTRY.path, [replace(ENTRY, run="2", marker=b"m", css=b"c", path=Path("/p"))])
    assert [entry.run for entry in journal.read()] == ["2"]
    assert journal.remove_damaged() == 1
    assert journal.remove_damaged() == 0
    assert [entry.run for entry in journal.read()] == ["2"]


def test_fills_that_a_damaged_schema_would_lose_are_recorded_anew(journal: Journal, tmp_path: Path) -> None:
    """A key of a kind that makes numbers of texts."""
    journal.record("1", ENTRY.path, [ENTRY])
    damage(tmp_path / "journal", (b"key TEXT", b"key REAL"))
    entry = replace(ENTRY, run="2", key="007")
    journal.record("2", ENTRY.path, [entry])
    assert journal.read() == [replace(entry, number=1)]


def test_many_processes(tmp_path: Path) -> None:
    """6 processes, 20 runs each: every fill is there."""
    script = """
import sys
from pathlib import Path
from cssgen.journal.entries import Entry
from cssgen.journal.store import Journal
root, name = Path(sys.argv[1]), sys.argv[2]
for number in range(20):
    run = f"{name}-{number}"
    Journal(root, root).record(run, root / "a.css", [Entry(run, root / "a.css", 0, b"", b"", b"", b"", "", "", "")])
"""
    commands = [[sys.executable, "-c", script, str(tmp_path), str(number)] for number in range(6)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    assert [process.communicate()[1] for process in processes] == [""] * 6
    assert {entry.run for entry in Journal(tmp_path, tmp_path).read()} == {
        f"{i}-{j}" for i in range(6) for j in range(20)
    }


@pytest.mark.parametrize(
    ("files", "root"),
    [
        ((".git/HEAD", "web/pyproject.toml"), "."),
        (("web/cssgen.toml",), "web"),
        (("web/.git",), "web"),
    ],
    ids=str,
)
def test_root_of_a_project(files: tuple[str, ...], root: str, tmp_path: Path) -> None:
    (tmp_path / "web" / "styles").mkdir(parents=True)
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert find_root(tmp_path / "web" / "styles") == (tmp_path / root).resolve()


def record_fill(path: Path, directory: Path, warnings: list[str]) -> None:
    recorder = Recorder(directory, lambda _: "k", warnings.append)

    def replace_or_not(path: Path, expected: bytes, content: bytes) -> Stale:
        assert Journal(directory, path.parent).read() or warnings, "noted before it is written"
        return Stale(b"")

    outcomes = list(
        rewrite_files([path], lambda _: [[Candidate("color: red;")]], FillOptions(), replace_or_not, recorder.note)
    )
    recorder.settle(outcomes)


def test_what_was_not_written_is_forgotten(tmp_path: Path) -> None:
    """An editor emptied the file meanwhile."""
    (tmp_path / ".git").mkdir()
    path = tmp_path / "a.css"
    path.write_text("a { /* complete: x */ }")
    record_fill(path, tmp_path / "journal", warnings=[])
    assert Journal(tmp_path / "journal", tmp_path).read() == []


def test_journal_that_fails_warns_once(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    path = tmp_path / "a.css"
    path.write_text("a { /* complete: x */ }")
    (tmp_path / "journal").write_text("a file where a directory should be")
    warnings: list[str] = []
    record_fill(path, tmp_path / "journal", warnings=warnings)
    assert len(warnings) == 1
    assert "these fills cannot be undone" in warnings[0]
