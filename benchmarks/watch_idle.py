"""What `cssgen watch` costs while nothing happens, and how soon it is ready, in a project with 50,000 files.

Most of them lie in `node_modules`, as they do. The time until the watcher says that it is ready is measured from the
start of its process; its processor time (user and system, all threads) is read from `/proc` over a while in which
nothing is saved, once the model is loaded. Then a stylesheet is saved, to see that it is awake.

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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.watching.running import REAL, Watching

OWN = 2_000  # files in the project that are not in `node_modules`
STYLESHEETS = 200
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


def measure(root: Path, cache: Path, seconds: float) -> int:
    """Start a watcher, measure, and stop it; 1 if it took too long or too much."""
    environment = os.environ | {"CSSGEN_CACHE": str(cache)}
    start = time.perf_counter()
    command = [*REAL, "--output-format", "jsonl"]
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        watcher = Watching(process)
        ready = watcher.expect("ready")
        ready_seconds, ready_work = time.perf_counter() - start, processor_time(process.pid)
        watcher.expect("model")
        time.sleep(2)
        before, begin = processor_time(process.pid), time.perf_counter()
        time.sleep(seconds)
        used, elapsed = processor_time(process.pid) - before, time.perf_counter() - begin
        directories = count_inotify(process.pid)
        (root / "src" / "new.css").write_text("a {\n  /* complete: red text */\n}\n")
        watcher.expect("fill", path="src/new.css")
        process.terminate()
    print(f"ready after {ready_seconds:.2f} s, of which {ready_work:.2f} s of processor time")
    print(f"directories: {ready['directories']}; watched: {directories}; by {ready['watches']} watches")
    print(f"idle for {elapsed:.0f} s: {used:.2f} s of processor time, {used / elapsed:.2%} of one core")
    return 1 if ready_seconds > 2 or used / elapsed > 0.01 else 0


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
        return measure(root, Path(directory) / "cache", arguments.seconds)


if __name__ == "__main__":
    raise SystemExit(main())
