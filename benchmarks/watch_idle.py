"""What `cssgen watch` costs while nothing happens, and how soon it is ready, in a project with 50,000 files.

Most of them lie in `node_modules`, as they do. The time until the watcher says that it is ready is measured from the
start of its process, five times; its processor time (user and system, all threads) is read from `/proc` over a while
in which nothing is saved, once the model is loaded. Then a stylesheet is saved, to see that it is awake.

    python benchmarks/watch_idle.py [--files 50000] [--seconds 60]

Needs Linux and the default model.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.watching.running import REAL, Watching

OWN = 2_000  # files in the project that are not in `node_modules`
STYLESHEETS = 200
STARTS = 5
_PER_DIRECTORY = 8


def make_project(root: Path, files: int) -> None:
    """Stylesheets and other files in `src`, the rest in `node_modules`; as in a real one, some of those are CSS."""
    for number in range(OWN):
        name = f"{number}.css" if number < STYLESHEETS else f"{number}.ts"
        write(root / "src" / f"part{number % 40}" / f"sub{number % 200}" / name)
    for number in range(files - OWN):
        package = number // _PER_DIRECTORY
        name = f"{number}.css" if number % 50 == 0 else f"{number}.js"
        write(root / "node_modules" / f"p{package % 700}" / f"lib{package // 700}" / name)
    (root / ".git").mkdir()
    (root / ".gitignore").write_text("node_modules/\n")


def write(path: Path) -> None:
    """A small file; its directory is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(".a { color: red }\n")


def processor_time(pid: int) -> float:
    """Seconds that all threads of a process have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def count_inotify(pid: int) -> int:
    """The directories that a process watches."""
    return sum(path.read_text().count("inotify wd:") for path in Path(f"/proc/{pid}/fdinfo").iterdir())


@contextmanager
def start(root: Path, cache: Path) -> Iterator[Watching]:
    """A watcher that has just been started; it is gone at the end."""
    command = [*REAL, "--output-format", "jsonl"]
    environment = os.environ | {"CSSGEN_CACHE": str(cache)}
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True)
    watcher = Watching(process)
    try:
        yield watcher
    finally:
        watcher.close()


def measure_start(root: Path, cache: Path) -> tuple[float, float]:
    """Seconds until a watcher is ready, and those of them that a processor worked for it."""
    begin = time.perf_counter()
    with start(root, cache) as watcher:
        watcher.expect("ready")
        return time.perf_counter() - begin, processor_time(watcher.process.pid)


def measure_idling(root: Path, cache: Path, seconds: float) -> float:
    """What an idle watcher uses of a core; that it is awake is seen at the end."""
    with start(root, cache) as watcher:
        ready = watcher.expect("ready")
        watcher.expect("model")
        time.sleep(2)
        before, begin = processor_time(watcher.process.pid), time.perf_counter()
        time.sleep(seconds)
        used, elapsed = processor_time(watcher.process.pid) - before, time.perf_counter() - begin
        directories = count_inotify(watcher.process.pid)
        (root / "src" / "new.css").write_text("a {\n  /* complete: red text */\n}\n")
        watcher.expect("fill", path="src/new.css")
    print(f"directories: {ready['directories']}; watched: {directories}, by {ready['watches']} watches")
    print(f"idle for {elapsed:.0f} s: {used:.2f} s of processor time, {used / elapsed:.2%} of one core")
    return used / elapsed


def main() -> int:
    """Make a project and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    print(
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, {arguments.files:,} files"
    )
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory).resolve() / "project"
        make_project(root, arguments.files)
        cache = Path(directory) / "cache"
        starts = sorted(measure_start(root, cache) for _ in range(STARTS))
        times, works = (", ".join(f"{value:.2f}" for value in values) for values in zip(*starts, strict=True))
        print(f"ready after {times} s, of which {works} s of processor time")
        share = measure_idling(root, cache, arguments.seconds)
    return 1 if starts[STARTS // 2][0] > 2 or share > 0.01 else 0


if __name__ == "__main__":
    raise SystemExit(main())
