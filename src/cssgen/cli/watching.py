"""The loop of `cssgen watch`, with what it fills by."""

import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Any

from cssgen.cli.keeping import cache_fills, open_recorder
from cssgen.cli.records import fill_options, record_fills
from cssgen.directories import lock_directory
from cssgen.engines import LazyEngine
from cssgen.errors import CssgenError, ModelError
from cssgen.reports.events import Event, Loaded
from cssgen.settings import Settings
from cssgen.sharing.server import Server, Turns
from cssgen.sharing.sockets import name_socket
from cssgen.watching.agenda import Agenda, Job
from cssgen.watching.filling import Filler, Result
from cssgen.watching.lookout import Lookout
from cssgen.watching.news import Ending
from cssgen.watching.pauses import is_busy
from cssgen.watching.watcher import News, Watcher
from cssgen.watching.worker import Worker
from cssgen.writing import replace_file

_PATIENCE = 10.0  # seconds for the running fill to end


def watch(lookout: Lookout, settings: Settings, news: SimpleQueue[Any], report: Callable[[Event], None]) -> Ending:
    """Fill what is saved below an open lookout, until there is news of an ending."""
    with _Model(settings, news.put) as model:
        watcher = Watcher(
            news,
            lookout,
            Agenda(settings.watch_debounce_ms / 1000, settings.watch_settle_ms / 1000),
            model.worker,
            model.fill,
            partial(record_fills, generate=model.generate),
            report,
            settings.keyword,
        )
        if settings.watch_initial:
            watcher.look_at_all()
        model.worker.submit(model.load)
        return watcher.run()


class _Model:
    """A model, the thread that fills by it, and the socket over which it is lent."""

    def __init__(self, settings: Settings, tell: Callable[[News], object]) -> None:
        self._settings = settings
        self._server: Server | None = None
        self._engine = LazyEngine(settings, self._check)
        self._turns = Turns(self._engine)
        self.worker: Worker[News] = Worker(tell)
        self.generate = cache_fills(self._turns, settings, borrows=False)

    def __enter__(self) -> "_Model":
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        self.worker.close(_PATIENCE)

    def load(self) -> Loaded | Ending:
        """Load the model, and lend it from then on; a watcher that has none is of no use."""
        start = time.monotonic()
        try:
            generator = self.generate.identify()
            self._engine.load()
        except CssgenError as error:
            return Ending("no model", error.exit_code, error)
        except Exception as error:
            return Ending("no model", ModelError.exit_code, ModelError(f"the model cannot be loaded: {error!r}"))
        path = name_socket(generator, self._settings.device)
        # Another watcher may lend it already, or the system have no such sockets.
        with suppress(OSError):
            self._server = Server(path, self._turns) if path is not None else None
        return Loaded(self._engine.model, self._engine.name, round(time.monotonic() - start, 3))

    def fill(self, job: Job) -> Result:
        """Fill what a job says."""
        try:
            return self._fill(job)
        except Exception as error:
            traceback.print_exc()
            return Result.of_bug(job, error)

    def _fill(self, job: Job) -> Result:
        """Each job is a run of its own, so that `cssgen undo --last` takes back no more than one."""
        recorder = open_recorder(self.generate)
        write = partial(replace_file, lock_dir=lock_directory())

        def may_write() -> bool:
            return not self.worker.is_cancelled and not is_busy(job.path)

        result = Filler(self.generate, fill_options(self._settings), write, recorder.note, may_write).fill(job)
        recorder.settle([result.outcome] if result.outcome else [])
        return result

    def _check(self) -> None:
        self.worker.check()
        if self._server is not None:
            self._server.check()
