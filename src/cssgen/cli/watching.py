"""The loop of `cssgen watch`, with what it fills by."""

import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Any

from cssgen.cache.generate import CachedGenerate
from cssgen.cli.keeping import cache_fills, open_recorder
from cssgen.cli.records import fill_options, record_fills
from cssgen.directories import lock_directory
from cssgen.engines import LazyEngine
from cssgen.errors import CssgenError
from cssgen.reports.events import Event, Loaded
from cssgen.settings import Settings
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
    worker: Worker[News] = Worker(news.put)
    engine = LazyEngine(settings, worker.check)
    generate = cache_fills(engine, settings)
    watcher = Watcher(
        news,
        lookout,
        Agenda(settings.watch_debounce_ms / 1000, settings.watch_settle_ms / 1000),
        worker,
        partial(_fill, settings, generate, worker),
        partial(record_fills, generate=generate),
        report,
        settings.keyword,
    )
    try:
        if settings.watch_initial:
            watcher.look_at_all()
        worker.submit(partial(_load, engine))
        return watcher.run()
    finally:
        worker.close(_PATIENCE)


def _load(engine: LazyEngine) -> Loaded | Ending:
    """Load the model; a watcher that has none is of no use."""
    start = time.monotonic()
    try:
        engine.load()
    except CssgenError as error:
        return Ending("no model", error.exit_code, error)
    return Loaded(engine.model, engine.name, round(time.monotonic() - start, 3))


def _fill(settings: Settings, generate: CachedGenerate, worker: Worker[News], job: Job) -> Result:
    """Fill what a job says. Each is a run of its own, so that `cssgen undo --last` takes back no more than one."""
    recorder = open_recorder(generate)
    write = partial(replace_file, lock_dir=lock_directory())

    def may_write() -> bool:
        return not worker.is_cancelled and not is_busy(job.path)

    result = Filler(generate, fill_options(settings), write, recorder.note, may_write).fill(job)
    recorder.settle([result.outcome] if result.outcome else [])
    return result
