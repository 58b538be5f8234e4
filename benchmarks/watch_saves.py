"""Edit stylesheets at random under the eyes of `cssgen watch`, and see that it fills what it should, and nothing else.

Each sequence is one file and one editor, which saves in its own way: by renaming a new file into place, as JetBrains
does (old file away, new one in), as vim does (backup by rename, then a new file), or in place (truncate, then write).
It types prompts, saves half-typed ones, edits other places, saves twenty times in a burst, pauses, takes markers away,
and reads the file again when it has changed on disk. The watcher is the real command in a process of its own; only its
model is scripted (it answers `size 12` by `width: 12px;`, after a random time). At the end

- the file must be what the editor saved last, with each marker filled: byte for byte, so nothing of the user is lost;
- each of those markers must have been filled once, or once more for each save that brought it back;
- no prompt may have been filled that was replaced within the settle time.

    python benchmarks/watch_saves.py [--sequences 500] [--editors 10] [--seed 0]
"""

import argparse
import os
import platform
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.watching.running import SCRIPTED, Watching, watching
from tests.watching.scripted_watch import answer

from cssgen.fill import fill_text

SETTLE = 0.7  # seconds; the default
PATIENCE = 60.0  # seconds; a busy machine may take some
LATE = 2.0  # seconds between a write and the news of it, on a busy machine

Way = Callable[[Path, bytes], None]


def rename(path: Path, content: bytes) -> None:
    """A new file takes the place of the old one."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(content)
    temporary.replace(path)


def jetbrains(path: Path, content: bytes) -> None:
    """The old file goes away first."""
    new, old = (path.with_name(f"{path.name}___jb_{kind}___") for kind in ("tmp", "old"))
    new.write_bytes(content)
    if path.exists():
        path.rename(old)
    new.rename(path)
    old.unlink(missing_ok=True)


def vim(path: Path, content: bytes) -> None:
    """The old file becomes the backup, and a new one is written in its place (`backupcopy=no`)."""
    backup = path.with_name(f"{path.name}~")
    if path.exists():
        path.rename(backup)
    path.write_bytes(content)
    backup.unlink(missing_ok=True)


def in_place(path: Path, content: bytes) -> None:
    """The file is emptied, then written in two steps."""
    with path.open("wb", buffering=0) as file:
        file.write(content[: len(content) // 2])
        file.write(content[len(content) // 2 :])


WAYS: tuple[Way, ...] = (rename, jetbrains, vim, in_place)


@dataclass(slots=True)
class Prompt:
    """When a prompt was first and last saved, and first saved without it, in seconds since the epoch."""

    first: float
    last: float
    gone: float | None = None

    @property
    def is_half_typed(self) -> bool:
        """Whether it was replaced within the settle time."""
        return self.gone is not None and self.gone - self.first < SETTLE


class Editor:
    """One file, and who edits it."""

    def __init__(self, path: Path, chance: random.Random, numbers: Iterator[int]) -> None:
        self.path = path
        self.way = chance.choice(WAYS)
        self.saves = 0
        self.prompts: dict[str, Prompt] = {}
        self._chance = chance
        self._numbers = numbers
        self._newline = chance.choice(["\n", "\n", "\r\n"])
        self._text = self._newline.join(["b {", "  margin: 0;", "}", ""])
        self._marker = ""  # the one that is being typed
        self._saved = b""

    @property
    def saved(self) -> str:
        """What was saved last."""
        return self._saved.decode()

    def edit(self) -> None:
        """Do a random number of random things, each of which ends in a save."""
        self._add()
        self._save()
        steps = [self._type] * 4 + [self._note, self._add, self._remove, self._burst, self._wait]
        for _ in range(self._chance.randint(3, 12)):
            self._do(self._chance.choice(steps), self._chance.uniform(0.02, 0.4))

    def _do(self, step: Callable[[], object], pause: float) -> None:
        time.sleep(pause)
        self._reload()
        step()
        self._save()

    def _reload(self) -> None:
        """Read the file again if it has changed on disk."""
        content = self.path.read_bytes()
        if content != self._saved:
            self._text = content.decode()

    def _add(self) -> None:
        """Begin another marker, in a rule of its own."""
        self._marker = f"/* complete: size {next(self._numbers)} */"
        self._text += self._newline.join([f".c{next(self._numbers)} {{", f"  {self._marker}", "}", ""])

    def _type(self) -> None:
        """Go on typing the prompt; begin another one if it was filled."""
        if self._marker in self._text:
            typed = f"/* complete: size {next(self._numbers)} */"
            self._text = self._text.replace(self._marker, typed)
            self._marker = typed
        else:
            self._add()

    def _note(self) -> None:
        """Edit elsewhere: above, or at the end."""
        note = f"/* note {next(self._numbers)} */{self._newline}"
        self._text = note + self._text if self._chance.random() < 0.5 else self._text + note

    def _remove(self) -> None:
        """Take the marker away."""
        self._text = self._text.replace(f"  {self._marker}{self._newline}", "")

    def _burst(self) -> None:
        """Save twenty times."""
        for _ in range(20):
            self._do(self._type if self._chance.random() < 0.3 else self._note, self._chance.uniform(0.0, 0.03))

    def _wait(self) -> None:
        """Go on when something may be being filled: elsewhere, or at the very marker."""
        time.sleep(self._chance.uniform(0.8, 1.6))
        self._reload()
        self._chance.choice([self._note, self._type])()

    def _save(self) -> None:
        content, start = self._text.encode(), time.time()
        self.way(self.path, content)
        end = time.time()
        self._saved = content
        self.saves += 1
        there = set(re.findall(r"/\* complete: (size \d+) \*/", self._text))
        for name in there:
            self.prompts.setdefault(name, Prompt(start, end)).last = end
        for name in self.prompts.keys() - there:
            prompt = self.prompts[name]
            prompt.gone = prompt.gone or end


def fill(css: str) -> str:
    """What a stylesheet becomes when all its markers are filled."""
    return fill_text(css, lambda contexts: [answer(context.marker.prompt) for context in contexts]).text


def is_filled(editor: Editor) -> bool:
    """Whether the file becomes what it should be, in time."""
    end = time.monotonic() + PATIENCE
    while (content := editor.path.read_bytes().decode()) != fill(editor.saved):
        if time.monotonic() > end:
            print(f"--- {editor.path.name}, {editor.way.__name__}: saved\n{editor.saved}--- is\n{content}---")
            return False
        time.sleep(0.1)
    return True


def run_sequence(root: Path, seed: int, number: int, numbers: Iterator[int]) -> tuple[Editor, bool]:
    """One editor at one file; whether all is well with it in the end."""
    chance = random.Random(f"{seed} {number}")
    path = root / f"d{number % 7}" / f"{number}.css"
    path.parent.mkdir(exist_ok=True)
    editor = Editor(path, chance, numbers)
    editor.edit()
    return editor, is_filled(editor)


def judge_fills(editor: Editor, fills: Sequence[dict[str, Any]]) -> Counter[str]:
    """Count the fills of one file by what they were."""
    counts: Counter[str] = Counter()
    times: dict[str, list[float]] = {}
    for event in fills:
        times.setdefault(event["prompt"], []).append(datetime.fromisoformat(event["time"]).timestamp())
    final = set(re.findall(r"/\* (size \d+) \*/", fill(editor.saved)))
    counts["markers"] = len(final)
    counts["filled"] = len(final & times.keys())
    for name, prompt in editor.prompts.items():
        counts["half-typed"] += prompt.is_half_typed
        counts["half-typed, filled"] += prompt.is_half_typed and name in times
        for before in times.get(name, ())[:-1]:
            # An editor that had not seen the fill saved over it: the marker was there again.
            counts["again" if prompt.last < before - LATE else "again after a save over it"] += 1
    return counts


def main() -> int:
    """Run all sequences; 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--editors", type=int, default=10, help="how many at a time")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory).resolve() / "project"
        root.mkdir()
        (root / "cssgen.toml").touch()
        environment = {"CSSGEN_CACHE": f"{directory}/cache", "CSSGEN_WATCH_DEBOUNCE_MS": "300"}
        environment["CSSGEN_WATCH_SETTLE_MS"] = str(int(SETTLE * 1000))
        with watching(root, "--no-cache", command=(*SCRIPTED, "0.5"), environment=environment) as watcher:
            results = run(root, arguments)
            time.sleep(3)  # for fills that should not come
            late = [editor for editor, _ in results if editor.path.read_bytes().decode() != fill(editor.saved)]
            counts, by_way = judge(watcher, results)
    return report(counts, by_way, lost=len(late), seconds=time.monotonic() - start)


def run(root: Path, arguments: argparse.Namespace) -> list[tuple[Editor, bool]]:
    """All sequences, some at a time."""
    numbers = count(10_000)
    with ThreadPoolExecutor(arguments.editors) as pool:
        sequences = range(arguments.sequences)
        return list(pool.map(lambda number: run_sequence(root, arguments.seed, number, numbers), sequences))


def judge(watcher: Watching, results: Sequence[tuple[Editor, bool]]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Counts of all, and of each way to save."""
    watcher.fills()
    fills: dict[str, list[dict[str, Any]]] = {}
    for event in watcher.events:
        if event["type"] == "fill":
            fills.setdefault(Path(event["path"]).name, []).append(event)
        elif event["type"] in ("finding", "error"):
            print(event)
    counts: Counter[str] = Counter(event["type"] for event in watcher.events)
    by_way = {way.__name__: Counter[str]() for way in WAYS}
    for editor, is_well in results:
        counts += (judged := judge_fills(editor, fills.get(editor.path.name, ())))
        by_way[editor.way.__name__] += Counter(
            sequences=1, saves=editor.saves, markers=judged["markers"], filled=judged["filled"], lost=not is_well
        )
    return counts, by_way


def report(counts: Counter[str], by_way: dict[str, Counter[str]], *, lost: int, seconds: float) -> int:
    """Print a table, and return the exit code."""
    columns = ("sequences", "saves", "markers", "filled", "lost")
    print(f"{'way to save':<12}" + "".join(f"{name:>10}" for name in columns))
    for way, values in by_way.items():
        print(f"{way:<12}" + "".join(f"{values[name]:>10}" for name in columns))
    total = sum(by_way.values(), Counter())
    print(f"{'all':<12}" + "".join(f"{total[name]:>10}" for name in columns))
    print(f"prompts replaced within {SETTLE} s: {counts['half-typed']}; filled: {counts['half-typed, filled']}")
    print(f"filled again after a save over the fill: {counts['again after a save over it']}; again: {counts['again']}")
    print(f"fills in all: {counts['fill']}; discarded: {counts['discarded']}; findings: {counts['finding']};", end=" ")
    print(f"errors: {counts['error']}; files that changed afterwards: {lost}")
    print(f"{seconds:.0f} s")
    bad = total["lost"] + lost + counts["half-typed, filled"] + counts["again"] + counts["error"]
    return 1 if bad or total["filled"] != total["markers"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
