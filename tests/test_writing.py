"""A file is replaced whole or not at all, never over bytes that were not read, and nothing is left behind."""

import fcntl
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import cssgen.writing.swapping
from cssgen.errors import FileError
from cssgen.writing import Stale, Unchanged, Written, remove_strays, replace_file
from cssgen.writing.exchange import exchange
from cssgen.writing.locks import lock_path

OLD, NEW, SAVED = b"a { /* complete: x */ }\r\n", b"a { color: red }\r\n", b"b { }\n"


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def unsupported(_first: Path, _second: Path) -> bool:
    """`exchange`, as on systems that have none."""
    return False


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A stylesheet alone in its directory."""
    path = tmp_path / "project" / "a.css"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "locks"


@pytest.fixture(params=["exchange", "rename"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to put a file in another's place: with renameat2, and as on systems that have none."""
    if request.param == "rename":
        monkeypatch.setattr(cssgen.writing.swapping, "exchange", unsupported)
    return str(request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o755], ids=oct)
def test_replaces_and_keeps_the_mode(sheet: Path, locks: Path, mode: int) -> None:
    sheet.chmod(mode)
    assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Written()
    assert sheet.read_bytes() == NEW
    assert stat.S_IMODE(sheet.stat().st_mode) == mode
    assert names_in(sheet.parent) == ["a.css"]


def test_writes_nothing_if_equal(sheet: Path, locks: Path) -> None:
    before = sheet.stat()
    assert replace_file(sheet, OLD, OLD, lock_dir=locks) == Unchanged()
    assert sheet.stat() == before
    assert not locks.exists()


def test_stale(sheet: Path, locks: Path) -> None:
    sheet.write_bytes(SAVED)
    before = sheet.stat()
    assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Stale(SAVED)
    assert (sheet.read_bytes(), sheet.stat().st_ino) == (SAVED, before.st_ino)


def test_symbolic_link_stays(sheet: Path, locks: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.css"
    link.symlink_to("project/a.css")
    assert replace_file(link, OLD, NEW, lock_dir=locks) == Written()
    assert (link.is_symlink(), sheet.read_bytes()) == (True, NEW)
    assert names_in(tmp_path) == ["cache", "link.css", "project"]


def test_keeps_extended_attributes(sheet: Path, locks: Path) -> None:
    try:
        os.setxattr(sheet, "user.origin", b"designer")
    except OSError:
        pytest.skip("the temporary directory's file system has no extended attributes")
    replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert os.getxattr(sheet, "user.origin") == b"designer"


def test_keeps_the_owner(sheet: Path, locks: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give files away")
    os.chown(sheet, 1234, 4321)
    replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert (sheet.stat().st_uid, sheet.stat().st_gid) == (1234, 4321)


def _hard_link(path: Path) -> None:
    path.with_name("b.css").hardlink_to(path)


def _read_only(path: Path) -> None:
    path.chmod(0o444)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(_hard_link, "cannot be replaced: it has 2 hard links", id="hard links"),
        pytest.param(_read_only, "cannot be replaced: it is read-only", id="read-only"),
        pytest.param(_pipe, "cannot be replaced: not a regular file", id="named pipe"),
        pytest.param(_directory, "cannot be written: Is a directory", id="directory"),
        pytest.param(_link_to_itself, "cannot be written: Too many levels of symbolic links", id="link loop"),
        pytest.param(Path.unlink, "cannot be written: No such file or directory", id="gone"),
    ],
)
def test_refuses(sheet: Path, locks: Path, spoil: object, message: str) -> None:
    assert callable(spoil)
    spoil(sheet)
    names = names_in(sheet.parent)
    with pytest.raises(FileError, match=f"a.css: {message}"):
        replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert names_in(sheet.parent) == names


@pytest.fixture
def directory_of_another_user() -> Iterator[Path]:
    """A directory that the effective user may read but not write; root plays nobody for the time."""
    directory = Path(tempfile.mkdtemp(prefix="cssgen-test-"))
    (directory / "a.css").write_bytes(OLD)
    (directory / "a.css").chmod(0o666)
    directory.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield directory
    if root:
        os.seteuid(0)
    directory.chmod(0o755)
    shutil.rmtree(directory)


def test_refuses_a_directory_it_cannot_write(directory_of_another_user: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="cssgen-test-") as locks,
        pytest.raises(FileError, match=f"^{directory_of_another_user}: cannot be written: Permission denied$"),
    ):
        replace_file(directory_of_another_user / "a.css", OLD, NEW, lock_dir=Path(locks))
    assert (directory_of_another_user / "a.css").read_bytes() == OLD


def test_a_full_disk_leaves_all_as_it_was(sheet: Path, locks: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(FileError, match=r"a\.css: cannot be written: File too large"):
            replace_file(sheet, OLD, NEW * 1000, lock_dir=locks)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sheet.read_bytes() == OLD
    assert names_in(sheet.parent) == ["a.css"]


def _save_in_place(path: Path) -> None:
    path.write_bytes(SAVED)


def _save_by_rename(path: Path) -> None:
    other = path.with_name("saved")
    other.write_bytes(SAVED)
    other.replace(path)


@pytest.mark.parametrize(
    ("save", "moment"),
    [
        pytest.param(_save_in_place, "before", id="in place, before the swap"),
        pytest.param(_save_by_rename, "before", id="by rename, before the swap"),
        pytest.param(_save_by_rename, "after", id="by rename, after the swap"),
    ],
)
def test_a_save_in_the_last_moment_survives(
    sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch, save: object, moment: str
) -> None:
    """The editor saves from a thread, as it waits for our lease if it writes in place."""
    assert callable(save)
    editor = threading.Thread(target=save, args=[sheet])
    exchanges = 0

    def exchange_while_saving(first: Path, second: Path) -> bool:
        nonlocal exchanges
        exchanges += 1
        if (exchanges, moment) == (1, "before"):
            editor.start()
            time.sleep(0.1)
        done = exchange(first, second)
        if (exchanges, moment) == (1, "after"):
            editor.start()
            editor.join()
        return done

    monkeypatch.setattr(cssgen.writing.swapping, "exchange", exchange_while_saving)
    result = replace_file(sheet, OLD, NEW, lock_dir=locks)
    editor.join()
    assert sheet.read_bytes() == SAVED
    assert result == (Stale(SAVED) if moment == "before" else Written())
    assert names_in(sheet.parent) == ["a.css"]


def test_a_save_in_the_last_moment_survives_without_exchange(
    sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = threading.Thread(target=_save_in_place, args=[sheet])

    def save_instead(first: Path, second: Path) -> bool:
        editor.start()
        time.sleep(0.1)
        return False

    monkeypatch.setattr(cssgen.writing.swapping, "exchange", save_instead)
    assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Stale(SAVED)
    editor.join()
    assert sheet.read_bytes() == SAVED
    assert names_in(sheet.parent) == ["a.css"]


def test_a_version_put_back_gives_way_to_a_newer_one(sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two saves by rename, one before the swap and one before it is undone."""
    saves = iter([b"first\n", b"second\n"])

    def exchange_after_save(first: Path, second: Path) -> bool:
        saved = next(saves, None)
        if saved is not None:
            other = second.with_name("saved")
            other.write_bytes(saved)
            other.replace(second)
        return exchange(first, second)

    monkeypatch.setattr(cssgen.writing.swapping, "exchange", exchange_after_save)
    assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Stale(b"second\n")
    assert sheet.read_bytes() == b"second\n"
    assert names_in(sheet.parent) == ["a.css"]


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


def test_two_writers_take_turns(sheet: Path, locks: Path) -> None:
    """Of two fills computed from the same bytes one is written, and the other one is told."""
    results: list[object] = []
    contents = [NEW, NEW + NEW]
    threads = [
        threading.Thread(target=lambda new: results.append(replace_file(sheet, OLD, new, lock_dir=locks)), args=[new])
        for new in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == sorted([str(Written()), str(Stale(sheet.read_bytes()))])
    assert sheet.read_bytes() in contents


def test_says_when_another_process_hangs(sheet: Path, locks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cssgen.writing.locks._PATIENCE", 0.05)
    with lock_path(sheet, locks), pytest.raises(FileError, match="another cssgen process has been writing it"):
        replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert sheet.read_bytes() == OLD


def test_names_the_cache_directory_that_cannot_be_written(sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file")
    with pytest.raises(FileError, match=r"a\.css: cannot be written: Not a directory \(.*cache/locks\)"):
        replace_file(sheet, OLD, NEW, lock_dir=tmp_path / "cache" / "locks")
    assert sheet.read_bytes() == OLD


def test_waits_for_a_program_that_is_writing(sheet: Path, locks: Path) -> None:
    """Half a save is never what the caller gets to see."""
    with sheet.open("wb", buffering=0) as editor:
        editor.write(SAVED[:3])

        def finish() -> None:
            time.sleep(0.1)
            editor.write(SAVED[3:])
            editor.close()

        thread = threading.Thread(target=finish)
        thread.start()
        assert replace_file(sheet, OLD, NEW, lock_dir=locks) == Stale(SAVED)
        thread.join()


def test_lets_go_of_everything(sheet: Path, locks: Path) -> None:
    before = len(names_in(Path("/proc/self/fd")))
    replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert len(names_in(Path("/proc/self/fd"))) == before
    with sheet.open("rb") as file:
        assert fcntl.fcntl(file, fcntl.F_GETLEASE) == fcntl.F_UNLCK
