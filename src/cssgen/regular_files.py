"""Opening files that anyone may have put there: no pipe keeps us waiting, and no device is read."""

import errno
import os
import stat
from io import FileIO
from pathlib import Path


def open_regular(path: Path) -> FileIO:
    """Open a file for reading; the caller closes it.

    Raises:
        OSError: if the system does not let us, or if it is a pipe, a socket, a device or a directory.
    """
    # Without O_NONBLOCK, opening a pipe waits until someone writes to it.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return FileIO(descriptor)


def read_any(path: Path, max_bytes: int) -> bytes:
    """The first `max_bytes` bytes of a file that a person named: a pipe is waited for, a device read no further.

    Raises:
        OSError: if the system does not let us.
    """
    pieces: list[bytes] = []
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        left = max_bytes
        while left > 0 and (piece := file.read(min(left, max(size + 1, 1 << 16)))):
            pieces.append(piece)
            left -= len(piece)
    return b"".join(pieces)


def read_whole(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        OSError: as above.
    """
    with open_regular(path) as file:
        return file.read()


def read_regular(path: Path, max_bytes: int) -> bytes:
    """The first `max_bytes` bytes of a file.

    Raises:
        OSError: as above.
    """
    with open_regular(path) as file:
        # With a limit, Python allocates that much for each file.
        return file.read(max_bytes) if os.fstat(file.fileno()).st_size > max_bytes else file.read()
