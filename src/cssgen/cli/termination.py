"""A request to end, as supervisors and `kill` send it, is handled like Ctrl-C: what was begun is cleared away."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class TerminatedError(KeyboardInterrupt):
    """The process was asked to end."""


@contextmanager
def raise_on_termination() -> Iterator[None]:
    """Raise `TerminatedError` in the body when SIGTERM arrives, and `KeyboardInterrupt` on Ctrl-C, as Python does."""
    with (
        _handle(signal.SIGTERM, signal.SIG_DFL, _terminate),
        _handle(signal.SIGINT, signal.default_int_handler, _interrupt),
    ):
        yield


@contextmanager
def _handle(kind: signal.Signals, usual: Any, handler: Any) -> Iterator[None]:
    """Handle a signal, unless somebody else cares for it or Python cannot."""
    if signal.getsignal(kind) is not usual or not _set(kind, handler):
        yield
        return
    try:
        yield
    finally:
        _set(kind, usual)


def _set(kind: signal.Signals, handler: Any) -> bool:
    """Whether the handler is set, which Python does in its main thread only."""
    try:
        signal.signal(kind, handler)
    except ValueError:
        return False
    return True


def _terminate(_: int, __: FrameType | None) -> None:
    _silence()
    raise TerminatedError


def _interrupt(_: int, __: FrameType | None) -> None:
    _silence()
    raise KeyboardInterrupt


def _silence() -> None:
    """Say nothing of objects that were only half made when the signal came, and fail when they are cleared away."""
    sys.unraisablehook = lambda _: None
