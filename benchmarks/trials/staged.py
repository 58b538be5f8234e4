"""`cssgen fill --staged` under faults: index and work tree both have the fills, or neither has, whatever happens."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from trials.kinds import NOTHING, Attempt, Broken, Kind
from trials.system_calls import FAULTS, PLACES, Fault, find_calls, is_hit
from trials.tracing import Step
from trials.workshop import NEW, OLD, Run, ScriptedEngine, Workshop

_FILL = ("fill", "--staged")
_NO_START = {
    "no more open files (EMFILE)": Fault("EMFILE", frozenset({"pipe2"})),
    "no more processes (EAGAIN)": Fault("EAGAIN", frozenset({"vfork"})),
    "out of memory (ENOMEM)": Fault("ENOMEM", frozenset({"vfork"})),
}
_LOCK_TRIES = 100  # of 0.02 s: a command of git may outlive the process that started it


class Repository(Workshop):
    """A workshop whose project is a repository of git with the stylesheet staged.

    Attributes:
        git: its directory `.git`.
    """

    def __init__(self, root: Path) -> None:
        self.git = root.resolve() / "project" / ".git"
        self._kept = root.resolve() / "kept.git"
        super().__init__(root)
        subprocess.run(["git", "init", "-q"], cwd=self.project, check=True)
        subprocess.run(["git", "add", "a.css"], cwd=self.project, check=True)
        shutil.copytree(self.git, self._kept)
        self.call(*_FILL)

    def reset(self) -> None:
        """The markers, staged; no cache, journal or lock."""
        super().reset()
        if self._kept.exists():
            shutil.rmtree(self.git)
            shutil.copytree(self._kept, self.git)

    def read_staged(self) -> bytes:
        """What the index holds of the stylesheet."""
        return subprocess.run(["git", "show", ":a.css"], cwd=self.project, capture_output=True, check=True).stdout


def _judge(repository: Repository, run: Run) -> str:
    """Index and work tree are whole, and agree with each other, exit code and message; the next run ends it."""
    for _ in range(_LOCK_TRIES):
        if not (repository.git / "index.lock").exists():
            break
        time.sleep(0.02)
    staged, local = repository.read_staged(), repository.sheet.read_bytes()
    if staged not in (OLD, NEW) or local not in (OLD, NEW):
        raise Broken(f"neither old nor new: {staged!r} {local!r}")
    if "Traceback" in run.output or (run.code > 0 and not run.output.strip()):
        raise Broken(f"exit {run.code}: {run.output}")
    if staged == NEW and local == OLD:
        raise Broken(f"only the index has the fills: exit {run.code}: {run.output}")
    state = "both old" if local == OLD else "both new" if staged == NEW else "work tree filled"
    if run.code == 0 and state != "both new":
        raise Broken(f"exit 0, but {state}: {run.output}")
    # Who interrupts it, or kills it, gets the rest with the next run.
    if 0 < run.code < 128 and state == "work tree filled" and "its fills are in the work tree" not in run.output:
        raise Broken(f"exit {run.code}, and nothing says that the work tree is filled: {run.output}")
    _repair(repository)
    return f"{state}, " + (f"exit {run.code}" if run.code >= 0 else f"ended by signal {-run.code}")


def _repair(repository: Repository) -> None:
    ScriptedEngine.disturb = lambda: None
    run = repository.call(*_FILL)
    if run.code or {repository.read_staged(), repository.sheet.read_bytes()} != {NEW}:
        raise Broken(f"the next run does not fill: {run} {repository.sheet.read_bytes()!r}")
    # One that finds nothing to fill does not look at the directory either: the one after it does.
    left = sorted(path.name for path in repository.project.iterdir() if not path.name.endswith(".tmp"))
    if left != [".git", "a.css", "cssgen.toml"]:
        raise Broken(f"the next run leaves {left}")


@contextmanager
def inject(root: Path, *, fault: Fault, place: str) -> Iterator[Attempt]:
    """Let system calls fail one after another, from one try to the next."""
    repository = Repository(root)
    calls = find_calls(repository, place, _FILL)
    steps = [step for step in calls if is_hit(step, fault)]
    if not steps:
        yield lambda *_: NOTHING
        return
    # Python goes on to `fork` if `vfork` fails.
    others = [f"clone,clone3,fork:error={fault.error}"] if "vfork" in fault.calls else []
    yield partial(_attempt_step, repository, steps, f"error={fault.error}", others)


@contextmanager
def interrupt_calls(root: Path, *, name: str) -> Iterator[Attempt]:
    """Send a signal on entry to a system call, one after another from one try to the next."""
    repository = Repository(root)
    steps = find_calls(repository, "", _FILL)
    yield partial(_attempt_step, repository, steps, f"signal={name.removeprefix('SIG')}", [])


def _attempt_step(
    repository: Repository, steps: list[Step], injection: str, others: list[str], number: int, _: random.Random
) -> str:
    repository.reset()
    step = steps[number % len(steps)]
    run = repository.trace([f"{step.name}:{injection}:when={step.ordinal}", *others], *_FILL)
    try:
        return _judge(repository, run)
    except Broken as broken:
        raise Broken(f"{step}: {broken}") from broken


@contextmanager
def interrupt(root: Path, *, name: str) -> Iterator[Attempt]:
    """Send a signal after a random time."""
    repository = Repository(root)
    began = time.perf_counter()
    repository.reset()
    repository.run(*_FILL)
    limit = 1.1 * (time.perf_counter() - began)

    def attempt(_: int, chance: random.Random) -> str:
        repository.reset()
        process = repository.start(*_FILL)
        os.kill(process, signal.SIGCONT)
        time.sleep(chance.uniform(0, limit))
        os.kill(process, signal.Signals[name])
        return _judge(repository, repository.finish(process))

    yield attempt


@contextmanager
def lock_index(root: Path) -> Iterator[Attempt]:
    """Another command of git holds the lock of the index, from the beginning or from while the model works."""
    repository = Repository(root)

    def attempt(_: int, chance: random.Random) -> str:
        repository.reset()
        lock = repository.git / "index.lock"
        if chance.random() < 0.5:
            lock.touch()
        else:
            ScriptedEngine.disturb = lock.touch
        run = repository.run(*_FILL)
        lock.unlink()
        return _judge(repository, run)

    yield attempt


@contextmanager
def stage_meanwhile(root: Path) -> Iterator[Attempt]:
    """Somebody stages another version while the model works: it stays, and the fills go into neither."""
    repository = Repository(root)
    other = b"z { top: 0 }\n" + OLD

    def stage() -> None:
        repository.sheet.write_bytes(other)
        subprocess.run(["git", "add", "a.css"], cwd=repository.project, check=True)
        repository.sheet.write_bytes(OLD)

    def attempt(_: int, __: random.Random) -> str:
        repository.reset()
        ScriptedEngine.disturb = stage
        run = repository.run(*_FILL)
        if (repository.read_staged(), repository.sheet.read_bytes()) != (other, OLD) or run.code == 0:
            raise Broken(f"{run} {repository.read_staged()!r} {repository.sheet.read_bytes()!r}")
        return f"both as they were, exit {run.code}"

    yield attempt


_AREA = "`cssgen fill --staged`"
KINDS = (
    *(
        Kind(_AREA, f"{name}: the project", partial(inject, fault=fault, place=PLACES["the project"]), 100)
        for name, fault in FAULTS.items()
        if fault.error not in ("ENOSYS", "EOPNOTSUPP")
    ),
    *(Kind(_AREA, f"{name} for git", partial(inject, fault=fault, place=""), 100) for name, fault in _NO_START.items()),
    *(
        Kind(_AREA, f"{name} at every system call", partial(interrupt_calls, name=name), 200)
        for name in ("SIGKILL", "SIGTERM")
    ),
    *(Kind(_AREA, f"{name} at a random moment", partial(interrupt, name=name), 200) for name in ("SIGKILL", "SIGINT")),
    Kind(_AREA, "the index is locked", lock_index, 100),
    Kind(_AREA, "another version is staged while the model works", stage_meanwhile, 100),
)
