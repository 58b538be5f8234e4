"""Where the system tells nothing of changes, or not of all: network disks, and more directories than it can watch."""

import errno
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

FORCED = "CSSGEN_FORCE_POLLING"
"""Environment variable for systems on which nothing else helps, such as some containers."""

# Changes that another machine, or the host of a virtual one, makes there are not told.
_REMOTE = re.compile(r"(9p|afs|ceph|cifs|drvfs|fuse|lustre|ncpfs|nfs|prl_fs|smb|vboxsf|virtiofs|vmhgfs)")
_MOUNTS = Path("/proc/mounts")
_MAX_WATCHES = Path("/proc/sys/fs/inotify/max_user_watches")
_REASONS = {
    errno.EMFILE: "the system has no more inotify instances, or this process no more files",
    errno.ENFILE: "the system has no more files",
    errno.ENOSPC: "the system has no more inotify watches (fs.inotify.max_user_watches)",
}


def find_obstacle(paths: Iterable[str], count: int, environment: Mapping[str, str] = os.environ) -> str | None:
    """Why events would not do for some absolute paths with `count` directories in all; None if they will."""
    if environment.get(FORCED, "").lower() not in ("", "0", "false", "no"):
        return f"{FORCED} is set"
    if sys.platform != "linux":
        return None
    mounts = _read(_MOUNTS)
    for path in paths:
        kind = find_file_system(path, mounts)
        if _REMOTE.match(kind):
            return f"{path} is on a {kind} file system, which does not tell of all changes"
    limit = _read(_MAX_WATCHES).strip()
    if limit.isdigit() and count > int(limit):
        return f"{count:,} directories are more than the {int(limit):,} that fs.inotify.max_user_watches permits"
    return None


def explain_error(error: OSError | RuntimeError) -> str:
    """Why events cannot be had, after the attempt."""
    if isinstance(error, OSError) and error.errno in _REASONS:
        return _REASONS[error.errno]
    return f"directories cannot be watched: {error}"


def find_file_system(path: str, mounts: str) -> str:
    """The kind of file system that holds an absolute path, by the text of `/proc/mounts`; empty if it is not there."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            place = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1])
            # The last mount at a place hides those before.
            if len(place) >= len(best) and (path == place or path.startswith(place.rstrip("/") + "/")):
                best, kind = place, fields[2]
    return kind


def count_open_watches() -> int | None:
    """The inotify watches of this process, for whoever must know whether all that were asked for are there."""
    if sys.platform != "linux":
        return None
    count = 0
    with suppress(OSError):
        for entry in Path("/proc/self/fdinfo").iterdir():
            count += _read(entry).count("inotify wd:")
        return count
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
