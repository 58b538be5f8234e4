"""What ends a watch: signals, and standard input where it is somebody's way to say so."""

import errno
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

Tell = Callable[[str, int], object]
"""Takes the reason in a few words, and the exit code."""

_BASE = 128  # exit codes of signals, as shells have them
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_RETRY = 1.0  # seconds; in the background, a terminal cannot be read


@contextmanager
def catch_signals(tell: Tell) -> Iterator[None]:
    """Tell of the signals that end programs; a second one ends at once."""
    kinds = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]

    def handle(number: int, _: FrameType | None) -> None:
        restore()
        tell(signal.Signals(number).name, _BASE + number)

    def restore() -> None:
        for kind, handler in before.items():
            signal.signal(kind, handler)

    before = {kind: signal.signal(kind, handle) for kind in kinds if signal.getsignal(kind) is not signal.SIG_IGN}
    try:
        yield
    finally:
        restore()


def watch_stdin(tell: Tell, *, always: bool) -> None:
    """Tell when standard input ends: if it is a terminal now, where someone types Ctrl-D, or `always`.

    Daemons, containers and hooks have a standard input that has ended before they begin.
    """
    if sys.stdin is None or sys.stdin.closed or not (always or sys.stdin.isatty()):
        return
    if hasattr(signal, "SIGTTIN"):
        # A shell stops a program in the background that reads from the terminal.
        signal.signal(signal.SIGTTIN, signal.SIG_IGN)
    threading.Thread(target=_wait_for_end, args=(sys.stdin.fileno(), tell), name="cssgen-stdin", daemon=True).start()


def _wait_for_end(descriptor: int, tell: Tell) -> None:
    with suppress(OSError):
        while True:
            try:
                if not os.read(descriptor, 4096):
                    tell("standard input has ended", 0)
                    return
            except OSError as error:
                if error.errno != errno.EIO or not os.isatty(descriptor):
                    raise
                time.sleep(_RETRY)
