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
from cssgen.database import Database, check, evict
from cssgen.journal.entries import Entry

_COLUMNS = ", ".join(field.name for field in fields(Entry))
_SCHEMA = """
CREATE TABLE IF NOT EXISTS fills (
    run TEXT NOT NULL, path BLOB NOT NULL, start INTEGER NOT NULL, marker BLOB NOT NULL, css BLOB NOT NULL,
    left BLOB NOT NULL, right BLOB NOT NULL, digest TEXT NOT NULL, prompt TEXT NOT NULL, key TEXT NOT NULL,
    number INTEGER PRIMARY KEY AUTOINCREMENT
);
CREATE INDEX IF NOT EXISTS by_path ON fills (path)
"""
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
        self._database = Database(directory / f"{name}-1.sqlite", _SCHEMA)
        self._max_bytes = max_bytes

    def record(self, run: str, path: Path, entries: Iterable[Entry]) -> None:
        """Note the fills of a file that is about to be written, in place of what the same run noted of it before."""
        rows = [_to_row(entry) for entry in entries]
        marks = ", ".join("?" * len(fields(Entry)))

        def work(connection: sqlite3.Connection) -> None:
            check(connection)
            connection.execute("DELETE FROM fills WHERE run = ? AND path = ?", (run, os.fsencode(path)))
            connection.executemany(f"INSERT INTO fills ({_COLUMNS}) VALUES ({marks})", rows)  # noqa: S608  our own names
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
        """All fills, or those of a file, the latest first."""
        where, values = ("WHERE path = ? ", (os.fsencode(path),)) if path else ("", ())
        query = f"SELECT {_COLUMNS} FROM fills {where}ORDER BY number DESC"  # noqa: S608  our own names
        nothing: list[tuple[object, ...]] = []
        rows = self._database.read(lambda connection: connection.execute(query, values).fetchall(), nothing)
        return [_from_row(row) for row in rows if _is_sound(row)]


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
    return (run, os.fsencode(path), *rest, None)


# Of run, path, start, marker, css, left, right, digest, prompt, key and number.
_KINDS = (str, bytes, int, bytes, bytes, bytes, bytes, str, str, str, int)


def _is_sound(row: Sequence[object]) -> bool:
    """Whether a row holds what was written: whoever changed it, nothing is taken back by it otherwise."""
    return len(row) == len(_KINDS) and all(isinstance(value, kind) for value, kind in zip(row, _KINDS, strict=True))


def _from_row(row: Sequence[object]) -> Entry:
    run, path, *rest = row
    return Entry(run, Path(os.fsdecode(path)), *rest)  # type: ignore[arg-type]  # the schema has their types


def _discard_old(directory: Path) -> None:
    with suppress(OSError):
        for path in directory.glob("*.sqlite"):
            if time.time() - path.stat().st_mtime > _DISCARD_AFTER:
                path.unlink()
