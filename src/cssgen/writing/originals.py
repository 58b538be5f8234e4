"""The file to replace: read, and kept open so that it can be read once more after it was replaced."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cssgen.errors import FileError
from cssgen.writing.leases import hold_lease


@dataclass(frozen=True, slots=True)
class Original:
    """A regular file, open for reading.

    Attributes:
        path: absolute, without symbolic links.
        descriptor: the open file; closed on Windows.
        status: what `fstat` says of it.
        content: its bytes.
    """

    path: Path
    descriptor: int
    status: os.stat_result
    content: bytes


@contextmanager
def read_original(path: Path) -> Iterator[Original]:
    """Open and read the file at `path`.

    Raises:
        FileError: if it is not a regular file, is read-only, or has several names: replacing one name would
            cut it off from the others.
    """
    flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)  # opening a named pipe must not wait
    descriptor = os.open(path, os.O_RDONLY | flags)
    is_open = True
    try:
        status = os.fstat(descriptor)
        obstacle = _find_obstacle(path, status)
        if obstacle:
            raise FileError(f"{path}: cannot be replaced: {obstacle}")
        with hold_lease(descriptor):
            content = read_open(descriptor)
        if sys.platform == "win32":  # an open file cannot be replaced there
            os.close(descriptor)
            is_open = False
        yield Original(path, descriptor, status, content)
    finally:
        if is_open:
            with suppress(OSError):  # nothing was written to it
                os.close(descriptor)


def read_open(descriptor: int) -> bytes:
    """All bytes of an open file, from its start."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces = []
    while piece := os.read(descriptor, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _find_obstacle(path: Path, status: os.stat_result) -> str | None:
    """Why the file must not be replaced."""
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if status.st_nlink > 1:
        return f"it has {status.st_nlink} hard links"
    # Root may write anything, but whoever made the file read-only meant something by it.
    writable = os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    # An editor may have moved it away since it was opened, to put a new one in its place.
    writable = writable or not path.exists()
    return None if writable and status.st_mode & 0o222 else "it is read-only"
