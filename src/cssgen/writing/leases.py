"""Keep programs that write in place out of a file for the moment of a swap, where the system can (Linux).

While a read lease is held, whoever opens the file for writing waits in `open` until we let go, and we can ask
whether somebody waits: https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_PATIENCE = 1.0  # seconds for a program that has the file open for writing to finish
_PAUSE = 0.005


class Lease:
    """A read lease on a file open for reading; not held if the system, or a writer, refused it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.held = _acquire(descriptor)

    def is_breaking(self) -> bool:
        """Whether a program waits to open the file for writing."""
        return self.held and _is_breaking(self._descriptor)

    def release(self) -> None:
        """Let waiting programs go on."""
        if self.held:
            self.held = False
            with suppress(OSError):  # it ends with the descriptor, too
                _release(self._descriptor)


@contextmanager
def hold_lease(descriptor: int) -> Iterator[Lease]:
    """Wait for programs that are writing the file (1 s at most), then keep others from starting to."""
    lease = Lease(descriptor)
    try:
        yield lease
    finally:
        lease.release()


if sys.platform == "linux":
    import fcntl
    import signal

    def _acquire(descriptor: int) -> bool:
        """Whether a lease could be had, in time."""
        # The default notice, SIGIO, would end the process; SIGURG is ignored unless somebody asks for it.
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        except OSError:
            return False
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            except BlockingIOError:
                time.sleep(_PAUSE)
            except OSError:
                return False
            else:
                return True
        return False

    def _is_breaking(descriptor: int) -> bool:
        return fcntl.fcntl(descriptor, fcntl.F_GETLEASE) != fcntl.F_RDLCK

    def _release(descriptor: int) -> None:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
else:

    def _acquire(descriptor: int) -> bool:  # noqa: ARG001  as on Linux
        return False

    def _is_breaking(descriptor: int) -> bool:  # noqa: ARG001
        return False

    def _release(descriptor: int) -> None:
        """Nothing was held."""
