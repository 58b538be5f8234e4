"""A request to end, as supervisors and `kill` send it, is handled like Ctrl-C: what was begun is cleared away."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class TerminatedError(KeyboardInterrupt):
    """The process was asked to end."""


@contextmanager
def raise_on_termination() -> Iterator[None]:
    """Raise `TerminatedError` in the body when SIGTERM arrives."""
    before = signal.getsignal(signal.SIGTERM)
    if before is not signal.SIG_DFL or not _set(_raise):
        yield  # somebody else cares for it, or Python cannot
        return
    try:
        yield
    finally:
        _set(before)


def _set(handler: Any) -> bool:
    """Whether the handler is set, which Python does in its main thread only."""
    try:
        signal.signal(signal.SIGTERM, handler)
    except ValueError:
        return False
    return True


def _raise(_: int, __: FrameType | None) -> None:
    raise TerminatedError
