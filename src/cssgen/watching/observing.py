"""What the system tells of watched directories, by watchdog."""

import contextlib
import os
from collections.abc import Callable, Iterable

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from cssgen.watching.coverage import Watch

Tell = Callable[[str, bool], object]
"""Takes an absolute path at which something happened, and whether it is that of a directory."""

# Nothing is told of files that are only read: our own looks would wake us.
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Observation:
    """Watches that can be exchanged for others while they are open.

    Args:
        tell: called, in another thread, with what happened.

    Raises:
        OSError: if the system has no more to give (`EMFILE`, `ENFILE`).
    """

    def __init__(self, tell: Tell) -> None:
        self._handler = _Handler(tell)
        self._observer = Observer()
        self._watches: dict[Watch, ObservedWatch] = {}
        self._observer.start()

    def cover(self, watches: Iterable[Watch], gone: Iterable[str] = ()) -> None:
        """Watch just these directories.

        Args:
            watches: what to watch. New watches are opened before old ones are closed, so that nothing is missed.
            gone: paths at which directories went since: what was watched there is watched anew.

        Raises:
            OSError: if a directory cannot be watched (`ENOSPC`: there are no more watches).
            RuntimeError: if no more threads can be started.
        """
        wanted = set(watches)
        for path in gone:
            self._close([watch for watch in self._watches if is_at_or_below(watch.path, path)])
        for watch in sorted(wanted - self._watches.keys()):
            # A directory may be gone by now, as its parent will tell.
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                self._watches[watch] = self._observer.schedule(
                    self._handler, watch.path, recursive=watch.recursive, event_filter=_EVENTS
                )
        self._close(self._watches.keys() - wanted)

    def is_below_recursive(self, path: str) -> bool:
        """Whether a watch reaches into a directory from above."""
        return any(watch.recursive and is_at_or_below(path, watch.path) for watch in self._watches)

    def close(self) -> None:
        """Stop watching."""
        self._observer.stop()
        self._observer.join()

    def _close(self, watches: Iterable[Watch]) -> None:
        for watch in list(watches):
            self._observer.unschedule(self._watches.pop(watch))


def is_at_or_below(path: str, directory: str) -> bool:
    """Whether a path is that of a directory, or of something in it."""
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


class _Handler(FileSystemEventHandler):
    """Both ends of a move are told: the file that was there is gone, and the other one may be an editor's save."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def dispatch(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._tell(os.fsdecode(path), event.is_directory)
