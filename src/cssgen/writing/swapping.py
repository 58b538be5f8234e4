"""New file in, old file out, and a last look at the old one: a version saved meanwhile goes back to its place.

Programs save in two ways. One that renames its new version into place cannot lose it where `exchange` works.
One that writes into the file either waits for our lease or shows by the bytes of the old file.
"""

import os
import sys
from pathlib import Path

from cssgen.writing.exchange import exchange
from cssgen.writing.leases import Lease, hold_lease
from cssgen.writing.originals import Original, read_open
from cssgen.writing.temporaries import write_beside


def swap_in(temporary: Path, original: Original) -> bytes | None:
    """Put the file `temporary` in the place of `original`.

    Returns:
        None, or if another program saved the file meanwhile, what it saved: that is then what the path holds.
    """
    ours = temporary.stat()
    with hold_lease(original.descriptor) as lease:
        found = original.path.read_bytes()
        if found != original.content:
            return found
        if not exchange(temporary, original.path):
            return _replace(temporary, original, lease)
        overtaken = lease.is_breaking() or _is_overtaken(original, temporary)
        if overtaken:
            _put_back(temporary, original.path, ours)
    _sync_directory(original.path.parent)
    if not overtaken and _is_overtaken(original, temporary):
        overtaken = True
        _put_back(temporary, original.path, ours)
    return _read_settled(original) if overtaken else None


def _is_overtaken(original: Original, displaced: Path) -> bool:
    """Whether what was displaced is another file than the original, or holds other bytes by now."""
    if not os.path.samestat(displaced.stat(follow_symlinks=False), original.status):
        return True
    return read_open(original.descriptor) != original.content


def _put_back(displaced: Path, path: Path, expected: os.stat_result) -> None:
    """Undo an exchange. What comes out must be what went in; if not, it is newer still, and goes back in turn."""
    while True:
        entering = displaced.stat(follow_symlinks=False)
        exchange(displaced, path)
        if os.path.samestat(displaced.stat(follow_symlinks=False), expected):
            return
        expected = entering


def _read_settled(original: Original) -> bytes:
    """What the path holds when whoever is writing it has finished."""
    with hold_lease(original.descriptor):
        return original.path.read_bytes()


def _replace(temporary: Path, original: Original, lease: Lease) -> bytes | None:
    """Without exchange: what a program writes into the old file is copied to the new one.

    A version renamed into place between our last look and the replacement is lost.
    """
    temporary.replace(original.path)
    _sync_directory(original.path.parent)
    if sys.platform == "win32":  # replacing fails there while any program has the file open
        return None
    lease.release()
    with hold_lease(original.descriptor):
        saved = read_open(original.descriptor)
    if saved == original.content:
        return None
    with write_beside(original, saved) as restored:
        restored.replace(original.path)
    return saved


def _sync_directory(directory: Path) -> None:
    """Make the renames in `directory` last through a power cut."""
    if sys.platform != "win32":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
