"""Replace a file whole or not at all, and never over bytes that were not read.

The new content is written beside the file, under a name that no CSS tool watches, and takes the file's place in
one step. What stood there is looked at once more before it goes: an editor that saved in between gets its
version back, and the caller is told.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from cssgen.errors import FileError
from cssgen.writing.interruptions import defer_interruptions
from cssgen.writing.locks import lock_path
from cssgen.writing.originals import read_original
from cssgen.writing.strays import remove_strays
from cssgen.writing.swapping import swap_in
from cssgen.writing.temporaries import write_beside

__all__ = ["Stale", "Unchanged", "Written", "remove_strays", "replace_file"]


@dataclass(frozen=True, slots=True)
class Written:
    """The file holds the new content."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The new content is the old one: nothing was written."""


@dataclass(frozen=True, slots=True)
class Stale:
    """The file no longer holds what was expected: nothing was written, or what was written is gone again.

    Attributes:
        content: what it holds now.
    """

    content: bytes


def replace_file(path: Path, expected: bytes, content: bytes, *, lock_dir: Path) -> Written | Unchanged | Stale:
    """Replace the bytes `expected` of the file at `path` by `content`, atomically and durably.

    A symbolic link stays one: the file that it names is replaced. Mode always, owner, access control list and
    extended attributes where permitted, are those of the old file.

    Args:
        path: a regular file.
        expected: its bytes as they were read.
        content: what it shall hold.
        lock_dir: where the lock files of all cssgen processes of this user are.

    Raises:
        FileError: if the file is hard-linked, read-only, gone or not a regular file, if its directory cannot be
            written, or if the disk is full. The file is then as it was.
    """
    if content == expected:
        return Unchanged()
    try:
        target = Path(os.path.realpath(path, strict=True))
        with lock_path(target, lock_dir), read_original(target) as original:
            if original.content != expected:
                return Stale(original.content)
            remove_strays(target.parent, lock_dir, held=target)
            with defer_interruptions(), write_beside(original, content) as temporary:
                saved = swap_in(temporary, original)
            return Written() if saved is None else Stale(saved)
    except OSError as error:
        other = f" ({error.filename})" if error.filename and str(error.filename) != str(path) else ""
        raise FileError(f"{path}: cannot be written: {error.strerror}{other}") from error
