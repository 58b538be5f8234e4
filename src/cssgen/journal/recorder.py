"""The journal of one run."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cssgen.contexts import Context
from cssgen.errors import DatabaseError
from cssgen.rewrite import Outcome

if TYPE_CHECKING:
    from cssgen.journal.store import Journal


class Recorder:
    """Notes fills before they are written, so that none is written that cannot be taken back.

    A journal that fails keeps nobody from filling: one warning says so. SQLite is imported with the first fill.

    Args:
        directory: of all journals.
        key_of: the key of a context's candidates in the cache.
        warn: takes the warning.
    """

    def __init__(self, directory: Path, key_of: Callable[[Context], str], warn: Callable[[str], object]) -> None:
        self.run = f"{time.time_ns()}-{os.getpid()}-{os.urandom(2).hex()}"  # a clock may show the same time twice
        self._directory = directory
        self._key_of = key_of
        self._warn = warn
        self._noted: dict[Path, bytes] = {}  # files as they were before they were written
        self._has_failed = False

    def note(self, outcome: Outcome) -> None:
        """Note the fills of a file that is about to be written."""
        from cssgen.journal.entries import read_entries

        path = outcome.path.resolve()
        entries = list(read_entries(outcome, self.run, self._key_of))
        self._noted[path] = outcome.sheet.raw if outcome.sheet else b""
        self._attempt(path, lambda journal: journal.record(self.run, path, entries))

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Once files are written: forget what was noted of those that were not, and older fills that are gone.

        A fill is gone if its marker was there to be filled again: git took it back, or a run was killed early.
        """
        written = {outcome.path.resolve() for outcome in outcomes if outcome.written}
        for path, raw in self._noted.items():
            if path in written:
                self._forget_gone(path, raw)
            else:
                self._forget_noted(path)

    def _forget_noted(self, path: Path) -> None:
        self._attempt(path, lambda journal: journal.record(self.run, path, ()))

    def _forget_gone(self, path: Path, raw: bytes) -> None:
        from cssgen.journal.locating import is_standing

        def work(journal: "Journal") -> None:
            entries = journal.read(path)
            filled = {entry.marker for entry in entries if entry.run == self.run}
            older = [entry for entry in entries if entry.run != self.run and entry.marker in filled]
            journal.remove([entry for entry in older if not is_standing(entry, raw)])

        self._attempt(path, work)

    def _attempt(self, path: Path, work: "Callable[[Journal], None]") -> None:
        if self._has_failed:
            return
        try:
            from cssgen.journal.store import Journal, find_root

            work(Journal(self._directory, find_root(path.parent)))
        except (DatabaseError, OSError, ModuleNotFoundError) as error:  # some Pythons come without SQLite
            self._has_failed = True
            self._warn(f"these fills cannot be undone: {error}")
