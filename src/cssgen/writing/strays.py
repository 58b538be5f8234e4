"""Temporary files that a killed process left behind: removed, but for what an editor saved as it was killed.

The name of a temporary file, once that is whole, has digests of the new content and of the old one. A process that was
killed right after its exchange has left the old content under that name; unless an editor saved the file in the moment
before: then it is that version, which goes back in its place.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from cssgen.writing.exchange import exchange
from cssgen.writing.locks import try_lock, try_lock_path
from cssgen.writing.swapping import put_back
from cssgen.writing.temporaries import digest, shorten

_NAME = re.compile(r"\.(.+)\.cssgen-[0-9a-f]{8}(?:([0-9a-f]{8})([0-9a-f]{8}))?\.tmp")


@dataclass(frozen=True, slots=True)
class _Stray:
    """A temporary file.

    Attributes:
        path: where it is.
        target: the file that it was made for.
        new, old: digests of what that file was to hold, and had held; empty of a temporary file that is not whole.
    """

    path: Path
    target: Path
    new: str
    old: str


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
    for stray in _find_strays(directory):
        with nullcontext(True) if stray.target == held else try_lock_path(stray.target, lock_dir) as locked:
            if locked and _is_abandoned(stray.path) and _remove(stray):
                removed.append(stray.path)
    return removed


def _find_strays(directory: Path) -> Iterator[_Stray]:
    paths = list(directory.iterdir())
    matches = [(path, match) for path in paths if (match := _NAME.fullmatch(path.name))]
    is_any_short = any(match[1].startswith("~") for _, match in matches)
    shortened = {shorten(path.name): path for path in paths} if is_any_short else {}
    for path, match in matches:
        yield _Stray(path, shortened.get(match[1], directory / match[1]), match[2] or "", match[3] or "")


def _is_abandoned(path: Path) -> bool:
    """Whether no process holds a lock on a temporary file."""
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    except OSError:  # gone, or not ours
        return False
    try:
        return try_lock(descriptor)
    finally:
        os.close(descriptor)


def _remove(stray: _Stray) -> bool:
    """Remove a temporary file; what an editor saved goes to where it was saved first."""
    with suppress(OSError):
        if _is_saved(stray):
            _restore(stray)
        stray.path.unlink()
    return not stray.path.exists()


def _is_saved(stray: _Stray) -> bool:
    """Whether it is a version that an editor saved, and what was written over it has not been replaced since."""
    if not stray.new or not stray.target.exists():
        return False
    if not all(stat.S_ISREG(path.stat(follow_symlinks=False).st_mode) for path in (stray.path, stray.target)):
        return False
    if digest(stray.target.read_bytes()) != stray.new:
        return False
    return digest(stray.path.read_bytes()) not in (stray.new, stray.old)


def _restore(stray: _Stray) -> None:
    saved, filled = (path.stat(follow_symlinks=False) for path in (stray.path, stray.target))
    # If an editor saved once more in this very moment, that version is the newer one.
    if exchange(stray.path, stray.target) and not os.path.samestat(stray.path.stat(follow_symlinks=False), filled):
        put_back(stray.path, stray.target, saved)
