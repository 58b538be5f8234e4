"""Signals: at random moments, and at every system call of a fill that touches a file of ours."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from trials.kinds import Attempt, Broken, Kind
from trials.system_calls import find_calls
from trials.workshop import NEW, OLD, Run, Workshop, check_undo, judge, repair

# Signal to exit code. The system ends a process by SIGTERM, too, before and after a command runs.
EXITS = {"SIGKILL": -9, "SIGTERM": 143, "SIGINT": 130, "SIGHUP": -1}


def judge_end(workshop: Workshop, run: Run, expected: int) -> str:
    """The exit code is that of the signal, or of a fill that was done before it came."""
    if run.code not in (0, expected, 128 - expected if expected > 0 else expected):
        raise Broken(f"exit {run.code} instead of {expected}:\n{run.output}")
    if run.code == 0:
        return judge(workshop, run)
    state = {OLD: "old", NEW: "new"}.get(workshop.sheet.read_bytes())
    if state is None or "Traceback" in run.output:
        raise Broken(f"{state}: {run.output}")
    left = {path.name for path in workshop.project.iterdir()} - {"a.css", "cssgen.toml"}
    if left and run.code > 0:
        raise Broken(f"left behind: {left}")
    if state == "new":
        check_undo(workshop)
    repair(workshop)
    check_undo(workshop)
    return f"{state}, " + (f"exit {expected}" if expected > 0 else f"ended by {signal.Signals(-expected).name}")


@contextmanager
def interrupt(root: Path, *, name: str) -> Iterator[Attempt]:
    """Send a signal after a random time."""
    workshop = Workshop(root)
    limit = 1.1 * _measure(workshop)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        process = workshop.start("fill", "a.css")
        os.kill(process, signal.SIGCONT)
        time.sleep(chance.uniform(0, limit))
        os.kill(process, signal.Signals[name])
        return judge_end(workshop, workshop.finish(process), EXITS[name])

    yield attempt


@contextmanager
def interrupt_calls(root: Path, *, name: str) -> Iterator[Attempt]:
    """Send a signal on entry to a system call, one after another from one try to the next."""
    workshop = Workshop(root)
    steps = find_calls(workshop)

    def attempt(number: int, _: random.Random) -> str:
        workshop.reset()
        step = steps[number % len(steps)]
        injection = f"{step.name}:signal={name.removeprefix('SIG')}:when={step.ordinal}"
        try:
            return judge_end(workshop, workshop.trace([injection], "fill", "a.css"), EXITS[name])
        except Broken as broken:
            raise Broken(f"{step}: {broken}") from broken

    yield attempt


@contextmanager
def interrupt_undo(root: Path) -> Iterator[Attempt]:
    """Kill `cssgen undo` after a random time: the next one ends it."""
    workshop = Workshop(root)
    limit = 0.6 * _measure(workshop)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        workshop.call("fill", "a.css")
        process = workshop.start("undo", "a.css")
        os.kill(process, signal.SIGCONT)
        time.sleep(chance.uniform(0, limit))
        os.kill(process, signal.SIGKILL)
        workshop.finish(process)
        state = {OLD: "old", NEW: "new"}.get(workshop.sheet.read_bytes())
        if state is None:
            raise Broken(f"neither old nor new: {workshop.sheet.read_bytes()!r}")
        if state == "new":
            check_undo(workshop)
        repair(workshop)
        check_undo(workshop)
        return state

    yield attempt


@contextmanager
def suspend(root: Path) -> Iterator[Attempt]:
    """Stop a fill for a moment, as Ctrl-Z does."""
    workshop = Workshop(root)
    limit = 1.1 * _measure(workshop)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        process = workshop.start("fill", "a.css")
        os.kill(process, signal.SIGCONT)
        time.sleep(chance.uniform(0, limit))
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGSTOP)
        time.sleep(0.01)
        return judge(workshop, workshop.finish(process))

    yield attempt


def _measure(workshop: Workshop) -> float:
    """Seconds that a fill takes."""
    times = []
    for _ in range(5):
        workshop.reset()
        start = time.perf_counter()
        workshop.run("fill", "a.css")
        times.append(time.perf_counter() - start)
    return min(times)


_AREA = "Signals"
KINDS = (
    *(Kind(_AREA, f"{name} at a random moment", partial(interrupt, name=name), 800) for name in EXITS),
    *(Kind(_AREA, f"{name} at every system call", partial(interrupt_calls, name=name)) for name in EXITS),
    Kind(_AREA, "SIGKILL of `cssgen undo` at a random moment", interrupt_undo, 800),
    Kind(_AREA, "stopped (Ctrl-Z) at a random moment, and continued", suspend),
)
