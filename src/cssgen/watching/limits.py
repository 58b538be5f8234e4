"""Where the system tells nothing of changes, or not of all: network disks, and more directories than it can watch."""

import errno
import os
import re
import sys
from collections.abc import Collection, Mapping
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


def find_obstacle(directories: Collection[str], environment: Mapping[str, str] = os.environ) -> str | None:
    """Why events would not do for some directories, given by absolute paths; None if they will."""
    if environment.get(FORCED, "").lower() not in ("", "0", "false", "no"):
        return f"{FORCED} is set"
    return _find_limit(directories) if sys.platform == "linux" else None


def _find_limit(directories: Collection[str]) -> str | None:
    """What inotify cannot do for them."""
    mounts = read_mounts(_read(_MOUNTS))
    for path in directories:
        # Other directories are on the file system of their parent.
        if path in mounts or os.path.dirname(path) not in directories:  # noqa: PTH120  thousands of them
            kind = find_file_system(path, mounts)
            if _REMOTE.match(kind):
                return f"{path} is on a {kind} file system, which does not tell of all changes"
    limit = _read(_MAX_WATCHES).strip()
    if limit.isdigit() and len(directories) > int(limit):
        return f"{len(directories):,} directories are more than the {int(limit):,} of fs.inotify.max_user_watches"
    return None


def explain_error(error: OSError | RuntimeError) -> str:
    """Why events cannot be had, after the attempt."""
    if isinstance(error, OSError) and error.errno in _REASONS:
        return _REASONS[error.errno]
    return f"directories cannot be watched: {error}"


def read_mounts(text: str) -> dict[str, str]:
    """The kinds of file systems by their places, from the text of `/proc/mounts`; the last at a place counts."""
    rows = (line.split(" ") for line in text.splitlines())
    return {_unescape(fields[1]): fields[2] for fields in rows if len(fields) > 2}


def find_file_system(path: str, mounts: Mapping[str, str]) -> str:
    """The kind of file system that holds an absolute path; empty if it is not known."""
    places = (path, *map(str, Path(path).parents))
    return next((mounts[place] for place in places if place in mounts), "")


def count_open_watches() -> int | None:
    """The inotify watches of this process, for whoever must know whether all that were asked for are there."""
    count = 0
    with suppress(OSError):  # other systems than Linux have no such directory
        for entry in Path("/proc/self/fdinfo").iterdir():
            count += _read(entry).count("inotify wd:")
        return count
    return None


def _unescape(place: str) -> str:
    """Blanks and the like are written as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), place)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
