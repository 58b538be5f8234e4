"""The loop of `cssgen watch`: what is told and what is due, one after another, in one thread."""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from cssgen.reports.events import Discarded, Event, Failed, Filled, Found, Loaded, Paused, Polling, Resumed
from cssgen.reports.report import FileOutcome
from cssgen.rewrite import Outcome
from cssgen.watching.agenda import Agenda, Job
from cssgen.watching.filling import Result
from cssgen.watching.looking import look
from cssgen.watching.lookout import Lookout
from cssgen.watching.news import Change, Ending
from cssgen.watching.pauses import Pauses, find_work_tree
from cssgen.watching.worker import Worker

_PAUSE = 0.5  # seconds after which git is asked again whether it has ended what it does


News = Change | Ending | Result | Loaded
"""What the loop is told."""


class Describe(Protocol):
    """An outcome as reports have it."""

    def __call__(self, outcome: Outcome, *, seconds: float) -> FileOutcome:
        """`seconds` is how long it took."""
        ...


class Watcher:
    """Looks when looks are due, and has a worker fill.

    Args:
        news: what the loop is told, by other threads.
        lookout: what is saved.
        agenda: when to look, and when to fill.
        worker: fills.
        fill: what it does for a job.
        describe: makes of outcomes what is reported.
        report: takes events, in their order.
        keyword: the word that makes a comment a marker.
    """

    def __init__(
        self,
        news: SimpleQueue[News],
        lookout: Lookout,
        agenda: Agenda,
        worker: Worker[News],
        fill: Callable[[Job], Result],
        describe: Describe,
        report: Callable[[Event], object],
        keyword: str,
    ) -> None:
        self._news = news
        self._lookout = lookout
        self._agenda = agenda
        self._worker = worker
        self._fill = fill
        self._describe = describe
        self._report = report
        self._keyword = keyword
        self._pauses = Pauses()
        self._is_void = False  # whether nothing of the running job is wanted any more
        self._reason = lookout.reason

    def look_at_all(self) -> None:
        """Take the markers that are there for as good as saved now."""
        now = time.monotonic()
        for path in self._lookout.tree.files:
            self._look(path, now)

    def run(self) -> Ending:
        """Go on until there is news of an ending."""
        while True:
            for item in self._wait():
                if isinstance(item, Ending):
                    return item
                self._handle(item)
            self._advance(time.monotonic())

    def _wait(self) -> list[News]:
        """The news there are, or none once something is due."""
        times = [due for due in (self._agenda.wake_time(), self._lookout.list_time) if due is not None]
        now = time.monotonic()
        if self._pauses.is_any:
            times.append(now + _PAUSE)
        if sys.platform == "win32":  # Ctrl-C does not end a wait without end there
            times.append(now + _PAUSE)
        timeout = max(0.0, min(times) - now) if times else None
        try:
            items = [self._news.get(timeout=timeout)]
        except Empty:
            return []
        while not self._news.empty():
            items.append(self._news.get())
        return items

    def _handle(self, item: Change | Result | Loaded) -> None:
        now = time.monotonic()
        if isinstance(item, Change):
            path = self._lookout.notice(item.path, item.is_directory, now)
            if path is not None:
                self._agenda.saved(path, now)
        elif isinstance(item, Result):
            self._agenda.done(item.refused, item.digest, now)
            self._report_result(item)
        else:
            self._report(item)

    def _advance(self, now: float) -> None:
        """Do what is due."""
        if self._lookout.list_time is not None and self._lookout.list_time <= now:
            for path in self._lookout.update():
                self._agenda.saved(path, now)
            self._report_polling()
        for root, operation in self._pauses.find_ended():
            self._report(Resumed(os.path.relpath(root), operation))
        for path in self._agenda.to_look(now):
            self._look(path, now)
        job = self._agenda.next_job(now)
        if job is not None:
            self._begin(job, now)

    def _look(self, path: Path, now: float) -> None:
        # It may be ignored since it was saved.
        is_meant = self._lookout.tree.means(path)
        sight = look(path, self._keyword, self._agenda.known(path)) if is_meant else None
        if self._agenda.looked(path, sight, now):
            self._is_void = True
            self._worker.cancel()

    def _begin(self, job: Job, now: float) -> None:
        is_paused, operation = self._pauses.check(job.path, now)
        if operation:
            self._report(Paused(os.path.relpath(find_work_tree(job.path) or ""), operation))
        if is_paused:
            self._agenda.postpone(job.path, now + _PAUSE)
        else:
            self._is_void = False
            self._worker.submit(partial(self._fill, job))

    def _report_polling(self) -> None:
        if self._lookout.reason != self._reason:
            self._reason = self._lookout.reason
            self._report(Polling(self._reason, self._lookout.interval))

    def _report_result(self, result: Result) -> None:
        path = str(result.job.path)
        if result.error:
            self._report(Failed(path, result.error))
        if result.is_discarded or (self._is_void and result.outcome is None):
            self._report(Discarded(path))
        if result.outcome is None:
            return
        if result.outcome.written:
            for fill in self._describe(result.outcome, seconds=result.seconds).fills:
                self._report(Filled(path, fill))
        for finding in () if result.is_discarded else result.outcome.findings:
            self._report(Found(finding))
