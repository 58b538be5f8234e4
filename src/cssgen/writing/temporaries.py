"""Temporary files beside the file that they will replace."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cssgen.errors import FileError
from cssgen.writing.locks import try_lock
from cssgen.writing.originals import Original, read_open

_ADDED = len("..cssgen-.tmp") + 8 * 3  # characters that are added to the name of the file


@contextmanager
def write_beside(original: Original, content: bytes) -> Iterator[Path]:
    """A durable file with `content` in the directory of `original`, with its mode, owner and attributes.

    Its name has digests of both contents, but only once it is whole: by them whoever finds it can tell what it is
    (see `cssgen.writing.strays`), and a part of the content must not be taken for something that an editor saved.

    At the end it is removed, or the original if that has its name by then. The file is locked as long as this
    process lives.

    Raises:
        FileError: if the directory cannot be written.
    """
    temporary, file = _create_locked(original.path)
    ours = os.fstat(file.fileno())
    try:
        file.write(content)
        file.flush()
        _copy_metadata(original, file.fileno())
        os.fsync(file.fileno())
        if sys.platform == "win32":  # an open file cannot be renamed there
            file.close()
        whole = temporary.with_name(f"{temporary.stem}{digest(content)}{digest(original.content)}.tmp")
        temporary.rename(whole)
        temporary = whole
        yield temporary
    finally:
        with suppress(OSError):  # what is left over now goes with the next file that is written here
            if sys.platform == "win32":
                file.close()
            if _is_ours(temporary, ours, original):
                temporary.unlink()
        with suppress(OSError):
            file.close()


def digest(content: bytes) -> str:
    """What the name of a temporary file says of a content, in 8 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:8]


def shorten(name: str) -> str:
    """What stands for the name of a file that is too long to have anything added."""
    return f"~{hashlib.sha256(os.fsencode(name)).hexdigest()[:32]}"


def _create_locked(target: Path) -> tuple[Path, BinaryIO]:
    """A new, locked file beside `target`, readable by its owner only."""
    # 255 bytes in most file systems, 143 where names are encrypted.
    longest = os.pathconf(target.parent, "PC_NAME_MAX") if hasattr(os, "pathconf") else 255
    name = target.name if len(os.fsencode(target.name)) + _ADDED <= longest else shorten(target.name)
    while True:
        # Never `.css` at the end: build tools watch by extension.
        temporary = target.with_name(f".{name}.cssgen-{os.urandom(4).hex()}.tmp")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(temporary, flags, 0o600)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileError(f"{target.parent}: cannot be written: {error.strerror}") from error
        # Between `open` and the lock it looked like the file of a dead process, and may be gone.
        if try_lock(descriptor) and temporary.exists():
            return temporary, os.fdopen(descriptor, "wb")
        os.close(descriptor)


def _is_ours(temporary: Path, ours: os.stat_result, original: Original) -> bool:
    """Whether a file is the one that was made here, or the original as it was: nobody misses either."""
    status = temporary.stat(follow_symlinks=False)
    if os.path.samestat(status, ours):
        return True
    return _is_original(status, original)


if sys.platform == "win32":

    def _is_original(status: os.stat_result, original: Original) -> bool:  # noqa: ARG001  as below
        """Two ways to ask for a status may tell of another device there; nobody else has a name of these."""
        return True
else:

    def _is_original(status: os.stat_result, original: Original) -> bool:
        return os.path.samestat(status, original.status) and read_open(original.descriptor) == original.content


def _copy_metadata(original: Original, descriptor: int) -> None:
    """Owner and attributes as far as permitted, then the mode: a change of owner may clear bits of it."""
    status = original.status
    if sys.platform != "win32":
        for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(OSError):
                os.fchown(descriptor, owner, group)
        os.fchmod(descriptor, status.st_mode & 0o7777)
    if sys.platform == "linux":
        with suppress(OSError):  # a file system without attributes has none to lose
            _copy_attributes(original.descriptor, descriptor)


if sys.platform == "linux":

    def _copy_attributes(source: int, target: int) -> None:
        """Extended attributes, the access control list among them."""
        for name in os.listxattr(source):
            with suppress(OSError):  # some, `security.*`, are for the system to set
                os.setxattr(target, name, os.getxattr(source, name))
