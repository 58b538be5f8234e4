"""What the cache saves: the same fill and the same commit, the first time and again, beside what runs anyway.

Each row is the median of some runs as a user starts them, as a process; its ratio is to the first fill. `git commit`
runs with `cssgen fill --staged` as its hook; beside it, the same commit without a hook, Python that does nothing, and
`cssgen check`, which loads no model either. A fill from the cache must give the same bytes as the first one.

    python benchmarks/repeated_fill.py [--runs 5]
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CSS = """\
:root { --brand: #05f; }

.card {
  padding: 1rem;
  /* complete: rounded corners and a soft shadow */
}

/* complete: zebra striped table rows */

.a { color: /* complete: the brand colour */; }
"""
SHEET = Path("a.css")
CACHE = Path("cache")
CSSGEN = (sys.executable, "-m", "cssgen")


def run(*command: str) -> None:
    """Run a command, whose exit code does not matter."""
    subprocess.run(command, check=False, capture_output=True)


def measure(command: tuple[str, ...], prepare: Callable[[], None], runs: int) -> float:
    """Median seconds of a command."""
    seconds = []
    for _ in range(runs):
        prepare()
        start = time.perf_counter()
        run(*command)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def put_markers() -> None:
    """The stylesheet with its markers, staged."""
    SHEET.write_text(CSS)
    run("git", "add", "a.css")


def put_markers_and_clear() -> None:
    """The same, with an empty cache; digests of models stay, as they do on any machine."""
    put_markers()
    shutil.rmtree(CACHE / "fills", ignore_errors=True)


def set_hook(line: str) -> None:
    """Make `line` the hook of commits."""
    hook = Path(".git/hooks/pre-commit")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{line}\n")
    hook.chmod(0o755)


def main() -> int:
    """Print the table; 1 if a fill from the cache is another one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores; median of {runs} runs")
    with tempfile.TemporaryDirectory() as root:
        os.chdir(root)
        os.environ.update(
            {"CSSGEN_CACHE": str(Path(root, CACHE)), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        )
        os.environ.update({f"GIT_{who}_{what}": "x@y" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")})
        run("git", "init", "-q")
        commit = ("git", "commit", "-q", "--allow-empty", "-m", "x")
        fill = (*CSSGEN, "fill", "a.css")
        rows = {"fill, first time": measure(fill, put_markers_and_clear, runs)}
        first = SHEET.read_bytes()
        rows["fill --no-cache"] = measure((*fill, "--no-cache"), put_markers, runs)
        rows["fill again, from the cache"] = measure(fill, put_markers, runs)
        is_same = SHEET.read_bytes() == first != CSS.encode()
        set_hook(f"exec {' '.join(CSSGEN)} fill --staged")
        rows["git commit with the hook, first time"] = measure(commit, put_markers_and_clear, runs)
        rows["git commit with the hook, again"] = measure(commit, put_markers, runs)
        set_hook("exit 0")
        rows["git commit, a hook that does nothing"] = measure(commit, put_markers, runs)
        rows["cssgen check"] = measure((*CSSGEN, "check", "a.css"), put_markers, runs)
        rows["python -c pass"] = measure((sys.executable, "-c", "pass"), put_markers, runs)
        os.chdir("/")
    base = rows["fill, first time"]
    for name, seconds in rows.items():
        print(f"{name:<40}{seconds:>8.2f} s {seconds / base:>7.3f}")
    print("the same bytes from the cache" if is_same else "ANOTHER FILL FROM THE CACHE")
    return 0 if is_same else 1


if __name__ == "__main__":
    raise SystemExit(main())
