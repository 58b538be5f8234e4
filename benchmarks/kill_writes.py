"""Kill a process that replaces a file at every system call of the replacement, and look at what is left.

A forked process calls `replace_file` under strace, which kills it on entry to its N-th call of a kind. The calls
come from a run that is let live: all from the creation of the temporary file to the last one after the
directory was synchronised; those that only concern memory are left out. Afterwards the file must hold the old
or the new bytes, whole, and the next replacement must leave nothing beside it. Both ways of replacing are
tried: by exchange, and by rename where that is missing.

    python benchmarks/kill_writes.py [--kills 20] [--share 1.0] [--seed 0]

Needs Linux and strace; about 0.03 s for each kill.
"""

import argparse
import ctypes
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cssgen.writing import Written, replace_file

OLD = b"a { /* complete: x */ }\n" * 2_000
NEW = b"a { color: red; /* x */ }\n" * 2_000
WAYS = {"exchange": "", "rename": "renameat2:error=ENOSYS"}
_NO_FILE = {"brk", "exit_group", "madvise", "mmap", "mremap", "munmap"}  # and not the same in each run
_PR_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")


@dataclass(frozen=True, slots=True)
class Step:
    """The `ordinal`-th call (from 1) of the system call `name` in a replacement."""

    name: str
    ordinal: int
    arguments: str


@dataclass(frozen=True, slots=True)
class Place:
    """A stylesheet, alone in its directory, and where locks and logs go."""

    sheet: Path
    lock_dir: Path
    log: Path


def make_place(root: Path) -> Place:
    """Directories for one campaign."""
    (root / "project").mkdir()
    return Place(root / "project" / "a.css", root / "locks", root / "strace.log")


def start_writer(place: Place) -> int:
    """A stopped process that, once continued, replaces OLD by NEW; its id."""
    process = os.fork()
    if process == 0:
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        done = replace_file(place.sheet, OLD, NEW, lock_dir=place.lock_dir)
        os._exit(0 if done == Written() else 1)
    os.waitpid(process, os.WUNTRACED)
    return process


def run_traced(place: Place, injections: list[str]) -> int:
    """Run one writer under strace; its wait status."""
    place.sheet.write_bytes(OLD)
    process = start_writer(place)
    options = [option for injection in injections for option in ("-e", f"inject={injection}")]
    command = ["strace", *options, "-s", "60", "-o", str(place.log), "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        attached = tracer.stderr.readline() if tracer.stderr else ""
        os.kill(process, signal.SIGCONT)
        _, status = os.waitpid(process, 0)
    if "attached" not in attached:
        raise SystemExit(f"strace cannot attach: {attached}")
    return status


def list_steps(place: Place, way: str) -> list[Step]:
    """The calls of a replacement that nobody disturbs, from the temporary file on."""
    place.lock_dir.mkdir(exist_ok=True)
    status = run_traced(place, [WAYS[way]] if WAYS[way] else [])
    if status != 0 or place.sheet.read_bytes() != NEW:
        raise SystemExit(f"the replacement fails without a kill: status {status}")
    seen: Counter[str] = Counter()
    steps: list[Step] = []
    for line in place.log.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        seen[match[1]] += 1
        if steps or "O_CREAT|O_EXCL" in match[2]:
            steps.append(Step(match[1], seen[match[1]], match[2]))
    return [step for step in steps if step.name not in _NO_FILE]


def kill_at(place: Place, way: str, step: Step) -> str:
    """Kill a writer on entry to `step`; what the file holds then.

    Raises:
        SystemExit: if the next replacement leaves something behind.
    """
    injections = [f"{step.name}:signal=KILL:when={step.ordinal}"]
    if WAYS[way] and step.name != "renameat2":
        injections.append(WAYS[way])
    status = run_traced(place, injections)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        return "not reached"
    content = place.sheet.read_bytes()
    if replace_file(place.sheet, content, content + b"\n", lock_dir=place.lock_dir) != Written():
        raise SystemExit(f"{step}: the next replacement fails")
    left = sorted(path.name for path in place.sheet.parent.iterdir())
    if left != ["a.css"]:
        raise SystemExit(f"{step}: the next replacement leaves {left}")
    return {OLD: "old", NEW: "new"}.get(content, "other")


def run_campaign(place: Place, way: str, kills: int, share: float, chance: random.Random) -> Counter[str]:
    """Kill at every step, print a line for each; how often which outcome came."""
    total: Counter[str] = Counter()
    steps = list_steps(place, way)
    print(f"\n{way}: {len(steps)} system calls\n{'':>4} {'call':<14} {'kills':>6} {'old':>6} {'new':>6} {'other':>6}")
    for number, step in enumerate(steps, 1):
        planned = sum(chance.random() < share for _ in range(kills))
        outcomes = Counter(kill_at(place, way, step) for _ in range(planned))
        total += outcomes
        killed = planned - outcomes["not reached"]
        columns = f"{killed:>6} {outcomes['old']:>6} {outcomes['new']:>6} {outcomes['other']:>6}"
        print(f"{number:>4} {step.name:<14} {columns}  {step.arguments.replace(str(place.sheet.parent), '')[:40]}")
    return total


def main() -> int:
    """Run both campaigns; 1 if a file was ever anything but old or new, or a call was never reached."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20, help="kills at each system call")
    parser.add_argument("--share", type=float, default=1.0, help="the part of them that is done, by chance")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is missing (Debian: apt install strace)", file=sys.stderr)
        return 2
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as root:
        place = make_place(Path(root))
        for way in WAYS:
            total += run_campaign(place, way, arguments.kills, arguments.share, random.Random(arguments.seed))
    print(f"\n{total.total()} runs: " + ", ".join(f"{count} {outcome}" for outcome, count in total.items()))
    return 1 if total["other"] or total["not reached"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
