"""Replace a file as fast as possible while an editor keeps saving it, and count the saves that are lost.

The editor, another process, saves numbered versions in one of three ways: it renames a new file into place, it
truncates and writes the file, or it opens the file first and truncates later. A save is lost if half a second
later the file still does not begin with its number. The last line is the portable way of replacing, without
exchange: it shows what the exchange is for.

    python benchmarks/race_writes.py [--seconds 12] [--seed 0]
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from cssgen.writing import replace_file

BODY = b"x" * 20_000


def save_by_rename(path: Path, content: bytes) -> None:
    """As vim, Sublime Text and JetBrains do."""
    other = path.with_name("saving")
    other.write_bytes(content)
    other.replace(path)


def save_in_place(path: Path, content: bytes) -> None:
    """As VS Code and nano do, in two writes."""
    with path.open("wb", buffering=0) as file:
        file.write(content[:7_000])
        file.write(content[7_000:])


def save_open_file(path: Path, content: bytes) -> None:
    """Open first, truncate later."""
    with path.open("r+b", buffering=0) as file:
        file.truncate(0)
        file.write(content)


SAVES: dict[str, Callable[[Path, bytes], None]] = {
    "by rename": save_by_rename,
    "in place": save_in_place,
    "in place, opened before": save_open_file,
}


def edit(path: Path, way: str, seconds: float, seed: int) -> None:
    """Be the editor; print how many saves there were, and how many were lost."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    counts = {"saves": 0, "lost": 0}
    while time.monotonic() < end:
        counts["saves"] += 1
        start = b"v%d " % counts["saves"]
        SAVES[way](path, start + BODY)
        time.sleep(0.004 + chance.random() * 0.004)
        counts["lost"] += not is_there(path, start)
        time.sleep(chance.random() * 0.003)
    print(json.dumps(counts))


def is_there(path: Path, start: bytes) -> bool:
    """Whether the file begins with `start` now or within half a second."""
    for _ in range(50):
        if path.read_bytes().startswith(start):
            return True
        time.sleep(0.01)
    return False


def race(way: str, seconds: float, seed: int) -> dict[str, int]:
    """Run an editor and replace its file until it stops; the counts of both."""
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "a.css"
        path.write_bytes(b"v0 " + BODY)
        command = [sys.executable, __file__, "--edit", str(path), way, str(seconds), str(seed)]
        results: Counter[str] = Counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as editor:
            while editor.poll() is None:
                content = path.read_bytes()
                new = content[:20_100] + b"/*%d*/" % results.total()
                result = replace_file(path, content, new, lock_dir=Path(root) / "locks")
                results[type(result).__name__.lower()] += 1
            output = editor.stdout.read() if editor.stdout else ""
        left = sorted(set(os.listdir(root)) - {"a.css", "locks"})  # noqa: PTH208
    if left:
        raise SystemExit(f"left behind: {left}")
    return {**json.loads(output), **results}


def main() -> int:
    """Race each kind of editor; 1 if a save was lost where exchange works."""
    if sys.argv[1:2] == ["--edit"]:
        path, way, seconds, seed = sys.argv[2:]
        edit(Path(path), way, float(seconds), int(seed))
        return 0
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    print(f"{'editor saves':<36} {'saves':>6} {'lost':>5} {'written':>8} {'stale':>6}")
    lost = sum(print_race(way, way, arguments) for way in SAVES)
    with mock.patch("cssgen.writing.swapping.exchange", return_value=False):
        print_race("by rename", "by rename, replaced by rename", arguments)
    return 1 if lost else 0


def print_race(way: str, label: str, arguments: argparse.Namespace) -> int:
    """Run one race and print its line; the number of lost saves."""
    counts = race(way, arguments.seconds, arguments.seed)
    columns = f"{counts['saves']:>6} {counts['lost']:>5} {counts['written']:>8} {counts['stale']:>6}"
    print(f"{label:<36} {columns}", flush=True)
    return counts["lost"]


if __name__ == "__main__":
    raise SystemExit(main())
