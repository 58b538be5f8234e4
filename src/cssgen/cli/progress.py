"""A progress bar on a terminal, while a model loads and fills; nothing anywhere else."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context
from cssgen.engines import LazyEngine

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def show_progress(engine: LazyEngine, *, is_quiet: bool) -> Iterator[Generate]:
    """`engine`, with a progress bar on standard error from its first context on."""
    if is_quiet or os.environ.get("CI") or not sys.stderr.isatty():
        yield engine
        return
    bar = _Bar(engine)
    try:
        yield bar
    finally:
        bar.close()


class _Bar:
    """`Generate` with a bar; rich is imported when there is something to show."""

    def __init__(self, engine: LazyEngine) -> None:
        self._engine = engine
        self._progress: Progress | None = None

    def __call__(self, contexts: Sequence[Context]) -> Sequence[Sequence[Candidate]]:
        progress = self._open()
        task = progress.add_task("loading the model", total=None)
        self._engine.load()
        progress.update(task, description="filling", total=len(contexts))
        candidates = self._engine(contexts, on_done=lambda count: progress.advance(task, count))
        progress.remove_task(task)
        return candidates

    def close(self) -> None:
        """Take the bar off the terminal."""
        if self._progress is not None:
            self._progress.stop()

    def _open(self) -> "Progress":
        if self._progress is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.start()
        return self._progress
