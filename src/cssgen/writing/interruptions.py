"""Ctrl-C and requests to end wait for a moment, so that no file is between two places."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last one is not known to Windows


@contextmanager
def defer_interruptions() -> Iterator[None]:
    """Let signals that would end this process, or raise, wait until the body is done."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python handles signals in the main thread only
        return
    received: list[int] = []
    handlers = {}

    def note(number: int, _: FrameType | None) -> None:
        received.append(number)

    try:
        for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
            handlers[number] = signal.getsignal(number)
            # None was not set by Python, and cannot be set again by it.
            if handlers[number] not in (None, signal.SIG_IGN):
                signal.signal(number, note)
        yield
    finally:
        for number, handler in handlers.items():
            if handler is not None:
                signal.signal(number, handler)
        for number in received:
            signal.raise_signal(number)
