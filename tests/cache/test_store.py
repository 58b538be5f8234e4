"""Candidates on disk: bounds, damage, and several processes at once."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cssgen.cache.store import FillCache
from cssgen.candidates import Candidate
from cssgen.database import Database
from cssgen.errors import DatabaseError

CANDIDATES = [Candidate("color: red;", -1.5, "stop", "recipe"), Candidate("color: blue;", None, "length")]


@pytest.fixture
def store(tmp_path: Path) -> FillCache:
    return FillCache(tmp_path / "fills", 1_000_000)


def test_round_trip(store: FillCache) -> None:
    assert store.find(["k"]) == {}
    store.put({"k": CANDIDATES, "other": CANDIDATES[:1]}, "m")
    store.touch(["k"])
    assert store.find(["k", "absent", "k"]) == {"k": CANDIDATES}
    assert store.info().fills == {"m": 2}
    store.clear()
    assert (store.info().fills, store.info().size) == ({}, 0)
    store.clear()


def test_nothing_is_made_by_looking(store: FillCache) -> None:
    store.find(["k"])
    store.touch(["k"])
    store.put({}, "m")
    assert not store.info().path.parent.exists()


def test_only_the_user_may_read_it(store: FillCache) -> None:
    store.put({"k": CANDIDATES}, "m")
    path = store.info().path
    assert path.stat().st_mode & 0o077 == path.parent.stat().st_mode & 0o077 == 0


def test_least_recently_used_go_first(tmp_path: Path) -> None:
    store = FillCache(tmp_path, 200_000)
    long = [Candidate("x" * 5_000)]
    for number in range(100):
        store.put({f"k{number}": long}, "m")
        # Used a day ago, and so again today.
        connection = sqlite3.connect(store.info().path)
        connection.execute("UPDATE fills SET used = used - 86400 WHERE key = 'k0'")
        connection.commit()
        connection.close()
        store.touch(["k0"])
    kept = store.find([f"k{number}" for number in range(100)])
    assert {"k0", "k99"} <= kept.keys()
    assert "k1" not in kept
    assert 15 <= len(kept) < 40
    assert store.info().size <= 250_000


def test_fill_larger_than_the_cache(tmp_path: Path) -> None:
    store = FillCache(tmp_path, 20_000)
    store.put({"k": [Candidate("x" * 100_000)]}, "m")
    assert store.find(["k"]) == {}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no database" * 1_000, id="another file"),
        pytest.param(b"SQLite format 3\0" + bytes(4_080), id="header only"),
        pytest.param(None, id="pages overwritten"),
    ],
)
def test_damaged_file_is_put_aside(content: bytes | None, store: FillCache) -> None:
    store.put({f"k{number}": CANDIDATES for number in range(200)}, "m")
    path = store.info().path
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100) if content is None else content)
    store.put({"new": CANDIDATES}, "m")
    assert store.find(["new"]) == {"new": CANDIDATES}
    assert path.with_name(f"{path.name}.damaged").exists()


@pytest.mark.parametrize("size", [0, 1, 50, 100, 4_096, 5_000, 9_000], ids=str)
def test_truncated_file(size: int, store: FillCache) -> None:
    store.put({f"k{number}": CANDIDATES for number in range(200)}, "m")
    path = store.info().path
    path.write_bytes(path.read_bytes()[:size])
    assert set(store.find(["k1"])) <= {"k1"}
    store.put({"new": CANDIDATES}, "m")
    assert store.find(["new"]) == {"new": CANDIDATES}


@pytest.mark.parametrize(
    "row", [b"", b"\xff", b"[]", b"{}", b"[1]", b'[{"txt": ""}]', b'[{"text": 1}]', b"null", 7], ids=repr
)
def test_damaged_row_is_unknown(row: object, store: FillCache) -> None:
    store.put({"k": CANDIDATES}, "m")
    connection = sqlite3.connect(store.info().path)
    connection.execute("UPDATE fills SET candidates = ? WHERE key = 'k'", (row,))
    connection.commit()
    connection.close()
    assert store.find(["k"]) == {}
    store.put({"k": CANDIDATES}, "m")
    assert store.find(["k"]) == {"k": CANDIDATES}


def test_value_in_which_a_letter_changed_is_unknown(store: FillCache) -> None:
    """SQLite does not see that."""
    store.put({"k": CANDIDATES}, "m")
    path = store.info().path
    path.write_bytes(path.read_bytes().replace(b"color: red;", b"color: rod;"))
    assert store.find(["k"]) == {}


@pytest.mark.parametrize("count", [1, 3], ids=str)
def test_damaged_file_is_put_aside_where_there_is_room(count: int, store: FillCache) -> None:
    """What stands in the way may be a directory that is not empty."""
    path = store.info().path
    for end in ("damaged", "damaged-2", "damaged-3")[:count]:
        (path.parent / f"{path.name}.{end}" / "inside").mkdir(parents=True)
    for key in ("k", "l"):
        path.write_bytes(b"no database" * 1_000)
        store.put({key: CANDIDATES}, "m")
        assert store.find([key]) == {key: CANDIDATES}


def test_locked_for_too_long(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite", "CREATE TABLE IF NOT EXISTS a (b)", patience=0.05)
    database.write(lambda connection: connection.execute("INSERT INTO a VALUES (1)"))
    holder = sqlite3.connect(database.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseError, match="locked"):
        database.write(lambda connection: connection.execute("INSERT INTO a VALUES (2)"))
    holder.execute("ROLLBACK")
    holder.close()
    assert database.read(lambda connection: connection.execute("SELECT * FROM a").fetchall(), []) == [(1,)]


def test_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "fills").write_text("")
    with pytest.raises(DatabaseError, match="cannot be made"):
        FillCache(tmp_path / "fills", 1_000_000).put({"k": CANDIDATES}, "m")


def test_disk_full(tmp_path: Path) -> None:
    """The system refuses to let the file grow beyond what one fill takes."""
    if sys.platform == "win32":
        pytest.skip("no limits of file sizes")
    script = f"""
import resource, signal
from pathlib import Path
from cssgen.cache.store import FillCache
from cssgen.candidates import Candidate
from cssgen.errors import DatabaseError
store = FillCache(Path({str(tmp_path)!r}), 10**9)
store.put({{"k": [Candidate("color: red;")]}}, "m")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    store.put({{f"k{{i}}": [Candidate("x" * 5_000)] for i in range(100)}}, "m")
except DatabaseError as error:
    print("refused")
print(sorted(store.find(["k", "k1"])))
"""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.stdout == "refused\n['k']\n", result.stderr


def test_many_processes(tmp_path: Path) -> None:
    """8 processes, 25 fills each, in a file that is not there yet: none is lost, nothing fails."""
    script = """
import sys
from pathlib import Path
from cssgen.cache.store import FillCache
from cssgen.candidates import Candidate
store = FillCache(Path(sys.argv[1]), 10**8)
for number in range(25):
    store.put({f"{sys.argv[2]}-{number}": [Candidate("color: red;")]}, "m")
    assert store.find([f"{sys.argv[2]}-{number}"])
"""
    commands = [[sys.executable, "-c", script, str(tmp_path), str(number)] for number in range(8)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    errors = [process.communicate()[1] for process in processes]
    assert errors == [""] * 8
    assert FillCache(tmp_path, 10**8).info().fills == {"m": 200}
