"""SQLite files that may be lost: opened for one transaction at a time, put aside and made anew if they are damaged.

The rollback journal is used, not the write-ahead log, whose shared memory does not work on network disks; what
is written here is small and rare. https://www.sqlite.org/wal.html
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from cssgen.errors import DatabaseError

T = TypeVar("T")

PATIENCE = 5.0  # seconds; a transaction takes milliseconds
_FOREIGN = re.compile(r"no such (?:column|table)|has no column named")
_DAMAGES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_EVICTED_SHARE = 8  # one part in so many goes at a time, so that not every addition has to evict
_MAIN_CODE = 0xFF  # the rest of an extended error code says more than is asked here
_ASIDE = ("damaged", *(f"damaged-{number}" for number in range(2, 10)))  # more than one if something stands there


@dataclass(frozen=True, slots=True)
class Database:
    """A SQLite file.

    Attributes:
        path: of the file; it and its directory, for this user only, are made when they are needed.
        schema: statements that make its tables where they are absent. A new schema takes a new path.
        patience: seconds to wait for other processes.
        is_missed: whether somebody should be told if it was damaged, and begins anew.
    """

    path: Path
    schema: str
    patience: float = PATIENCE
    is_missed: bool = False

    def read(self, work: Callable[[sqlite3.Connection], T], absent: T) -> T:
        """What `work` finds; `absent` if there is no file.

        Raises:
            DatabaseError: if the file cannot be read.
        """
        return self._run(work, "BEGIN") if self.exists() else absent

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` wholly or not at all.

        Raises:
            DatabaseError: if the file cannot be written.
        """
        return self._run(work, "BEGIN IMMEDIATE")

    def exists(self) -> bool:
        """Whether there is a file.

        Raises:
            DatabaseError: if the system does not say.
        """
        return self._ask(self.path.exists, "cannot be read")

    def size(self) -> int:
        """Bytes of the file; 0 if there is none.

        Raises:
            DatabaseError: if the system does not say.
        """
        return self._ask(lambda: self.path.stat().st_size, "cannot be read") if self.exists() else 0

    def remove(self) -> None:
        """Remove the file, whatever it holds.

        Raises:
            DatabaseError: if that is not permitted.
        """
        self._ask(lambda: self.path.unlink(missing_ok=True), "cannot be removed")

    def _run(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        opened = self._identify()
        for _ in range(2):  # SQLite calls a read that failed damage, too: that may pass
            try:
                return self._attempt(work, begin)
            except UnicodeError:  # it quotes what it found in the file
                continue
            except sqlite3.Error as error:
                if not self._is_damage(error):
                    raise DatabaseError(f"{self.path}: {error}") from error
        self._put_aside(opened)
        try:
            return self._attempt(work, begin)
        except (sqlite3.Error, UnicodeError) as error:
            raise DatabaseError(f"{self.path}: {error}") from error

    def _is_damage(self, error: sqlite3.Error) -> bool:
        """Whether what is there is no database of ours: a damaged one, one with other tables, or a directory."""
        code = (getattr(error, "sqlite_errorcode", None) or 0) & _MAIN_CODE
        return code in _DAMAGES or _FOREIGN.search(str(error)) is not None or self.path.is_dir()

    def _attempt(self, work: Callable[[sqlite3.Connection], T], begin: str) -> T:
        self._ask(self._make, "cannot be made")
        with closing(sqlite3.connect(self.path, timeout=self.patience, isolation_level=None)) as connection:
            connection.text_factory = partial(str, encoding="utf-8", errors="replace")  # damage may be anywhere
            if not connection.execute("PRAGMA user_version").fetchone()[0]:
                connection.executescript(f"BEGIN IMMEDIATE; {self.schema}; PRAGMA user_version = 1; COMMIT")
            connection.execute(begin)
            found = work(connection)
            connection.execute("COMMIT")
            return found

    def _make(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.path.exists():
            self.path.touch(mode=0o600)

    def _ask(self, question: Callable[[], T], trouble: str) -> T:
        """Ask the system, and say in our words what it refuses."""
        try:
            return question()
        except OSError as error:
            raise DatabaseError(f"{self.path}: {trouble}: {error.strerror}") from error

    def _identify(self) -> tuple[int, int] | None:
        with suppress(OSError):
            status = self.path.stat()
            return status.st_dev, status.st_ino
        return None

    def _put_aside(self, opened: tuple[int, int] | None) -> None:
        """Give a damaged file another name, unless another process has done so already."""
        if opened is None or opened != self._identify():
            return
        for end in _ASIDE:
            aside = self.path.with_name(f"{self.path.name}.{end}")
            # A process that has the file open, on Windows, leaves nothing to do but go on without it.
            with suppress(OSError):
                self.path.replace(aside)
                self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)
                if self.is_missed:
                    _tell(self.path, aside)
                return


def _tell(path: Path, aside: Path) -> None:
    import logging  # 0.01 s, and hardly ever

    logging.getLogger("cssgen").warning("%s was damaged: it begins anew, and what was left of it is %s", path, aside)


def make_damage(message: str) -> sqlite3.DatabaseError:
    """What SQLite raises for a file that is damaged."""
    error = sqlite3.DatabaseError(message)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file, so that damage shows now and not when it is needed.

    Raises:
        sqlite3.DatabaseError: if it is damaged.
    """
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise make_damage(found)


def evict(connection: sqlite3.Connection, table: str, *, order: str, max_bytes: int) -> None:
    """Delete the first rows of `table` by the column `order` while the rest of the file takes more than `max_bytes`."""
    while _used_bytes(connection) > max_bytes:
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  names are our own
        if not count:
            return
        oldest = f"SELECT rowid FROM {table} ORDER BY {order} LIMIT ?"  # noqa: S608
        connection.execute(f"DELETE FROM {table} WHERE rowid IN ({oldest})", (-(-count // _EVICTED_SHARE),))  # noqa: S608


def _used_bytes(connection: sqlite3.Connection) -> int:
    names = ("page_count", "freelist_count", "page_size")
    pages, free, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in names)
    return (pages - free) * size
