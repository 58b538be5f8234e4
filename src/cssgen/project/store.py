"""Facts on disk, by path, size and time of the last change: a stylesheet is read anew only when it was saved."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from cssgen.database import Database, evict
from cssgen.errors import DatabaseError
from cssgen.project.facts import Example, Facts, Stamp

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, facts TEXT NOT NULL)
"""
_FILE = "project-1.sqlite"
_MAX_BYTES = 32_000_000


class FactsStore:
    """Facts of stylesheets, shared by all processes of a user. What cannot be kept is read again.

    Args:
        directory: where its file lies.
    """

    def __init__(self, directory: Path) -> None:
        self._database = Database(directory / _FILE, _SCHEMA)

    def find(self, stamps: Sequence[Stamp]) -> dict[Stamp, Facts]:
        """The facts of those files that have not changed since."""

        def work(connection: sqlite3.Connection) -> dict[Stamp, Facts]:
            query = "SELECT facts FROM facts WHERE path = ? AND size = ? AND changed = ?"
            rows = ((stamp, connection.execute(query, _row(stamp)).fetchone()) for stamp in stamps)
            loaded = ((stamp, _load(row[0])) for stamp, row in rows if row is not None)
            return {stamp: facts for stamp, facts in loaded if facts is not None}

        nothing: dict[Stamp, Facts] = {}
        try:
            return self._database.read(work, nothing)
        except DatabaseError:
            return nothing

    def put(self, facts: Mapping[Stamp, Facts]) -> None:
        """Keep facts."""
        rows = [(*_row(stamp), json.dumps(asdict(each))) for stamp, each in facts.items()]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", rows)
            evict(connection, "facts", order="changed", max_bytes=_MAX_BYTES)

        if rows:
            try:
                self._database.write(work)
            except DatabaseError:
                return


def _row(stamp: Stamp) -> tuple[str, int, int]:
    return stamp.path, stamp.size, stamp.changed


def _load(content: str) -> Facts | None:
    """Facts; None if this is not what was put."""
    try:
        row = json.loads(content)
        properties = tuple((str(name), str(value)) for name, value in row["custom_properties"])
        return Facts(properties, tuple(Example(**example) for example in row["examples"]))
    except (TypeError, ValueError, KeyError):
        return None
