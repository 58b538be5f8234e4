"""Every system call of a fill that touches a file of ours fails once, with every error that it may fail with."""

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trials.kinds import NOTHING, Attempt, Broken, Kind
from trials.tracing import Step, read_steps
from trials.workshop import Workshop, judge

_MAKES = frozenset({"mkdir", "rename", "renameat2", "link"})
_REMOVES = frozenset({"unlink", "rmdir"})
_WRITES = frozenset({"write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate"})
_READS = frozenset({"read", "pread64", "getdents64", "lseek"})
_LOOKS = frozenset({"newfstatat", "stat", "lstat", "access", "faccessat2", "readlink", "statx"})
_CHANGES = frozenset({"fchmod", "fchown", "fsetxattr", "chmod"})
_OPENS = frozenset({"openat", "open"})
_NEW = "O_CREAT"
STARTS = frozenset({"pipe2", "vfork", "clone", "clone3", "fork"})  # of processes


@dataclass(frozen=True, slots=True)
class Fault:
    """An error, and the calls that fail with it.

    Attributes:
        error: its name in errno.
        calls: names of system calls.
        opens: what must stand in the flags of `openat` for it to be one of them; None if it never is.
    """

    error: str
    calls: frozenset[str]
    opens: str | None = None


_FULL = _MAKES | _WRITES
FAULTS = {
    "disk full (ENOSPC)": Fault("ENOSPC", _FULL, _NEW),
    "quota used up (EDQUOT)": Fault("EDQUOT", _FULL, _NEW),
    "disk broken (EIO)": Fault("EIO", _MAKES | _REMOVES | _WRITES | _READS | _LOOKS | {"close"}, ""),
    "disk read-only (EROFS)": Fault("EROFS", _MAKES | _REMOVES | _CHANGES, _NEW),
    "permission lost (EACCES)": Fault("EACCES", _MAKES | _REMOVES | _LOOKS, ""),
    "not permitted (EPERM)": Fault("EPERM", _MAKES | _REMOVES | _CHANGES | {"fcntl"}, ""),
    "network disk gone (ESTALE)": Fault("ESTALE", _MAKES | _REMOVES | _WRITES | _READS | _LOOKS, ""),
    "busy (EBUSY)": Fault("EBUSY", _MAKES | _REMOVES, ""),
    "no more open files (EMFILE)": Fault("EMFILE", frozenset(), ""),
    "gone meanwhile (ENOENT)": Fault("ENOENT", _MAKES | _REMOVES | _LOOKS, ""),
    "system too old or simple (ENOSYS)": Fault("ENOSYS", frozenset({"renameat2", "fcntl", "flock", "flistxattr"})),
    "call not supported (EOPNOTSUPP)": Fault(
        "EOPNOTSUPP", frozenset({"renameat2", "fcntl", "flock", "flistxattr", "fchmod"})
    ),
    "out of memory (ENOMEM)": Fault("ENOMEM", _READS | _LOOKS | {"fcntl"}, ""),
    "no more locks (ENOLCK)": Fault("ENOLCK", frozenset({"fcntl", "flock"})),
}
PLACES = {"the project": "project/", "the cache": "cache/fills", "the journal": "cache/journal", "locks": "cache/locks"}


def find_steps(workshop: Workshop, fault: Fault, place: str) -> list[Step]:
    """The calls of a fill that a fault may hit in a place."""
    return [step for step in find_calls(workshop, place) if is_hit(step, fault)]


def find_calls(workshop: Workshop, place: str = "", command: Sequence[str] = ("fill", "a.css")) -> list[Step]:
    """The calls of a fill that concern files in a place; with no place, those too that start a process."""
    workshop.reset()
    run = workshop.trace([], *command)
    if run.code != 0:
        raise Broken(f"fails undisturbed: {run}")
    where = f"{workshop.root}/{place}"
    return [
        step for step in read_steps(workshop.log) if where in _name_files(step) or (not place and step.name in STARTS)
    ]


def _name_files(step: Step) -> str:
    """The arguments of a call with all files and directories by their absolute names."""
    start = re.search(r"AT_FDCWD<(.*?)>, ", step.arguments)
    if start is None:
        return step.arguments.replace(">", "/>")
    rest = step.arguments[start.end() :]
    return rest if rest.startswith('"/') else f"{start[1]}/{rest}"


def is_hit(step: Step, fault: Fault) -> bool:
    """Whether a call may fail so."""
    if fault.error == "ENOENT" and "cssgen.toml" in step.arguments:
        return False  # then it is another project
    if step.name in _OPENS:
        return fault.opens is not None and fault.opens in step.arguments
    return step.name in fault.calls


@contextmanager
def inject(root: Path, *, fault: Fault, place: str) -> Iterator[Attempt]:
    """Let the calls fail one after another, from one try to the next."""
    workshop = Workshop(root)
    steps = find_steps(workshop, fault, place)

    def attempt(number: int, chance: random.Random) -> str:
        del chance
        workshop.reset()
        step = steps[number % len(steps)]
        run = workshop.trace([f"{step.name}:error={fault.error}:when={step.ordinal}"], "fill", "a.css")
        if "(INJECTED)" not in workshop.log.read_text(errors="replace"):
            return "not reached"
        try:
            return judge(workshop, run)
        except Broken as broken:
            raise Broken(f"{step}: {broken}") from broken

    if steps:
        yield attempt
    else:
        yield lambda *_: NOTHING


KINDS = tuple(
    Kind("System calls that fail", f"{name}: {where}", partial(inject, fault=fault, place=place), 120)
    for name, fault in FAULTS.items()
    for where, place in PLACES.items()
)
