"""Other programs at work on the same file: editors at the worst moment, other fills, locks, and the clock."""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from unittest import mock

from cssgen.writing.exchange import exchange
from trials.kinds import Attempt, Broken, Kind
from trials.workshop import NEW, OLD, ScriptedEngine, Workshop, judge, repair

_SAVED = b".saved { top: 0; }\n"
_FILL = ("fill", "a.css")


def save_by_rename(path: Path, content: bytes) -> None:
    """As vim does."""
    other = path.with_name("a.css~")
    other.write_bytes(content)
    other.replace(path)


def save_in_place(path: Path, content: bytes) -> None:
    """As VS Code does."""
    path.write_bytes(content)


def _check_saved(workshop: Workshop, output: str) -> str:
    """What the editor saved is there, and around it the markers or their fills."""
    content = workshop.sheet.read_bytes()
    if content.removeprefix(_SAVED) not in (OLD, NEW) or not content.startswith(_SAVED) or "Traceback" in output:
        raise Broken(f"{content!r}\n{output}")
    if {path.name for path in workshop.project.iterdir()} != {"a.css", "cssgen.toml"}:
        raise Broken(f"left behind: {sorted(workshop.project.iterdir())}")
    return "saved, " + ("filled" if content.endswith(NEW) else "not filled")


def _fill_again(workshop: Workshop) -> None:
    ScriptedEngine.disturb = lambda: None
    run = workshop.call(*_FILL)
    if run.code or workshop.sheet.read_bytes() != _SAVED + NEW:
        raise Broken(f"the next run does not fill: {run}")


@contextmanager
def save_meanwhile(root: Path, *, save: Callable[[Path, bytes], None]) -> Iterator[Attempt]:
    """An editor saves while the model works."""
    workshop = Workshop(root)

    def attempt(_: int, __: random.Random) -> str:
        workshop.reset()
        ScriptedEngine.disturb = partial(save, workshop.sheet, _SAVED + OLD)
        outcome = _check_saved(workshop, workshop.run(*_FILL).output)
        _fill_again(workshop)
        return outcome

    yield attempt


@contextmanager
def save_at_random(root: Path, *, save: Callable[[Path, bytes], None]) -> Iterator[Attempt]:
    """An editor, another process, saves what it had read before at any moment of a fill."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        process = workshop.start(*_FILL)
        os.kill(process, signal.SIGCONT)
        time.sleep(chance.uniform(0, 0.06))
        save(workshop.sheet, _SAVED + OLD)
        outcome = _check_saved(workshop, workshop.finish(process).output)
        _fill_again(workshop)
        return outcome

    yield attempt


@contextmanager
def save_in_exchange(root: Path, *, is_killed: bool) -> Iterator[Attempt]:
    """An editor saves by rename right before the exchange; the process may be killed right after it."""
    workshop = Workshop(root)

    def exchange_late(first: Path, second: Path) -> bool:
        if "~" not in os.environ:
            os.environ["~"] = "saved"
            save_by_rename(second, _SAVED + OLD)
            done = exchange(first, second)
            if is_killed:
                os.kill(os.getpid(), signal.SIGKILL)
            return done
        return exchange(first, second)

    def prepare() -> None:
        mock.patch("cssgen.writing.swapping.exchange", exchange_late).start()

    def attempt(_: int, __: random.Random) -> str:
        workshop.reset()
        run = workshop.run(*_FILL, prepare=prepare)
        if is_killed and run.code != -signal.SIGKILL:
            raise Broken(f"not killed: {run}")
        if is_killed:
            # The path holds a fill of the older version; what was saved comes back, and is filled by the run after.
            workshop.sheet.with_name("b.css").write_bytes(OLD)
            workshop.call("fill", "b.css")
            workshop.sheet.with_name("b.css").unlink()
        outcome = _check_saved(workshop, run.output)
        _fill_again(workshop)
        return outcome

    yield attempt


@contextmanager
def change_kind(root: Path, *, change: Callable[[Path], object]) -> Iterator[Attempt]:
    """The file becomes something else while the model works; what it became is left alone."""
    workshop = Workshop(root)

    def attempt(_: int, __: random.Random) -> str:
        workshop.reset()
        ScriptedEngine.disturb = partial(change, workshop.sheet)
        run = workshop.run(*_FILL)
        if run.code != 2 or "a.css" not in run.output or "Traceback" in run.output:
            raise Broken(f"{run}")
        is_file = workshop.sheet.is_file() and not workshop.sheet.is_symlink()
        if is_file:
            raise Broken(f"made anew: {workshop.sheet.read_bytes()!r}")
        if workshop.sheet.is_dir():
            workshop.sheet.rmdir()
        workshop.sheet.unlink(missing_ok=True)
        workshop.reset()
        repair(workshop)
        return "left alone, exit 2"

    yield attempt


@contextmanager
def fill_twice(root: Path) -> Iterator[Attempt]:
    """Two fills of one file at once, one of them a little later."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        first, second = (workshop.start(*_FILL) for _ in range(2))
        os.kill(first, signal.SIGCONT)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(second, signal.SIGCONT)
        codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in (first, second)]
        if workshop.sheet.read_bytes() != NEW or set(codes) - {0, 1}:
            raise Broken(f"{codes}: {workshop.sheet.read_bytes()!r}")
        workshop.sheet.write_bytes(OLD)
        repair(workshop)
        return "filled once"

    yield attempt


@contextmanager
def lock_database(root: Path, *, folder: str) -> Iterator[Attempt]:
    """Another process holds the lock of a database for a moment."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        workshop.call(*_FILL)
        workshop.sheet.write_bytes(OLD)
        path = next((workshop.cache / folder).glob("*.sqlite"))
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            process = workshop.start(*_FILL)
            os.kill(process, signal.SIGCONT)
            time.sleep(chance.uniform(0.03, 0.1))
            connection.execute("ROLLBACK")
        return judge(workshop, workshop.finish(process))

    yield attempt


@contextmanager
def read_clocks(root: Path) -> Iterator[Attempt]:
    """The clock is set forward or back before each reading, by up to ten years."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()

        def read_clock() -> int:
            return _NOW + chance.randint(-_TEN_YEARS, _TEN_YEARS)

        def read_seconds() -> float:
            return read_clock() / 1e9

        def prepare() -> None:
            mock.patch("time.time_ns", read_clock).start()
            mock.patch("time.time", read_seconds).start()

        return judge(workshop, workshop.run(*_FILL, prepare=prepare))

    yield attempt


@contextmanager
def set_back(root: Path) -> Iterator[Attempt]:
    """The clock is set back between two fills; `undo --last` takes back the second, `undo` then the first."""
    workshop = Workshop(root)
    marker = b"\n/* complete: y */\n"

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        for moment in (_NOW, _NOW - chance.randint(1, _TEN_YEARS)):
            run = workshop.run(*_FILL, prepare=mock.patch("time.time_ns", return_value=moment).start)
            if run.code:
                raise Broken(f"{run}")
            with workshop.sheet.open("ab") as file:
                file.write(marker)
        for arguments, rest in ((("undo", "--last"), NEW + marker), (("undo", "a.css"), OLD + marker)):
            run = workshop.run(*arguments)
            if run.code or workshop.sheet.read_bytes() != rest + marker:
                raise Broken(f"{arguments}: {run} {workshop.sheet.read_bytes()!r}")
        return "both taken back, the later one first"

    yield attempt


@contextmanager
def misdate(root: Path) -> Iterator[Attempt]:
    """The files have times of the last century, or of the next."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        if chance.random() < 0.5:
            workshop.call(*_FILL)
            workshop.sheet.write_bytes(OLD)
        for path in (workshop.sheet, *workshop.cache.rglob("*")):
            moment = chance.randrange(0, 2 * _NOW)
            os.utime(path, ns=(moment, moment))
        return judge(workshop, workshop.run(*_FILL))

    yield attempt


_NOW, _TEN_YEARS = 1_800_000_000 * 10**9, 3_650 * 86_400 * 10**9  # nanoseconds
_SAVES = {"by rename": save_by_rename, "in place": save_in_place}


def _become_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _become_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _become_dangling_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.css")


_CHANGES: dict[str, Callable[[Path], object]] = {
    "is removed": Path.unlink,
    "becomes a directory": _become_directory,
    "becomes a named pipe": _become_pipe,
    "becomes a dangling link": _become_dangling_link,
}
_AREA = "Other programs at the same time"
KINDS = (
    *(
        Kind(_AREA, f"an editor saves {way} while the model works", partial(save_meanwhile, save=save), 150)
        for way, save in _SAVES.items()
    ),
    *(
        Kind(_AREA, f"an editor saves {way} at any moment of a fill", partial(save_at_random, save=save), 400)
        for way, save in _SAVES.items()
    ),
    Kind(_AREA, "an editor saves by rename right before the exchange", partial(save_in_exchange, is_killed=False), 150),
    Kind(_AREA, "… and the fill is killed right after it", partial(save_in_exchange, is_killed=True), 150),
    *(
        Kind(_AREA, f"the file {name} while the model works", partial(change_kind, change=change), 100)
        for name, change in _CHANGES.items()
    ),
    Kind(_AREA, "two fills of one file at once", fill_twice, 400),
    Kind(_AREA, "the cache is locked for a moment", partial(lock_database, folder="fills"), 100),
    Kind(_AREA, "the journal is locked for a moment", partial(lock_database, folder="journal"), 100),
    Kind(_AREA, "the clock jumps at every reading", read_clocks, 150),
    Kind(_AREA, "the clock is set back between two fills", set_back, 150),
    Kind(_AREA, "files of the last century and of the next", misdate, 150),
)
