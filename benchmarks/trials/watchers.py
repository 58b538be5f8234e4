"""Watchers that are ended at any moment: while they start, wait, fill and write, alone or with others at work."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from unittest import mock

from trials.kinds import Attempt, Broken, Kind
from trials.meanwhile import save_by_rename, save_in_place
from trials.moments import FILLS, SAVED, VERSIONS, fill_saved
from trials.signals import EXITS, judge_end
from trials.workshop import NEW, OLD, ScriptedEngine, Workshop, check_undo, repair

_WATCH = ("watch", ".")
_SETTINGS = "[watch]\ndebounce-ms = 20\nsettle-ms = 20\n"
_POLLED = "poll = true\npoll-ms = 50\n"
_LONGEST = 30.0  # seconds for a fill, with other work to do
_SAVES = {"by rename": save_by_rename, "in place": save_in_place}


class Watched(Workshop):
    """A workshop whose stylesheet is filled by a watcher."""

    def __init__(self, root: Path, more: str = "") -> None:
        mock.patch("cssgen.cli.watching.LazyEngine", ScriptedEngine).start()
        os.environ["XDG_RUNTIME_DIR"] = str(root)
        root.chmod(0o700)
        super().__init__(root)
        self.project.joinpath("cssgen.toml").write_text(_SETTINGS + more)
        import cssgen.cli.watch
        import cssgen.cli.watching  # noqa: F401

    def watch(self) -> int:
        """Start a watcher, and let it go on; its process."""
        process = self.start(*_WATCH)
        os.kill(process, signal.SIGCONT)
        return process

    def end(self, process: int, number: int) -> int:
        """End a watcher by a signal, and wait for it; its exit code."""
        with suppress(ProcessLookupError):
            os.kill(process, number)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def wait_for(self, content: bytes) -> None:
        """Wait until the stylesheet is that.

        Raises:
            Broken: if it does not become it.
        """
        end = time.monotonic() + _LONGEST
        while (found := self.sheet.read_bytes()) != content:
            if time.monotonic() > end:
                raise Broken(f"never filled: {found!r} {self.read(0)}")
            time.sleep(0.002)

    def measure(self) -> float:
        """Seconds until a watcher has filled."""
        times = []
        for _ in range(3):
            self.reset()
            began = time.perf_counter()
            process = self.watch()
            self.wait_for(NEW)
            times.append(time.perf_counter() - began)
            self.end(process, signal.SIGKILL)
        return min(times)


@contextmanager
def interrupt(root: Path, *, name: str, more: str = "") -> Iterator[Attempt]:
    """Send a signal after a random time: the file is old or new, and whoever comes next does what was not done."""
    workshop = Watched(root, more)
    limit = 1.3 * workshop.measure()

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        process = workshop.watch()
        time.sleep(chance.uniform(0, limit))
        with suppress(ProcessLookupError):
            os.kill(process, signal.Signals[name])
        return judge_end(workshop, workshop.finish(process), EXITS[name])

    yield attempt


@contextmanager
def restart(root: Path) -> Iterator[Attempt]:
    """Kill a watcher after a random time, and start another one: it fills what the first did not, and nothing twice."""
    workshop = Watched(root)
    limit = 1.1 * workshop.measure()

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        process = workshop.watch()
        time.sleep(chance.uniform(0, limit))
        workshop.end(process, signal.SIGKILL)
        state = {OLD: "old", NEW: "new"}.get(workshop.sheet.read_bytes(), "neither")
        return f"{state}; {_let_another_fill(workshop, workshop.watch())}"

    yield attempt


@contextmanager
def kill_one_of_two(root: Path) -> Iterator[Attempt]:
    """Two watchers of one project, one of which is killed: the other one goes on."""
    workshop = Watched(root)
    limit = 1.3 * workshop.measure()

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        first, second = workshop.watch(), workshop.watch()
        time.sleep(chance.uniform(0, limit))
        workshop.end(first, signal.SIGKILL)
        return _let_another_fill(workshop, second)

    yield attempt


def _let_another_fill(workshop: Watched, process: int) -> str:
    try:
        workshop.wait_for(NEW)
        time.sleep(0.1)  # for a second fill of the same, which there must not be
        code = workshop.end(process, signal.SIGTERM)
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            workshop.end(process, signal.SIGKILL)
    if code != EXITS["SIGTERM"] or workshop.sheet.read_bytes() != NEW:
        raise Broken(f"exit {code}: {workshop.sheet.read_bytes()!r} {workshop.read(0)}")
    check_undo(workshop)
    repair(workshop)
    return "filled once by the other one"


@contextmanager
def save_and_kill(root: Path, *, way: str) -> Iterator[Attempt]:
    """An editor saves at one moment, and the watcher is killed at another: what was saved is there."""
    workshop = Watched(root)
    limit = 1.5 * workshop.measure()

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        process = workshop.watch()
        saved, killed = (chance.uniform(0, limit) for _ in range(2))
        time.sleep(min(saved, killed))
        if saved < killed:
            _SAVES[way](workshop.sheet, SAVED + OLD)
            time.sleep(killed - saved)
        workshop.end(process, signal.SIGKILL)
        if saved >= killed:
            _SAVES[way](workshop.sheet, SAVED + OLD)
        content = workshop.sheet.read_bytes()
        if content not in VERSIONS:
            raise Broken(f"{content!r}")
        run = workshop.call("fill", "a.css")
        if run.code or workshop.sheet.read_bytes() != fill_saved(FILLS):
            raise Broken(f"the next run does not fill: {run} {workshop.sheet.read_bytes()!r}")
        left = sorted(path.name for path in workshop.project.iterdir())
        if left != ["a.css", "cssgen.toml"]:
            raise Broken(f"the next run leaves {left}")
        return "saved, " + ("not filled" if content == SAVED + OLD else "filled")

    yield attempt


_AREA = "Watchers"
KINDS = (
    *(
        Kind(_AREA, f"{name} at a random moment", partial(interrupt, name=name), 200)
        for name in EXITS
        if name != "SIGHUP"
    ),
    Kind(_AREA, "SIGKILL at a random moment, of one that polls", partial(interrupt, name="SIGKILL", more=_POLLED), 100),
    Kind(_AREA, "SIGKILL at a random moment, and another one is started", restart, 100),
    Kind(_AREA, "SIGKILL of one of two at a random moment", kill_one_of_two, 100),
    *(
        Kind(
            _AREA, f"SIGKILL at a random moment, an editor saves {way} at another", partial(save_and_kill, way=way), 100
        )
        for way in _SAVES
    ),
)
