"""Nothing is left behind, and nothing is taken from a living process."""

import subprocess
import sys
from pathlib import Path

import pytest

from cssgen.writing import remove_strays, replace_file
from cssgen.writing.locks import lock_path
from cssgen.writing.temporaries import digest, shorten
from tests.writing import NEW, OLD, SAVED, names_in

STRAY = "0123abcd" * 3


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(f".a.css.cssgen-{STRAY}.tmp", id="of this file"),
        pytest.param(f".b c.css.cssgen-{STRAY}.tmp", id="of another file"),
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
        pytest.param(f"a.css.cssgen-{STRAY}.tmp", id="no dot"),
        pytest.param(f".a.css.cssgen-{STRAY}.tmp.css", id="another end"),
    ],
)
def test_removes_strays_noop(sheet: Path, locks: Path, name: str) -> None:
    sheet.with_name(name).write_bytes(b"mine")
    assert remove_strays(sheet.parent, locks) == []
    assert sheet.with_name(name).exists()


def test_leaves_the_temporary_file_of_a_living_process(sheet: Path, locks: Path) -> None:
    temporary = sheet.with_name(f".b.css.cssgen-{STRAY}.tmp")
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
    temporary = sheet.with_name(f".a.css.cssgen-{STRAY}.tmp")
    temporary.write_bytes(b"")
    with lock_path(sheet, locks):
        assert remove_strays(sheet.parent, locks) == []
    assert remove_strays(sheet.parent, locks) == [temporary]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can exchange two files")
@pytest.mark.parametrize(
    ("now", "left", "expected"),
    [
        pytest.param(NEW, OLD, NEW, id="killed after the exchange"),
        pytest.param(OLD, NEW, OLD, id="killed before the exchange"),
        pytest.param(OLD, NEW[:5], OLD, id="killed while it was written"),
        pytest.param(NEW, SAVED, SAVED, id="an editor saved, and the process was killed right after"),
        pytest.param(b"newer", SAVED, b"newer", id="… and the editor has saved once more since"),
    ],
)
def test_what_an_editor_saved_when_a_process_was_killed_comes_back(
    sheet: Path, locks: Path, now: bytes, left: bytes, expected: bytes
) -> None:
    sheet.write_bytes(now)
    stray = sheet.with_name(f".a.css.cssgen-00000000{digest(NEW)}{digest(OLD)}.tmp")
    stray.write_bytes(left)
    assert remove_strays(sheet.parent, locks) == [stray]
    assert sheet.read_bytes() == expected
    assert names_in(sheet.parent) == ["a.css"]


def test_part_of_what_was_to_be_written_is_no_version_of_an_editor(sheet: Path, locks: Path) -> None:
    """A file of which the system said that it is not there: another one was made, and took the place of the old."""
    stray = sheet.with_name(".a.css.cssgen-00000000.tmp")
    stray.write_bytes(b"")
    sheet.write_bytes(NEW)
    assert remove_strays(sheet.parent, locks) == [stray]
    assert sheet.read_bytes() == NEW


LONG = ["x" * length + ".css" for length in (213, 214, 215, 251)]


@pytest.mark.parametrize("name", [*LONG, "é" * 125 + ".css"], ids=lambda name: f"{len(name.encode())} bytes")
def test_names_as_long_as_the_system_allows(sheet: Path, locks: Path, name: str) -> None:
    path = sheet.rename(sheet.with_name(name))
    replace_file(path, OLD, NEW, lock_dir=locks)
    assert (path.read_bytes(), names_in(path.parent)) == (NEW, [name])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can exchange two files")
def test_what_an_editor_saved_to_a_long_name_comes_back(sheet: Path, locks: Path) -> None:
    path = sheet.rename(sheet.with_name(LONG[-1]))
    path.write_bytes(NEW)
    stray = path.with_name(f".{shorten(path.name)}.cssgen-00000000{digest(NEW)}{digest(OLD)}.tmp")
    stray.write_bytes(SAVED)
    assert remove_strays(path.parent, locks) == [stray]
    assert (path.read_bytes(), names_in(path.parent)) == (SAVED, [path.name])
