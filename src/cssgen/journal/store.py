"""The journal on disk: one SQLite file for each project, bounded, the oldest fills go first."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path

from cssgen.config_files import FILE_NAMES
from cssgen.database import Database, check, evict, make_damage
from cssgen.journal.entries import Entry

_COLUMNS = ", ".join((*(field.name for field in fields(Entry)), "digest_of_row"))
_SCHEMA = """
CREATE TABLE IF NOT EXISTS fills (
    run TEXT NOT NULL, path BLOB NOT NULL, start INTEGER NOT NULL, marker BLOB NOT NULL, css BLOB NOT NULL,
    left BLOB NOT NULL, right BLOB NOT NULL, digest TEXT NOT NULL, prompt TEXT NOT NULL, key TEXT NOT NULL,
    number INTEGER PRIMARY KEY AUTOINCREMENT, digest_of_row BLOB NOT NULL
)
"""  # no index: all of the file is read in any case, to see whether it is whole
_NUMBER = len(fields(Entry)) - 1  # its column, the last one of an entry
MAX_BYTES = 8_000_000
_DISCARD_AFTER = 180 * 86_400  # seconds after which the journal of a project in which nothing is filled goes


class Journal:
    """The journal of one project, shared by all processes of a user.

    Args:
        directory: where all journals lie.
        root: of the project; see `find_root`.
        max_bytes: of the journal's file.

    Every method raises `cssgen.database.DatabaseError` if the file cannot be used.
    """

    def __init__(self, directory: Path, root: Path, max_bytes: int = MAX_BYTES) -> None:
        name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
        self._database = Database(directory / f"{name}-2.sqlite", _SCHEMA, is_missed=True)
        self._max_bytes = max_bytes

    def record(self, run: str, path: Path, entries: Iterable[Entry]) -> None:
        """Note the fills of a file that is about to be written, in place of what the same run noted of it before."""
        rows = [_to_row(entry) for entry in entries]
        marks = ", ".join("?" * (len(fields(Entry)) + 1))

        def work(connection: sqlite3.Connection) -> None:
            check(connection)
            connection.execute("DELETE FROM fills WHERE run = ? AND path = ?", (run, os.fsencode(path)))
            connection.executemany(f"INSERT INTO fills ({_COLUMNS}) VALUES ({marks})", rows)  # noqa: S608  our own names
            found = connection.execute(f"SELECT {_COLUMNS} FROM fills WHERE run = ?", (run,))  # noqa: S608
            _check_written(found.fetchall(), rows)
            evict(connection, "fills", order="number", max_bytes=self._max_bytes)

        if not self._database.exists():
            _discard_old(self._database.path.parent)
        self._database.write(work)

    def remove(self, entries: Sequence[Entry]) -> None:
        """Forget fills: they were taken back, or replaced."""
        numbers = [(entry.number,) for entry in entries]
        if numbers:
            self._database.write(
                lambda connection: connection.executemany("DELETE FROM fills WHERE number = ?", numbers)
            )

    def read(self, path: Path | None = None) -> list[Entry]:
        """All fills, or those of a file, the latest first; without those that are damaged."""
        found = [entry for entry, _ in self._read() if entry is not None]
        return [entry for entry in found if path is None or entry.path == path]

    def remove_damaged(self) -> int:
        """Forget fills that are not what was recorded; their number. Nobody knows of which files they are."""
        numbers = [(number,) for entry, number in self._read() if entry is None]
        if numbers:
            self._database.write(
                lambda connection: connection.executemany("DELETE FROM fills WHERE rowid = ?", numbers)
            )
        return len(numbers)

    def _read(self) -> list[tuple[Entry | None, int]]:
        """All fills, the latest first, by their numbers; None for one that is damaged."""

        def work(connection: sqlite3.Connection) -> list[Sequence[object]]:
            check(connection)
            query = f"SELECT {_COLUMNS} FROM fills ORDER BY number DESC"  # noqa: S608  our own names
            return connection.execute(query).fetchall()

        nothing: list[Sequence[object]] = []
        rows = self._database.read(work, nothing)
        return [(_from_row(row) if _is_sound(row) else None, int(str(row[_NUMBER]))) for row in rows]


def find_root(path: Path) -> Path:
    """The root of the project around `path`: of the repository, or where its settings are; else that of the disk."""
    folders = (path.resolve(), *path.resolve().parents)
    for names in ((".git",), FILE_NAMES):
        for folder in folders:
            if any((folder / name).exists() for name in names):
                return folder
    return folders[-1]


def _to_row(entry: Entry) -> tuple[object, ...]:
    run, path, *rest, _ = astuple(entry)
    values = (run, os.fsencode(path), *rest)
    return (*values, None, _digest(values))


def _digest(values: Sequence[object]) -> bytes:
    """Of a row without its number: SQLite sees damage to its own structure, but none within a value."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _is_sound(row: Sequence[object]) -> bool:
    """Whether a row holds what was written: nothing is taken back by it otherwise."""
    return row[_NUMBER + 1] == _digest(tuple(row[:_NUMBER]))


def _from_row(row: Sequence[object]) -> Entry:
    run, path, *rest = row[: _NUMBER + 1]
    return Entry(run, Path(os.fsdecode(path)), *rest)  # type: ignore[arg-type]  # the schema has their types


def _check_written(found: Sequence[Sequence[object]], rows: Sequence[Sequence[object]]) -> None:
    """See that rows can be read again.

    Raises:
        sqlite3.DatabaseError: if they cannot: the schema is damaged.
    """
    whole = {row[_NUMBER + 1] for row in found if _is_sound(row)}
    if not whole >= {row[_NUMBER + 1] for row in rows}:
        raise make_damage("what was written is not there")


def _discard_old(directory: Path) -> None:
    with suppress(OSError):
        for path in directory.glob("*.sqlite"):
            if time.time() - path.stat().st_mtime > _DISCARD_AFTER:
                path.unlink()
