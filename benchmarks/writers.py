"""24 writers at work on the same 50 stylesheets: fills, watchers, and editors that save by rename and in place.

Each stylesheet is edited by one editor, which reads it, adds a rule with a number of its own and now and then a marker,
and saves it; all of them are filled by eight processes that run `cssgen fill` again and again, and by four
`cssgen watch`. The model answers at once, through the real seam: the default one would be the bottleneck, not the
files. A save is lost if at the end a rule with its number is missing; editors begin a file anew when it grows too
long, and what they throw away then does not count. At the end the markers that are left are filled by one run more;
then each must have been filled exactly once.

    python benchmarks/writers.py [--minutes 10] [--seed 0]

Needs Linux.
"""

import argparse
import json
import os
import platform
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from cssgen.candidates import Candidate
from cssgen.cli import TERMINATED
from cssgen.cli import main as cssgen
from cssgen.contexts import Context
from race_writes import save_in_place

FILES, FILLS, WATCHERS = 50, 8, 4
EDITORS = {"by rename": 8, "in place": 4}


def save_by_rename(path: Path, content: bytes) -> None:
    """As vim, Sublime Text and JetBrains do."""
    other = path.with_name(f"{path.name}~")
    other.write_bytes(content)
    other.replace(path)


SAVES: dict[str, Callable[[Path, bytes], None]] = {"by rename": save_by_rename, "in place": save_in_place}
_MAX_BYTES = 12_000
_MARKER = 4  # one save in so many adds a marker


class Model:
    """In the place of `cssgen.engines.LazyEngine`: a rule whose class is the prompt."""

    name, model = "scripted", "scripted"

    def __init__(self, *_: object) -> None:
        """Nothing is loaded."""

    def __call__(self, contexts: Sequence[Context], on_done: object = None) -> list[list[Candidate]]:
        """Answer after a moment, so that files change meanwhile."""
        del on_done
        time.sleep(0.02)
        return [[Candidate(f".{context.marker.prompt} {{ color: red; }}")] for context in contexts]

    def load(self) -> "Model":
        """Nothing is loaded."""
        return self


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stylesheet and what its editor has put into it since it was begun."""

    path: Path
    rules: list[int]
    markers: list[int]


def fill(paths: list[Path], seed: int) -> None:
    """Be a user, or a hook, that fills a few files at a time until the process is ended."""
    chance = random.Random(seed)
    while cssgen(["fill", *map(str, chance.sample(paths, 5))]) != TERMINATED:
        time.sleep(chance.uniform(0, 0.2))


def watch(directory: Path) -> None:
    """Be a watcher until the process is ended."""
    os.environ |= {"CSSGEN_WATCH_DEBOUNCE_MS": "50", "CSSGEN_WATCH_SETTLE_MS": "50"}
    cssgen(["watch", str(directory)])


def edit(sheets: list[Sheet], way: str, seconds: float, seed: int) -> dict[str, Any]:
    """Be an editor; what it has done, and what its files must hold at the end."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        sheet = chance.choice(sheets)
        content = sheet.path.read_bytes()
        if len(content) > _MAX_BYTES:
            content = b""
            sheet.rules.clear()
            sheet.markers.clear()
        content += b".own-%d-%d { top: 0; }\n" % (seed, number)
        sheet.rules.append(number)
        if number % _MARKER == 0:
            content += b"/* complete: fill-%d-%d */\n" % (seed, number)
            sheet.markers.append(number)
        SAVES[way](sheet.path, content)
        time.sleep(chance.uniform(0.01, 0.3))
    kept = [(str(sheet.path), sheet.rules, sheet.markers) for sheet in sheets]
    return {"way": way, "seed": seed, "saves": number, "markers": number // _MARKER, "sheets": kept}


def start(work: Callable[[], object], log: Path) -> int:
    """Fork a process that does some work; what that returns goes to a file, what it prints to another."""
    process = os.fork()
    if process == 0:
        try:
            with log.with_suffix(".output").open("w") as output:
                os.dup2(output.fileno(), 1)
                os.dup2(output.fileno(), 2)
                log.write_text(json.dumps(work()))
                sys.stdout.flush()
        finally:
            os._exit(0)
    return process


def judge(done: dict[str, Any], counts: Counter[str]) -> None:
    """Count what is missing in the files of an editor, or there too often."""
    way, seed = done["way"], done["seed"]
    for path, rules, markers in done["sheets"]:
        text = Path(path).read_text()
        own = Counter(re.findall(r"\.own-\d+-(\d+) ", text))
        filled = Counter(re.findall(r"\.fill-\d+-(\d+) ", text))
        counts[f"{way}: rules lost"] += sum(own[str(number)] == 0 for number in rules)
        counts[f"{way}: rules doubled"] += sum(count > 1 for count in own.values())
        counts[f"{way}: rules foreign"] += len(set(own) - {str(number) for number in rules})
        counts["markers at the end"] += len(markers)
        counts["markers filled twice"] += sum(count > 1 for count in filled.values())
        counts["markers not filled"] += sum(filled[str(number)] == 0 for number in markers)
        counts["prompts doubled"] += sum(text.count(f" fill-{seed}-{number} ") > 1 for number in markers)
    counts[f"{way}: saves"] += done["saves"]
    counts["markers written"] += done["markers"]


def campaign(root: Path, seconds: float, seed: int) -> Counter[str]:
    """Let all of them work, then end them and look."""
    project, logs = root / "project", root / "logs"
    project.mkdir()
    logs.mkdir()
    (project / "cssgen.toml").touch()
    sheets = [Sheet(project / f"{number}.css", [], []) for number in range(FILES)]
    for sheet in sheets:
        sheet.path.touch()
    paths = [sheet.path for sheet in sheets]
    os.chdir(project)
    others = [start(partial(fill, paths, seed + number), logs / f"fill-{number}") for number in range(FILLS)]
    others += [start(partial(watch, project), logs / f"watch-{number}") for number in range(WATCHERS)]
    run_editors(sheets, logs, seconds, seed)
    for process in others:
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
    read_outputs(logs, counts := Counter[str]())
    last = logs / "last"
    os.waitpid(start(lambda: cssgen(["fill", *map(str, paths)]), last), 0)
    counts["exit code of the last fill"] = int(last.read_text())
    for log in sorted(logs.glob("edit-*[0-9]")):
        judge(json.loads(log.read_text()), counts)
    counts["left behind"] = len(list(project.iterdir())) - FILES - 1
    return counts


def run_editors(sheets: list[Sheet], logs: Path, seconds: float, seed: int) -> None:
    """Let each editor work on its share of the files until its time is up."""
    ways = [way for way, count in EDITORS.items() for _ in range(count)]
    shares = [sheets[number :: len(ways)] for number in range(len(ways))]
    editors = [
        start(partial(edit, shares[n], way, seconds, seed * 100 + n), logs / f"edit-{n:02}")
        for n, way in enumerate(ways)
    ]
    for process in editors:
        os.waitpid(process, 0)
    time.sleep(1)


def read_outputs(logs: Path, counts: Counter[str]) -> None:
    """Count what fills and watchers say that they have filled, and errors of theirs."""
    for text in (path.read_text() for path in sorted(logs.glob("*.output"))):
        counts["markers filled meanwhile"] += len(re.findall(r"\d filled ", text))
        if "Traceback" in text:
            counts["tracebacks"] += text.count("Traceback")
            print(text[text.index("Traceback") :][:2000], file=sys.stderr)


def main() -> int:
    """Run the campaign; 1 if anything was lost or filled twice."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    editors = ", ".join(f"{count} editors that save {way}" for way, count in EDITORS.items())
    print(f"{FILLS} x fill, {WATCHERS} x watch, {editors}; {FILES} files, {arguments.minutes:g} minutes", flush=True)
    with tempfile.TemporaryDirectory() as root:
        os.environ["CSSGEN_CACHE"] = str(Path(root, "cache"))
        with (
            mock.patch("cssgen.cli.filling.LazyEngine", Model),
            mock.patch("cssgen.cli.watching.LazyEngine", Model),
        ):
            counts = campaign(Path(root).resolve(), 60 * arguments.minutes, arguments.seed)
        os.chdir("/")
    for name, count in counts.items():
        print(f"{name:<28} {count:>7,}")
    good = re.compile("lost|doubled|foreign|twice|not filled|left|tracebacks|exit code")
    return int(any(count for name, count in counts.items() if good.search(name)))


if __name__ == "__main__":
    raise SystemExit(main())
