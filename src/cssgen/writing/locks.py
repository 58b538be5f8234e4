"""One writer at a time for each path, among all cssgen processes that share a cache directory."""

import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cssgen.errors import FileError
from cssgen.letter_case import fold_case

_PATIENCE = 10.0  # seconds; a replacement takes milliseconds
_PAUSE = 0.005

if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """Lock an open file against other processes until it is closed, if nobody holds it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    # A file system without locks, such as some network disks, must keep nobody from filling.
    _UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

    def try_lock(descriptor: int) -> bool:
        """Lock an open file against other processes until it is closed, if nobody holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        return True


@contextmanager
def lock_path(target: Path, lock_dir: Path) -> Iterator[None]:
    """Hold the lock of `target`, an absolute path without symbolic links.

    Raises:
        FileError: if another process holds it for 10 s.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        with try_lock_path(target, lock_dir) as locked:
            if locked:
                yield
                return
        if time.monotonic() > deadline:
            raise FileError(f"{target}: another cssgen process has been writing it for {_PATIENCE:.0f} s")
        time.sleep(_PAUSE)


@contextmanager
def try_lock_path(target: Path, lock_dir: Path) -> Iterator[bool]:
    """Hold the lock of `target` if nobody else does; tells whether it is held."""
    lock_dir.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(os.fsencode(fold_case(target))).hexdigest()[:32] + ".lock"
    descriptor = os.open(lock_dir / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield try_lock(descriptor)
    finally:
        with suppress(OSError):  # nothing was written to it
            os.close(descriptor)
