"""Temporary files beside the file that they will replace, and those that a killed process left behind."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import BinaryIO

from cssgen.errors import FileError
from cssgen.writing.locks import try_lock, try_lock_path
from cssgen.writing.originals import Original

# Never `.css` at the end: build tools watch by extension.
_NAME = re.compile(r"\.(.+)\.cssgen-[0-9a-f]{8}\.tmp")


@contextmanager
def write_beside(original: Original, content: bytes) -> Iterator[Path]:
    """A durable file with `content` in the directory of `original`, with its mode, owner and attributes.

    Whatever has that name at the end is removed. The file is locked as long as this process lives.

    Raises:
        FileError: if the directory cannot be written.
    """
    temporary, file = _create_locked(original.path)
    try:
        file.write(content)
        file.flush()
        _copy_metadata(original, file.fileno())
        os.fsync(file.fileno())
        if sys.platform == "win32":  # an open file cannot be renamed there
            file.close()
        yield temporary
    finally:
        if sys.platform == "win32":
            file.close()
        temporary.unlink(missing_ok=True)
        file.close()


def remove_strays(directory: Path, lock_dir: Path, *, held: Path | None = None) -> list[Path]:
    """Remove temporary files in `directory` whose process is dead; those of a living one are locked.

    Args:
        directory: absolute, without symbolic links.
        lock_dir: see `replace_file`.
        held: the path whose lock the caller holds.

    Returns:
        What was removed.
    """
    removed = []
    for path in directory.iterdir():
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        target = directory / match[1]
        with nullcontext(True) if target == held else try_lock_path(target, lock_dir) as locked:
            if locked and _remove_unlocked(path):
                removed.append(path)
    return removed


def _create_locked(target: Path) -> tuple[Path, BinaryIO]:
    """A new, locked file beside `target`, readable by its owner only."""
    while True:
        temporary = target.with_name(f".{target.name}.cssgen-{os.urandom(4).hex()}.tmp")
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


def _remove_unlocked(stray: Path) -> bool:
    """Remove a temporary file unless its process holds a lock on it."""
    try:
        descriptor = os.open(stray, os.O_RDWR)
    except OSError:  # gone, or not ours
        return False
    try:
        alive = not try_lock(descriptor)
    finally:
        os.close(descriptor)
    if alive:
        return False
    with suppress(OSError):
        stray.unlink()
    return not stray.exists()


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
