"""Files of cssgen's own that are damaged: databases of the cache and the journal, and digests of the model."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from trials.kinds import Attempt, Broken, Kind
from trials.workshop import NEW, OLD, Workshop, check_undo, judge_run, repair

Damage = Callable[[Path, random.Random], object]


def flip(path: Path, chance: random.Random) -> None:
    """Change up to 200 bytes."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 200)):
        content[chance.randrange(len(content))] ^= chance.randint(1, 255)
    path.write_bytes(content)


def truncate(path: Path, chance: random.Random) -> None:
    """Lose the end."""
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def zero(path: Path, chance: random.Random) -> None:
    """A block of zeros, as some file systems leave it after a power cut."""
    content = bytearray(path.read_bytes())
    start = 512 * chance.randrange(max(1, len(content) // 512))
    content[start : start + 4096] = bytes(len(content[start : start + 4096]))
    path.write_bytes(content)


def scribble(path: Path, chance: random.Random) -> None:
    """Something else altogether."""
    path.write_bytes(chance.randbytes(chance.randint(1, 30_000)))


def block(path: Path, _: random.Random) -> None:
    """A directory in its place."""
    path.unlink()
    path.mkdir()


def leave_journal(path: Path, chance: random.Random) -> None:
    """A rollback journal of SQLite that belongs to nothing."""
    path.with_name(f"{path.name}-journal").write_bytes(chance.randbytes(5_000))


def break_rows(path: Path, chance: random.Random) -> None:
    """Rows whose values are of another kind."""
    with closing(sqlite3.connect(path)) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(fills)") if not row[5]]
        wrong = chance.choice([b"\xff\0", "[]", "{", 7, '[{"text": 3}]', '["a"]'])
        connection.execute(f"UPDATE fills SET {chance.choice(names)} = ?", (wrong,))  # noqa: S608


def drop_tables(path: Path, _: random.Random) -> None:
    """Another schema."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE fills")
        connection.execute("CREATE TABLE fills (a INTEGER)")


def obstruct(path: Path, chance: random.Random) -> None:
    """Something else, and a directory where it would be put aside."""
    scribble(path, chance)
    (path.parent / f"{path.name}.damaged" / "inside").mkdir(parents=True)


DAMAGES: dict[str, Damage] = {
    "bytes changed": flip,
    "truncated": truncate,
    "a block of zeros": zero,
    "overwritten": scribble,
    "a directory in its place": block,
    "a foreign rollback journal": leave_journal,
    "rows of another kind": break_rows,
    "another schema": drop_tables,
    "overwritten, and a directory in the way of what is put aside": obstruct,
}


@contextmanager
def damage_database(root: Path, *, folder: str, damage: Damage) -> Iterator[Attempt]:
    """Damage a database that another fill has written; the fill after that is judged."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        for path in (workshop.cache / folder).glob("*"):
            shutil.rmtree(path, ignore_errors=True)
            with suppress(OSError):
                path.unlink()
        workshop.reset()
        workshop.call("fill", "a.css")
        workshop.sheet.write_bytes(OLD)
        damage(next((workshop.cache / folder).glob("*.sqlite")), chance)
        run = workshop.run("fill", "a.css")
        outcome = judge_run(workshop, run)
        if run.code:
            raise Broken(f"a damaged database keeps it from filling: {run.output}")
        is_undone = check_undo(workshop, must="cannot be undone" not in run.output)
        if not is_undone:
            workshop.sheet.write_bytes(OLD)
            outcome += ", cannot be undone"
        repair(workshop)
        return outcome

    yield attempt


@contextmanager
def damage_undo(root: Path, *, damage: Damage) -> Iterator[Attempt]:
    """Damage the journal between a fill and `undo`, which takes back all fills, or says why it does not."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        workshop.call("fill", "a.css")
        damage(next((workshop.cache / "journal").glob("*.sqlite")), chance)
        run = workshop.run("undo", "a.css")
        content = workshop.sheet.read_bytes()
        if "Traceback" in run.output or (run.code != 0 and not run.output.strip()):
            raise Broken(f"exit {run.code}: {run.output}")
        if content not in (OLD, NEW) and run.code == 0:
            raise Broken(f"exit 0, but the file is {content!r}")
        if _without_markers(content) != _without_markers(NEW):
            raise Broken(f"neither old nor new: {content!r}")
        workshop.sheet.write_bytes(OLD)
        shutil.rmtree(workshop.cache / "journal")
        repair(workshop)
        return {OLD: "taken back", NEW: "left"}.get(content, "in part taken back") + f", exit {run.code}"

    yield attempt


def _without_markers(content: bytes) -> bytes:
    """The file with all that a fill writes, and all that it was made of, left out."""
    filled = (b"/* x */\n  color: red;", b"/* y */\ne {\n  color: red;\n}")
    for part in (*filled, b"/* complete: x */", b"/* complete: y */"):
        content = content.replace(part, b"")
    return content.replace(b"/* complete: z */", b"red")


@contextmanager
def damage_digest(root: Path, *, damage: Damage) -> Iterator[Attempt]:
    """Damage the note of the model's digest."""
    workshop = Workshop(root)
    note = next((workshop.cache / "digests").iterdir())

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        damage(note, chance)
        run = workshop.run("fill", "a.css")
        outcome = judge_run(workshop, run)
        if run.code:
            raise Broken(f"a damaged note keeps it from filling: {run.output}")
        check_undo(workshop)
        return outcome

    yield attempt


_AREA = "Files of cssgen's own"
KINDS = (
    *(
        Kind(_AREA, f"{title}: {name}", partial(damage_database, folder=folder, damage=damage), 150)
        for title, folder in (("cache", "fills"), ("journal", "journal"))
        for name, damage in DAMAGES.items()
    ),
    *(
        Kind(_AREA, f"journal, before `cssgen undo`: {name}", partial(damage_undo, damage=damage), 150)
        for name, damage in DAMAGES.items()
    ),
    Kind(_AREA, "digest of the model: truncated", partial(damage_digest, damage=truncate), 100),
    Kind(_AREA, "digest of the model: overwritten", partial(damage_digest, damage=scribble), 100),
)
