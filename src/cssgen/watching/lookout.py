"""What is saved below some paths: told by the system, or seen in one list of files after another."""

import time
from collections.abc import Callable
from pathlib import Path

from cssgen.watching.coverage import Watch, cover
from cssgen.watching.limits import count_open_watches, explain_error, find_obstacle
from cssgen.watching.observing import Observation, Tell
from cssgen.watching.trees import RULES, Tree, find_saved

_SOON = 0.1  # seconds from the first change of a directory to the next list, so that many make one
_SHARE = 10  # at most one part in so many of a processor's time is spent on lists
_RETRY = 1.0  # seconds between two looks for a path that is not there
_BURST = 1_000  # events after which some may have been lost: the system keeps 16,384 of them at most
_ATTEMPTS = 3  # lists until no directory has come or gone between a list and the watches made of it


class Lookout:
    """Keeps a tree and the watches on it up to date.

    Args:
        list_tree: lists what there is.
        tell: called, in another thread, with what happened; it is for `notice`.
        interval: seconds between two lists where the system does not tell.
        reason: why it is not asked to; empty lets it be seen.

    Attributes:
        tree: what there was at the last list.
        interval: as given.
        reason: why lists are made in place of events; empty if they are not.
        list_time: when the next list is to be made, monotonic; None if nothing calls for one.
    """

    def __init__(self, list_tree: Callable[[], Tree], tell: Tell, interval: float, reason: str = "") -> None:
        self._list_tree = list_tree
        self._tell = tell
        self.interval = interval
        self._observation: Observation | None = None
        self._covered: frozenset[Watch] = frozenset()
        self._gone: set[str] = set()
        self._noticed = 0  # events since the last list
        self._rested = 0.0  # monotonic, from which on another list may be made
        self.tree = list_tree()
        self.reason = reason or find_obstacle(self.tree.directories.keys() | self._single()) or ""
        self.list_time: float | None = None

    @property
    def watch_count(self) -> int:
        """How many watches there are on them."""
        return len(self._covered)

    def notice(self, path: str, is_directory: bool, now: float) -> Path | None:
        """The stylesheet that an event is about, if it is about one; directories call for a list."""
        self._noticed += 1
        if self._noticed >= _BURST:
            self.list_time = self.list_time or max(now + _RETRY, self._rested)
        if not is_directory and Path(path).name != RULES:
            return self.tree.find_file(path)
        if self._observation and (not is_directory or self._matters(path, self._observation)):
            self._gone.add(path)
            self.list_time = self.list_time or max(now + _SOON, self._rested)
        return None

    def update(self) -> list[Path]:
        """List what there is, and watch that; the stylesheets that were saved, came or went since the last list."""
        start, work = time.monotonic(), time.thread_time()
        before, self._noticed = self.tree, 0
        for _ in range(_ATTEMPTS):
            self.tree = self._list_tree()
            if self.reason or not self._cover():
                break
        now = time.monotonic()
        self._rested = now + max(now - start, (time.thread_time() - work) * _SHARE)
        if self.reason:
            self.list_time = max(now + self.interval, self._rested)
        else:
            self.list_time = max(now + _RETRY, self._rested) if self.tree.missing else None
        return find_saved(before, self.tree)

    def close(self) -> None:
        """Stop watching."""
        if self._observation is not None:
            self._observation.close()
            self._observation = None

    def _matters(self, directory: str, observation: Observation) -> bool:
        """Whether a directory is one to watch, or one not to watch that is watched."""
        return not self.tree.is_left_out(directory) or observation.is_below_recursive(directory)

    def _cover(self) -> bool:
        """Watch what the tree has; tells whether anything of that was new, so that the tree may be out of date."""
        directories = {path: listing.is_pruned for path, listing in self.tree.directories.items()}
        watches = cover(directories, self._single())
        if watches == self._covered and not self._gone:
            return False
        try:
            self._observation = self._observation or Observation(self._tell)
            self._observation.cover(watches, self._gone)
        except (OSError, RuntimeError) as error:
            self._give_up(explain_error(error))
            return False
        self._gone, self._covered = set(), watches
        # Of directories below that of a watch, watchdog does not say that they could not be watched.
        count = count_open_watches()
        if count is not None and count < len(directories):
            missed = [path for path in directories if Path(path).is_dir()]
            if count < len(missed):
                self._give_up(f"only {count:,} of {len(missed):,} directories could be watched")
        return True

    def _single(self) -> set[str]:
        """The directories of files that were named by hand."""
        return {str(Path(path).parent) for path in self.tree.named}

    def _give_up(self, reason: str) -> None:
        self.close()
        self._covered, self.reason = frozenset(), reason
