"""One thread that fills, so that the one that looks never waits for a model."""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

from cssgen.candidates import GenerationCancelled

T = TypeVar("T")


class Worker(Generic[T]):
    """Does tasks one after another.

    Args:
        tell: called, in the thread, with what each task returns; tasks raise nothing.
    """

    def __init__(self, tell: Callable[[T], object]) -> None:
        self._tell = tell
        self._tasks: SimpleQueue[Callable[[], T] | None] = SimpleQueue()
        self._cancelled = threading.Event()
        # A daemon, so that no model that hangs can keep the process from ending.
        self._thread = threading.Thread(target=self._run, name="cssgen-worker", daemon=True)
        self._thread.start()

    def submit(self, task: Callable[[], T]) -> None:
        """Do a task when those before it are done."""
        self._cancelled.clear()
        self._tasks.put(task)

    def cancel(self) -> None:
        """Let the running task end at the next point where it can."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the running task is to end."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Called by what a task does, between two steps.

        Raises:
            GenerationCancelled: if the task is to end, and this is its thread.
        """
        if self._cancelled.is_set() and threading.current_thread() is self._thread:
            raise GenerationCancelled

    def close(self, patience: float) -> None:
        """End the running task, and wait for it at most `patience` seconds."""
        self._tasks.put(None)
        self.cancel()
        self._thread.join(patience)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._tell(task())
