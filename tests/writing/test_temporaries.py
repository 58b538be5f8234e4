"""Nothing is left behind, and nothing is taken from a living process."""

import subprocess
import sys
from pathlib import Path

import pytest

from cssgen.writing import remove_strays, replace_file
from cssgen.writing.locks import lock_path
from tests.writing import NEW, OLD, names_in


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(".a.css.cssgen-0123abcd.tmp", id="of this file"),
        pytest.param(".b c.css.cssgen-0123abcd.tmp", id="of another file"),
    ],
)
def test_removes_strays(sheet: Path, locks: Path, name: str) -> None:
    sheet.with_name(name).write_bytes(b"half")
    replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert names_in(sheet.parent) == ["a.css"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(".a.css.swp", id="vim"),
        pytest.param(".a.css.cssgen-0123.tmp", id="too short"),
        pytest.param("a.css.cssgen-0123abcd.tmp", id="no dot"),
        pytest.param(".a.css.cssgen-0123abcd.tmp.css", id="another end"),
    ],
)
def test_removes_strays_noop(sheet: Path, locks: Path, name: str) -> None:
    sheet.with_name(name).write_bytes(b"mine")
    assert remove_strays(sheet.parent, locks) == []
    assert sheet.with_name(name).exists()


def test_leaves_the_temporary_file_of_a_living_process(sheet: Path, locks: Path) -> None:
    temporary = sheet.with_name(".b.css.cssgen-0123abcd.tmp")
    program = (
        "import fcntl, sys; file = open(sys.argv[1], 'wb'); fcntl.flock(file, fcntl.LOCK_EX);"
        "print('locked', flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", program, temporary], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "locked\n"
        assert remove_strays(sheet.parent, locks) == []
        owner.kill()
    assert remove_strays(sheet.parent, locks) == [temporary]


def test_leaves_the_temporary_file_of_a_path_that_is_being_written(sheet: Path, locks: Path) -> None:
    """After an exchange a temporary file holds the old version, which may have to go back."""
    temporary = sheet.with_name(".a.css.cssgen-0123abcd.tmp")
    temporary.write_bytes(b"")
    with lock_path(sheet, locks):
        assert remove_strays(sheet.parent, locks) == []
    assert remove_strays(sheet.parent, locks) == [temporary]
