"""Where cssgen keeps things of its own, outside of projects."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import platformdirs


def cache_directory() -> Path:
    """The directory of caches and locks: `CSSGEN_CACHE`, or the system's place for caches."""
    named = os.environ.get("CSSGEN_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("cssgen", appauthor=False))


def lock_directory() -> Path:
    """The directory of the locks that all cssgen processes of a user share.

    It is with the caches, or if these cannot be written, which must keep nobody from filling, in the system's
    directory for temporary files.
    """
    preferred = cache_directory() / "locks"
    with suppress(OSError):
        preferred.mkdir(parents=True, exist_ok=True)
    if os.access(preferred, os.W_OK):
        return preferred
    return _own_temporary_directory() or preferred


def runtime_directory() -> Path | None:
    """A directory that no other user can look into, for what lasts as long as a process; None if there is none."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{user}")
    if base.is_dir() and (own := _own_directory(base / "cssgen", forbidden=0o077)):
        return own
    return _own_directory(Path(tempfile.gettempdir()) / f"cssgen-run-{user}", forbidden=0o077)


def _own_temporary_directory() -> Path | None:
    """One that no other user can have put anything into."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    return _own_directory(Path(tempfile.gettempdir()) / f"cssgen-locks-{user}", forbidden=0o022)


def _own_directory(directory: Path, forbidden: int) -> Path | None:
    """A directory, made if it is not there, that belongs to this user, without some bits of the mode."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    with suppress(OSError):
        directory.mkdir(mode=0o700, exist_ok=True)
        status = directory.stat(follow_symlinks=False)
        if status.st_uid == user and not status.st_mode & forbidden and stat.S_ISDIR(status.st_mode):
            return directory
    return None
