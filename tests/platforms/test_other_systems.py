"""cssgen with the code paths of Windows and macOS: it fills, takes back, watches, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.watching.running import watching

SCRIPT = Path(__file__).with_name("pretending.py")
MARKED = b"a {\r\n  /* complete: rounded corners */\r\n}\r\n"

pytestmark = [
    pytest.mark.parametrize("system", ["win32", "darwin"]),
    pytest.mark.skipif(sys.platform != "linux", reason="other systems are themselves"),
]


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stylesheet with the newlines of Windows, alone in its directory."""
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "project" / "a.css"
    path.parent.mkdir()
    path.write_bytes(MARKED)
    return path


def run(system: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), system, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def names_in(directory: Path) -> list[str]:
    return sorted(os.listdir(directory))  # noqa: PTH208


def test_fill_and_undo(system: str, sheet: Path) -> None:
    """The file's bytes, and nothing beside it, change; then they are the old ones."""
    place = sheet.parent
    assert run(system, "check", ".", cwd=place).stdout.startswith("a.css:2:3: unfilled marker")
    filled = run(system, "fill", "--candidates", "0", ".", cwd=place)
    assert (filled.returncode, filled.stderr) == (0, ""), filled
    content = sheet.read_bytes()
    assert b"border-radius" in content
    assert content.count(b"\n") == content.count(b"\r\n") > 3
    assert names_in(place) == ["a.css"]
    undone = run(system, "undo", "--last", cwd=place)
    assert (undone.returncode, sheet.read_bytes()) == (0, MARKED), undone
    assert names_in(place) == ["a.css"]


def test_a_file_that_another_program_has_open(system: str, sheet: Path) -> None:
    """On Windows it cannot be replaced, and the message says so; on macOS it can."""
    with sheet.open("rb") as file:
        result = run(system, "fill", "--candidates", "0", "a.css", cwd=sheet.parent)
        file.seek(0)
        assert file.read() == MARKED
    if system == "win32":
        assert result.returncode == 2
        assert "cannot be written: Permission denied" in result.stdout
        assert sheet.read_bytes() == MARKED
    else:
        assert result.returncode == 0
        assert b"border-radius" in sheet.read_bytes()
    assert names_in(sheet.parent) == ["a.css"]


def test_the_default_model(system: str, sheet: Path) -> None:
    result = run(system, "fill", "--output-format", "json", "a.css", cwd=sheet.parent)
    assert json.loads(result.stdout)["summary"]["filled"] == 1, result.stderr
    again = run(system, "cache", "info", cwd=sheet.parent)
    assert again.returncode == 0, again.stderr


def test_a_damaged_cache(system: str, sheet: Path, tmp_path: Path) -> None:
    """It is put aside, though on Windows nothing can be done to an open file."""
    run(system, "fill", "a.css", cwd=sheet.parent)
    databases = list((tmp_path / "cache").rglob("*.sqlite"))
    assert databases
    for path in databases:
        path.write_bytes(b"no database" * 1000)
    sheet.write_bytes(MARKED)
    result = run(system, "fill", "a.css", cwd=sheet.parent)
    assert result.returncode == 0, result.stderr
    assert b"complete:" not in sheet.read_bytes()


def test_watch(system: str, sheet: Path) -> None:
    """By lists: events are of the real system."""
    command = [sys.executable, str(SCRIPT), system, "watch"]
    with watching(sheet.parent, "--poll=100", "--candidates", "0", ".", command=command) as watcher:
        watcher.expect("fill", path="a.css")
        (sheet.parent / "b.css").write_bytes(MARKED)
        watcher.expect("fill", path="b.css")
        watcher.process.terminate()
        watcher.expect("stopped", exit_code=143)
    assert b"border-radius" in (sheet.parent / "b.css").read_bytes()
    assert names_in(sheet.parent) == ["a.css", "b.css"]
