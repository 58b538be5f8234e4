"""When to look at a file, and when to fill it: a state machine of saves, looks and times.

A file is looked at when nobody has saved it for the debounce time; a marker is filled when looks have found it
byte-identical for the settle time. One file is filled at a time, the one that has waited longest first. Times are
seconds of one monotonic clock, and come from outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cssgen.watching.looking import Sight


class Job(NamedTuple):
    """What is to be done in one file.

    Attributes:
        path: the file.
        asks: the markers to fill, and what is to be said; the same text twice in the file means both places.
        digest: of the file at the last look.
    """

    path: Path
    asks: frozenset[str]
    digest: str


@dataclass(slots=True)
class _File:
    """What is known of a file.

    Attributes:
        due: when to look at it; None if nothing happened since the last look.
        sight: what the last look saw; None if the next one must see all of it.
        since: when each thing it asks for was first seen.
        refused: what could not be filled, or was said, of a file of the digest `refused_in`.
    """

    due: float | None = None
    sight: Sight | None = None
    since: dict[str, float] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    refused_in: str = ""


class Agenda:
    """What is to be done next.

    Args:
        debounce: seconds without a save before a file is looked at.
        settle: seconds for which a marker must stay as it is.
    """

    def __init__(self, debounce: float, settle: float) -> None:
        self._debounce = debounce
        self._settle = settle
        self._files: dict[Path, _File] = {}
        self.running: Job | None = None

    def saved(self, path: Path, now: float) -> None:
        """A file was created, changed or moved to `path`, or is gone."""
        self._files.setdefault(path, _File()).due = now + self._debounce

    def postpone(self, path: Path, until: float) -> None:
        """Look at a file again at a time, and fill nothing in it before; a job that was about to run does not."""
        self._files.setdefault(path, _File()).due = until
        if self.running is not None and self.running.path == path:
            self.running = None

    def known(self, path: Path) -> Sight | None:
        """What the last look at a file saw; None if the next one must see all of it."""
        file = self._files.get(path)
        return file.sight if file else None

    def looked(self, path: Path, sight: Sight | None, now: float) -> bool:
        """A file was looked at; None says that it is gone.

        Returns:
            Whether the running job is void, since nothing of what it fills is there any more.
        """
        asks = sight.asks if sight else frozenset[str]()
        if sight is None:
            self._files.pop(path, None)
        else:
            file = self._files.setdefault(path, _File())
            file.due, file.sight = None, sight
            file.since = {ask: file.since.get(ask, now) for ask in asks}
            # In another file, markers are tried again; what was said of it is not said again while it is true.
            kept = asks if sight.digest == file.refused_in else sight.remarks
            file.refused, file.refused_in = file.refused & kept, sight.digest
        return self.running is not None and self.running.path == path and not self.running.asks & asks

    def next_job(self, now: float) -> Job | None:
        """The file to fill now, if there is one; it is running until `done`."""
        if self.running is None:
            ready = [(since, path) for path, since in self._iter_waiting() if since + self._settle <= now]
            if ready:
                _, path = min(ready)
                file = self._files[path]
                settled = frozenset(ask for ask, since in file.since.items() if since + self._settle <= now)
                self.running = Job(path, settled - file.refused, file.sight.digest if file.sight else "")
                return self.running
        return None

    def done(self, refused: frozenset[str], digest: str, now: float) -> None:
        """The running job has ended.

        Args:
            refused: what could not be filled, and is not tried again before the file is another one.
            digest: of the file as the job left it.
            now: the time.
        """
        if self.running is None:
            return
        file = self._files.setdefault(self.running.path, _File())
        self.running = None
        # What was refused before is refused still: the file has changed by our own hand.
        file.sight, file.refused, file.refused_in = None, refused | file.refused, digest or file.refused_in
        file.due = now if file.due is None else file.due

    def to_look(self, now: float) -> list[Path]:
        """The files to look at now, the longest waiting first."""
        due = [(file.due, path) for path, file in self._files.items() if file.due is not None and file.due <= now]
        return [path for _, path in sorted(due)]

    def wake_time(self) -> float | None:
        """When there is something to do next, if nothing happens; None if there is nothing."""
        times = [file.due for file in self._files.values() if file.due is not None]
        if self.running is None:
            times += [since + self._settle for _, since in self._iter_waiting()]
        return min(times, default=None)

    def is_idle(self) -> bool:
        """Whether nothing is running or waiting."""
        return self.running is None and self.wake_time() is None

    def _iter_waiting(self) -> Iterator[tuple[Path, float]]:
        """The files with something to fill, and since when they wait for the oldest of it."""
        for path, file in self._files.items():
            times = [since for ask, since in file.since.items() if ask not in file.refused]
            if file.due is None and times:
                yield path, min(times)
