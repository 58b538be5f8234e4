"""New file in, old file out, and a last look at the old one: a version saved meanwhile goes back to its place.

Programs save in two ways. One that renames its new version into place cannot lose it where `exchange` works.
One that writes into the file either waits for our lease or shows by the bytes of the old file.
"""

import os
import sys
import time
from pathlib import Path

from cssgen.writing.exchange import exchange
from cssgen.writing.leases import Lease, hold_lease
from cssgen.writing.originals import Original, read_open
from cssgen.writing.temporaries import write_beside

_PATIENCE = 1.0  # seconds for a program that has the file open, where that keeps it from being replaced
_PAUSE = 0.005


def swap_in(temporary: Path, original: Original) -> bytes | None:
    """Put the file `temporary` in the place of `original`.

    Returns:
        None, or if another program saved the file meanwhile, what it saved: that is then what the path holds.

    Raises:
        OSError: if that fails; the path then holds what it held.
    """
    ours = temporary.stat()
    with hold_lease(original.descriptor) as lease:
        found = original.path.read_bytes()
        if found != original.content:
            return found
        if not exchange(temporary, original.path):
            return _replace(temporary, original, lease)
        try:
            overtaken = _settle(temporary, original, lease)
        except OSError:
            put_back(temporary, original.path, ours)
            raise
        if overtaken:
            put_back(temporary, original.path, ours)
    return _read_settled(original) if overtaken else None


def put_back(displaced: Path, path: Path, expected: os.stat_result) -> None:
    """Undo an exchange. What comes out must be what went in; if not, it is newer still, and goes back in turn.

    What comes out last is removed.

    Args:
        displaced: where the file is that stood at `path`.
        path: where it goes.
        expected: the status of what stands at `path`.
    """
    while True:
        entering = displaced.stat(follow_symlinks=False)
        exchange(displaced, path)
        if os.path.samestat(displaced.stat(follow_symlinks=False), expected):
            displaced.unlink()
            return
        expected = entering


def _settle(displaced: Path, original: Original, lease: Lease) -> bool:
    """Make an exchange last; or tell that another program saved the file meanwhile."""
    if lease.is_breaking() or _is_overtaken(original, displaced):
        return True
    lease.release()
    _sync_directory(original.path.parent)
    return _is_overtaken(original, displaced)


def _is_overtaken(original: Original, displaced: Path) -> bool:
    """Whether what was displaced is another file than the original, or holds other bytes by now."""
    if not os.path.samestat(displaced.stat(follow_symlinks=False), original.status):
        return True
    return read_open(original.descriptor) != original.content


def _read_settled(original: Original) -> bytes:
    """What the path holds when whoever is writing it has finished."""
    with hold_lease(original.descriptor):
        return original.path.read_bytes()


if sys.platform == "win32":

    def _replace(temporary: Path, original: Original, lease: Lease) -> bytes | None:  # noqa: ARG001  as below
        """It fails while any program has the file open, so none can be writing into it; scanners let go soon."""
        deadline = time.monotonic() + _PATIENCE
        while (found := original.path.read_bytes()) == original.content:
            try:
                temporary.replace(original.path)
            except PermissionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)
            else:
                return None
        return found
else:

    def _replace(temporary: Path, original: Original, lease: Lease) -> bytes | None:
        """Without exchange: what a program writes into the old file is copied to the new one.

        A version renamed into place between our last look and the replacement is lost.
        """
        temporary.replace(original.path)
        try:
            _sync_directory(original.path.parent)
            saved = _read_saved(original, lease)
        except OSError:
            _restore(original, original.content)
            raise
        if saved is not None:
            _restore(original, saved)
        return saved


def _read_saved(original: Original, lease: Lease) -> bytes | None:
    """What a program wrote into the old file while it was replaced."""
    lease.release()
    with hold_lease(original.descriptor):
        saved = read_open(original.descriptor)
    return None if saved == original.content else saved


def _restore(original: Original, content: bytes) -> None:
    with write_beside(original, content) as restored:
        restored.replace(original.path)


def _sync_directory(directory: Path) -> None:
    """Make the renames in `directory` last through a power cut."""
    if sys.platform != "win32":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
