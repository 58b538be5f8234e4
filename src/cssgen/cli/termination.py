"""A request to end, as supervisors and `kill` send it, is handled like Ctrl-C: what was begun is cleared away."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TerminatedError(KeyboardInterrupt):
    """The process was asked to end."""


@contextmanager
def raise_on_termination() -> Iterator[None]:
    """Raise `TerminatedError` in the body when SIGTERM arrives."""
    before = signal.getsignal(signal.SIGTERM)
    if before is not signal.SIG_DFL or threading.current_thread() is not threading.main_thread():
        yield  # somebody else cares for it, or Python cannot
        return
    try:
        signal.signal(signal.SIGTERM, _raise)
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _raise(_: int, __: FrameType | None) -> None:
    raise TerminatedError
