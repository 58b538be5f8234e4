"""A file is replaced whole or not at all, as it was in all but its bytes, or refused."""

import fcntl
import os
import resource
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import cssgen.writing.swapping
from cssgen.errors import FileError
from cssgen.writing import Stale, Unchanged, Written, replace_file
from tests.writing import NEW, OLD, SAVED, names_in


def unsupported(_first: Path, _second: Path) -> bool:
    """`exchange`, as on systems that have none."""
    return False


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
        pytest.param(_directory, "cannot be replaced: not a regular file", id="directory"),
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


def test_names_the_cache_directory_that_cannot_be_written(sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file")
    with pytest.raises(FileError, match=r"a\.css: cannot be written: Not a directory \(.*cache/locks\)"):
        replace_file(sheet, OLD, NEW, lock_dir=tmp_path / "cache" / "locks")
    assert sheet.read_bytes() == OLD


def test_lets_go_of_everything(sheet: Path, locks: Path) -> None:
    before = len(names_in(Path("/proc/self/fd")))
    replace_file(sheet, OLD, NEW, lock_dir=locks)
    assert len(names_in(Path("/proc/self/fd"))) == before
    with sheet.open("rb") as file:
        assert fcntl.fcntl(file, fcntl.F_GETLEASE) == fcntl.F_UNLCK
