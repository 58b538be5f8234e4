"""Candidates on disk, by their key: bounded, the least recently used go first."""

import hashlib
import json
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cssgen.candidates import Candidate
from cssgen.database import Database, evict

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fills (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, candidates BLOB NOT NULL, used REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS by_use ON fills (used)
"""
_FILE = "fills-2.sqlite"
_DIGEST_BYTES = 8
_TOUCH_AFTER = 3_600  # seconds; a use is noted only then, so that a hit hardly ever writes


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What a cache holds.

    Attributes:
        path: its file.
        fills: their number, by name and digest of the model.
        size: bytes on disk.
    """

    path: Path
    fills: dict[str, int]
    size: int


class FillCache:
    """A cache of candidates, shared by all processes of a user.

    Args:
        directory: where its file lies.
        max_bytes: of the file; beyond that, the least recently used eighth of the fills goes.

    Every method raises `cssgen.database.DatabaseError` if the file cannot be used.
    """

    def __init__(self, directory: Path, max_bytes: int) -> None:
        self._database = Database(directory / _FILE, _SCHEMA)
        self._max_bytes = max_bytes

    def find(self, keys: Sequence[str]) -> dict[str, list[Candidate]]:
        """The candidates of those keys that are known; a damaged entry is not."""

        def work(connection: sqlite3.Connection) -> dict[str, list[Candidate]]:
            query = "SELECT candidates FROM fills WHERE key = ?"
            rows = ((key, connection.execute(query, (key,)).fetchone()) for key in dict.fromkeys(keys))
            loaded = ((key, _load(row[0])) for key, row in rows if row is not None)
            return {key: candidates for key, candidates in loaded if candidates}

        return self._database.read(work, {})

    def put(self, fills: Mapping[str, Sequence[Candidate]], model: str) -> None:
        """Keep candidates of some model."""
        now = time.time()
        rows = [(key, model, _dump(candidates), now) for key, candidates in fills.items()]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO fills VALUES (?, ?, ?, ?)", rows)
            evict(connection, "fills", order="used", max_bytes=self._max_bytes)

        if rows:
            self._database.write(work)

    def touch(self, keys: Sequence[str]) -> None:
        """Note that candidates were used, unless that was noted in the last hour."""
        now = time.time()
        # A clock may have been set back since.
        stale = [(now, key, now - _TOUCH_AFTER, now) for key in keys]

        def is_due(connection: sqlite3.Connection) -> bool:
            query = "SELECT 1 FROM fills WHERE key = ? AND used NOT BETWEEN ? AND ?"
            return any(connection.execute(query, row[1:]).fetchone() for row in stale)

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany("UPDATE fills SET used = ? WHERE key = ? AND used NOT BETWEEN ? AND ?", stale)

        if self._database.read(is_due, absent=False):
            self._database.write(work)

    def info(self) -> CacheInfo:
        """What the cache holds."""
        query = "SELECT model, count(*) FROM fills GROUP BY model ORDER BY model"
        nothing: list[tuple[str, int]] = []
        rows = self._database.read(lambda connection: connection.execute(query).fetchall(), nothing)
        return CacheInfo(self._database.path, dict(rows), self._database.size())

    def clear(self) -> None:
        """Forget all fills."""
        self._database.remove()


def _dump(candidates: Sequence[Candidate]) -> bytes:
    """Candidates behind a digest of them: SQLite sees no damage within a value."""
    # How near their recipes were has served its purpose: they are in order.
    content = json.dumps([asdict(replace(candidate, nearness=None)) for candidate in candidates]).encode()
    return _digest(content) + content


def _load(content: object) -> list[Candidate]:
    """Candidates; none if this is not what `_dump` writes."""
    if not isinstance(content, bytes) or content[:_DIGEST_BYTES] != _digest(content[_DIGEST_BYTES:]):
        return []
    return [Candidate(**row) for row in json.loads(content[_DIGEST_BYTES:])]


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
