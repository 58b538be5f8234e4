"""`cssgen fill` and `cssgen cache`, with caches that are in all sorts of trouble."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

CSS = "a {\n  /* complete: red text */\n}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    (root / "a.css").write_text(CSS)
    monkeypatch.chdir(root)
    return root


def run(*arguments: str, prelude: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run cssgen; `prelude` is Python that runs before it in the same process."""
    script = f"{prelude}\nfrom cssgen.cli import main\nraise SystemExit(main({list(arguments)!r}))"
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)


def fill(**options: str) -> tuple[str, str]:
    """Fill `a.css` anew; what it is then, and what was said on standard error."""
    Path("a.css").write_text(CSS)
    result = run("fill", "a.css", **options)
    assert result.returncode == 0, result.stderr
    return Path("a.css").read_text(), result.stderr


def test_info_and_clear(project: Path, cache: Path) -> None:
    assert "fills  none" in run("cache", "info").stdout
    first, _ = fill()
    assert "fills  1 by default@" in run("cache", "info").stdout
    assert fill() == (first, "")
    assert run("cache", "clear").returncode == 0
    assert "fills  none" in run("cache", "info").stdout
    assert "complete:" in run("undo", "a.css").stdout + Path("a.css").read_text(), "the journal stays"


def test_no_cache(project: Path, cache: Path) -> None:
    assert run("fill", "--no-cache", "a.css").returncode == 0
    fill(CSSGEN_NO_CACHE="1")
    assert not (cache / "fills").exists()


def test_damaged(project: Path, cache: Path) -> None:
    first, _ = fill()
    (path,) = (cache / "fills").glob("*.sqlite")
    path.write_bytes(b"damaged" * 1_000)
    assert fill() == (first, "")
    assert fill() == (first, "")
    assert "fills  1 by" in run("cache", "info").stdout


def test_locked(project: Path, cache: Path) -> None:
    """One warning, and the fill goes on; the lock is waited for once."""
    first, _ = fill()
    (path,) = (cache / "fills").glob("*.sqlite")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    again, error = fill()
    holder.close()
    assert again == first
    assert error.count("warning") == 1
    assert "the cache is not used" in error
    assert "locked" in error


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes")
def test_disk_full(project: Path, cache: Path) -> None:
    """Neither cache nor journal fit on the disk: a warning each, and the fill."""
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    text, error = fill(prelude=limit + "resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))")
    assert "complete:" not in text
    assert sorted(line.partition(":")[0] for line in error.splitlines()) == ["cssgen", "cssgen"]
    assert "the cache is not used" in error
    assert "these fills cannot be undone" in error
    assert fill() == (text, "")


@pytest.mark.skipif(sys.platform != "linux", reason="a place where even root can make no directory")
def test_directory_that_cannot_be_made(project: Path, tmp_path: Path) -> None:
    text, error = fill(CSSGEN_CACHE="/proc/cssgen", TMPDIR=str(tmp_path))
    assert "complete:" not in text
    assert error.count("warning") == 2
    assert fill(CSSGEN_CACHE=str(tmp_path / "other"))[0] == text


def test_python_without_sqlite(project: Path) -> None:
    text, error = fill(prelude="import sys; sys.modules['_sqlite3'] = None")
    assert "complete:" not in text
    assert error.count("warning") == 2
    assert fill() == (text, "")
