"""How long cssgen takes to find that nothing is to be done, beside grep and prettier on the same stylesheets.

    python benchmarks/scan.py STYLESHEETS [--files 2000] [--runs 21] [--no-prettier]

STYLESHEETS is a directory, or JSON lines (gzip) with a `text` each; those without a marker or near miss are written to
a temporary directory. Commands take turns, and each figure is a median, of whole processes as a user starts them.
Wall time is what one waits; time of the processor is what other work on the machine disturbs least. On a busy machine,
`chrt -f 20 python benchmarks/scan.py …` keeps others away; prettier is run without that priority. `npm` is needed.
"""

import argparse
import gzip
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cssgen.suspects import find_suspects, may_ask

CSSGEN = str(Path(sys.executable).with_name("cssgen"))
GREP = ["grep", "-rlE", "complete *:"]
PRETTIER = "prettier@3.6.2"
GITIGNORE = "node_modules/\n/dist\n*.log\n.env*\n!.env.example\n.DS_Store\n[Bb]uild/\ncoverage/\n"
PER_FOLDER = 40


class Times(NamedTuple):
    """Seconds of one process."""

    wall: float
    processor: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("stylesheets", type=Path)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--no-prettier", action="store_true")
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, {_first_line('grep')}")
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        # pip compiles what it installs; an editable installation is compiled by its first run, if nothing forbids it.
        os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(root / "bytecode")}
        size = write_tree(islice(read_texts(arguments.stylesheets), arguments.files), root / "plain")
        shutil.copytree(root / "plain", root / "work")
        subprocess.run(["git", "init", "-q", root / "work"], check=True)
        (root / "work" / ".gitignore").write_text(GITIGNORE)
        (root / "small.css").write_text("a { color: red }\n")
        (root / "marked.css").write_text("a { /* complete: red */ }\n")
        print(
            f"{arguments.files:,} stylesheets, {size / 1e6:.1f} MB; median of {arguments.runs} runs in turns{urgency()}"
        )
        times = measure(commands(root), arguments.runs)
        print_rows(times, "grep -rlE 'complete *:'")
        print_second_core(sorted(map(str, (root / "plain").rglob("*.css"))))
        if not arguments.no_prettier:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
            times |= measure({"prettier --check": install_prettier(root, root / "plain")}, 1, warm=False)
        print_verdicts(times)


def urgency() -> str:
    """Whether the commands run before all others, as `chrt` lets them."""
    return ", with real-time priority" if os.sched_getscheduler(0) == os.SCHED_FIFO else ""


def read_texts(path: Path) -> Iterator[bytes]:
    """The stylesheets in a directory or file, evenly drawn, that hold nothing like a marker."""
    if path.is_dir():
        contents = [file.read_bytes() for file in sorted(path.rglob("*.css"))]
    else:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            contents = [json.loads(line)["text"].encode() for line in lines]
    plain = [raw for raw in contents if not may_ask(raw) and b"complete:" not in raw]
    step = max(len(plain) // 2_500, 1)
    return iter(plain[::step])


def write_tree(contents: Iterator[bytes], root: Path) -> int:
    """Write stylesheets to folders of some each; their bytes together."""
    size = 0
    for number, raw in enumerate(contents):
        path = root / f"{number // PER_FOLDER:03d}" / f"{number % PER_FOLDER:02d}.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(raw)
    return size


def commands(root: Path) -> dict[str, list[str]]:
    """What is measured, by its name in the table."""
    return {
        "grep -rlE 'complete *:'": [*GREP, str(root / "plain")],
        "cssgen fill": [CSSGEN, "fill", str(root / "plain")],
        "cssgen fill, in a repository with .gitignore": [CSSGEN, "fill", str(root / "work")],
        "cssgen check": [CSSGEN, "check", str(root / "plain")],
        "python -c pass": [sys.executable, "-c", "pass"],
        "cssgen --version": [CSSGEN, "--version"],
        "cssgen check, one small file": [CSSGEN, "check", str(root / "small.css")],
        "cssgen check, one small file with a marker": [CSSGEN, "check", str(root / "marked.css")],
    }


def measure(rows: Mapping[str, list[str]], runs: int, *, warm: bool = True) -> dict[str, Times]:
    """Medians of commands that take turns."""
    taken: dict[str, list[Times]] = {name: [] for name in rows}
    for turn in range(runs + warm):
        for name, command in rows.items():
            times = run(command)
            if turn >= warm:
                taken[name].append(times)
    return {name: Times(*map(statistics.median, zip(*times, strict=True))) for name, times in taken.items()}


def run(command: list[str]) -> Times:
    """Run a command, whose exit code does not matter."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=silent)
    _, _, usage = os.wait4(process, 0)
    return Times(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)


def install_prettier(root: Path, tree: Path) -> list[str]:
    """The command of prettier on a tree, installed beside it."""
    subprocess.run(["npm", "install", "--silent", "--prefix", root / "npm", PRETTIER], check=True)
    return ["node", str(root / "npm/node_modules/prettier/bin/prettier.cjs"), "--check", str(tree)]


def print_rows(times: Mapping[str, Times], base: str) -> None:
    """The table; ratios are to `base`."""
    print(f"\n{'':<46}{'wall ms':>9}{'ratio':>7}{'CPU ms':>9}{'ratio':>7}")
    for name, (wall, processor) in times.items():
        ratios = wall / times[base].wall, processor / times[base].processor
        print(f"{name:<46}{wall * 1e3:>9.1f}{ratios[0]:>7.2f}{processor * 1e3:>9.1f}{ratios[1]:>7.2f}")


def print_verdicts(times: Mapping[str, Times]) -> None:
    """What is promised, and what was measured."""
    fill, grep = times["cssgen fill"], times["grep -rlE 'complete *:'"]
    print(f"fill / grep, at most 5: {fill.wall / grep.wall:.2f} (CPU {fill.processor / grep.processor:.2f})")
    if "prettier --check" in times:
        prettier = times["prettier --check"]
        wall, processor = (its / mine for its, mine in zip(prettier, fill, strict=True))
        print(f"{PRETTIER} --check: {prettier.wall:.1f} s (CPU {prettier.processor:.1f})")
        print(f"fill / prettier, at most 1/50: 1/{wall:.0f} (CPU 1/{processor:.0f})")
    for name in ("cssgen check, one small file", "cssgen check, one small file with a marker"):
        wall, processor = (1e3 * (mine - its) for mine, its in zip(times[name], times["python -c pass"], strict=True))
        print(f"{name}: {wall:.0f} ms longer than python -c pass (CPU {processor:.0f}), at most 80")


def print_second_core(paths: list[str]) -> None:
    """From how many files on a second process would pay."""
    looks = []
    for _ in range(11):
        start = time.perf_counter()
        assert not list(find_suspects(paths))  # noqa: S101  else the tree is not what it should be
        looks.append(time.perf_counter() - start)
    look = statistics.median(looks) / len(paths)
    start_up = measure({"start": [sys.executable, "-c", "import multiprocessing, cssgen.suspects"]}, 11)["start"].wall
    print(
        f"\none look: {look * 1e6:.1f} µs a file; a second process takes {start_up * 1e3:.0f} ms to start, "
        f"so it would pay beyond {2 * start_up / look:,.0f} files"
    )


def _first_line(command: str) -> str:
    return subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout.partition("\n")[0]


if __name__ == "__main__":
    main()
