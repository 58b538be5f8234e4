"""Kill a fill at random moments, and look at what is left: the file, the index, the journal.

A forked process fills a file of three markers by a model that answers at once, in the work tree alone or in git's
index too, and is killed by SIGKILL after a random time. Afterwards the file must hold the old or the new bytes,
whole; the index must never hold a fill that the work tree does not; the same fill, done again, must finish what was
begun; and then all of it must be taken back by the journal, byte for byte.

    python benchmarks/kill_fills.py [--kills 200] [--seed 0]

Needs fork and git; about 0.1 s for each kill.
"""

import argparse
import contextlib
import io
import os
import platform
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from cssgen.candidates import Candidate
from cssgen.cli import main as cssgen
from cssgen.cli.staged import fill_entries
from cssgen.contexts import Context
from cssgen.directories import cache_directory, lock_directory
from cssgen.fill import FillOptions
from cssgen.git.commands import find_work_tree
from cssgen.git.index import find_staged, read_entries
from cssgen.journal.recorder import Recorder
from cssgen.rewrite import rewrite_files
from cssgen.writing import replace_file

OLD = b"a {\n  b: c;\n  /* complete: x */\n}\n\n/* complete: y */\n\nd { color: /* complete: z */; }\n"
NEW = b"a {\n  b: c;\n  /* x */\n  color: red;\n}\n\n/* y */\ne {\n  color: red;\n}\n\nd { color: red; }\n"
SHEET = Path("a.css")


def answer(contexts: Sequence[Context]) -> list[list[Candidate]]:
    """One valid answer for each marker."""
    words = {"x": "color: red;", "y": "e { color: red; }", "z": "red"}
    return [[Candidate(words[context.marker.prompt])] for context in contexts]


def open_recorder() -> Recorder:
    """The journal, as `cssgen fill` opens it."""
    return Recorder(cache_directory() / "journal", lambda _: "", print)


def fill_work_tree() -> None:
    """As `cssgen fill a.css`."""
    recorder = open_recorder()
    write = partial(replace_file, lock_dir=lock_directory())
    recorder.settle(list(rewrite_files([SHEET], answer, FillOptions(), write, recorder.note)))


def fill_staged() -> None:
    """As `cssgen fill --staged`."""
    recorder = open_recorder()
    root = find_work_tree()
    recorder.settle(list(fill_entries(read_entries(root, find_staged(root)), answer, FillOptions(), recorder)))


def git(*arguments: str) -> bytes:
    """Run git and return what it prints."""
    return subprocess.run(["git", *arguments], capture_output=True, check=True).stdout


def reset() -> None:
    """The markers, in the work tree and in the index; an empty journal."""
    SHEET.write_bytes(OLD)
    git("add", "a.css")
    for path in (cache_directory() / "journal").glob("*"):
        path.unlink()


def run_and_kill(fill: Callable[[], None], seconds: float | None) -> None:
    """Fill in another process, and kill it after a time; None lets it end."""
    process = os.fork()
    if process == 0:
        fill()
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    # A git that it had started goes on to its end.
    while Path(".git/index.lock").exists():
        time.sleep(0.001)


def judge(fill: Callable[[], None]) -> str:
    """What is left: `old`, `new`, `new, not staged`, or what must not be."""
    time.sleep(0.02)
    work_tree, index = SHEET.read_bytes(), git("cat-file", "blob", ":a.css")
    if work_tree not in (OLD, NEW) or index not in (OLD, NEW) or (index == NEW and work_tree == OLD):
        return "damaged"
    fill()
    if SHEET.read_bytes() != NEW or (fill is fill_staged and git("cat-file", "blob", ":a.css") != NEW):
        return "not repaired"
    if cssgen(["undo", "a.css"]) != 0 or SHEET.read_bytes() != OLD:
        return "not undone"
    if work_tree == OLD:
        return "old"
    return "new" if fill is fill_work_tree or index == NEW else "new, not staged"


def measure(fill: Callable[[], None]) -> float:
    """Seconds that a fill takes which is let live."""
    reset()
    start = time.perf_counter()
    run_and_kill(fill, None)
    return time.perf_counter() - start


def run_campaign(name: str, fill: Callable[[], None], kills: int, chance: random.Random) -> Counter[str]:
    """Kill `kills` fills, and print how often which outcome came."""
    limit = 1.2 * min(measure(fill) for _ in range(5))
    outcomes: Counter[str] = Counter()
    for _ in range(kills):
        reset()
        run_and_kill(fill, chance.uniform(0, limit))
        with contextlib.redirect_stdout(io.StringIO()):  # what `undo` says
            outcomes[judge(fill)] += 1
    print(
        f"{name:<22}{kills:>6} kills: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    )
    return outcomes


def main() -> int:
    """Run both campaigns; 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="kills of each kind of fill")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as root:
        os.environ["CSSGEN_CACHE"] = str(Path(root, "cache"))
        Path(root, "project").mkdir()
        os.chdir(Path(root, "project"))
        git("init", "-q")
        chance = random.Random(arguments.seed)
        for name, fill in (("cssgen fill", fill_work_tree), ("cssgen fill --staged", fill_staged)):
            total += run_campaign(name, fill, arguments.kills, chance)
        os.chdir("/")
    return 1 if set(total) - {"old", "new", "new, not staged"} else 0


if __name__ == "__main__":
    raise SystemExit(main())
