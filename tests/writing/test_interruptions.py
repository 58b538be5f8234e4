"""Signals wait until a file is in its place, and are not lost."""

import signal
import threading
from collections.abc import Iterator
from types import FrameType

import pytest

from cssgen.writing.interruptions import defer_interruptions


@pytest.fixture
def received() -> list[int]:
    """The signals that a handler of this process got."""
    return []


@pytest.fixture(params=["SIGINT", "SIGTERM"])
def number(request: pytest.FixtureRequest, received: list[int]) -> Iterator[signal.Signals]:
    number = signal.Signals[request.param]

    def note(number: int, _: FrameType | None) -> None:
        received.append(number)

    before = signal.signal(number, note)
    yield number
    signal.signal(number, before)


def test_signals_wait(number: signal.Signals, received: list[int]) -> None:
    with defer_interruptions():
        signal.raise_signal(number)
        assert received == []
    assert received == [number]
    signal.raise_signal(number)
    assert received == [number, number]


def test_signals_wait_for_an_error_too(number: signal.Signals, received: list[int]) -> None:
    def fail() -> None:
        with defer_interruptions():
            signal.raise_signal(number)
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        fail()
    assert received == [number]


def test_threads_receive_none(number: signal.Signals) -> None:
    before = signal.getsignal(number)

    def work() -> None:
        with defer_interruptions():
            handlers.append(signal.getsignal(number))

    handlers: list[object] = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert handlers == [before]
