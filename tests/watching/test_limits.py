"""Where the system does not tell of changes."""

import errno
import os
import sys
from pathlib import Path

import pytest

from cssgen.watching import limits
from cssgen.watching.limits import explain_error, find_file_system, find_obstacle, read_mounts

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
C:\\134 /mnt/c 9p rw 0 0
server:/home /home/my\\040projects nfs4 rw 0 0
tmpfs /home/my\\040projects/fast tmpfs rw 0 0
/dev/sdb1 /mnt/cd ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me", "ext4"),
        ("/mnt/c/project", "9p"),
        ("/mnt/c", "9p"),
        ("/mnt/cd/project", "ext4"),
        ("/home/my projects/a", "nfs4"),
        ("/home/my projects/fast/a", "tmpfs"),
    ],
)
def test_file_system(path: str, kind: str) -> None:
    assert find_file_system(path, read_mounts(MOUNTS)) == kind


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("paths", "environment", "reason"),
    [
        pytest.param(["/home/me"], {}, None, id="nothing in the way"),
        pytest.param(["/mnt/c/a"], {}, "/mnt/c/a is on a 9p file system", id="Windows under WSL"),
        pytest.param(["/home", "/home/my projects"], {}, "on a nfs4 file system", id="network, further down"),
        pytest.param(["/p", *(f"/p/{n}" for n in range(100))], {}, "101 directories are more than the 100", id="many"),
        pytest.param(["/home/me"], {"CSSGEN_FORCE_POLLING": "1"}, "CSSGEN_FORCE_POLLING is set", id="forced"),
        pytest.param(["/home/me"], {"CSSGEN_FORCE_POLLING": "0"}, None, id="not forced"),
    ],
)
def test_obstacle(
    paths: list[str],
    environment: dict[str, str],
    reason: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, text in (("_MOUNTS", MOUNTS), ("_MAX_WATCHES", "100\n")):
        (tmp_path / name).write_text(text)
        monkeypatch.setattr(limits, name, tmp_path / name)
    found = find_obstacle(paths, environment)
    assert found == reason if reason is None else found is not None and reason in found


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOSPC, errno.EACCES])
def test_errors_are_explained(number: int) -> None:
    message = explain_error(OSError(number, os.strerror(number)))
    assert ("inotify" in message) == (number != errno.EACCES)
