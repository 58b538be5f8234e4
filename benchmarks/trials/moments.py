"""Other programs at the worst moment: something happens to the file before each file operation of a fill in turn.

Python tells of the operations by its audit events. What happens does so in a process of its own, since a program that
opens the file for writing waits for whoever holds a lease on it.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from trials.kinds import Attempt, Broken, Kind
from trials.meanwhile import save_by_rename, save_in_place
from trials.workshop import OLD, Workshop, repair

_FILL = ("fill", "a.css")
SAVED = b".saved { top: 0; }\n"
_EVENTS = ("open", "os.", "fcntl.", "ctypes.call_function", "shutil.", "sqlite3.connect")
_PATIENCE, _PAUSE = 0.03, 0.002  # seconds that the fill waits for the other program, which may wait for it
_LONGEST = 5.0  # seconds until the other program must be done, once the fill is
Happen = Callable[[Path], object]
FILLS = (
    (b"/* complete: x */", b"/* x */\n  color: red;"),
    (b"/* complete: y */", b"/* y */\ne {\n  color: red;\n}"),
    (b"/* complete: z */", b"red"),
)


def fill_saved(parts: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """What an editor saves, with some markers filled."""
    content = SAVED + OLD
    for marker, css in parts:
        content = content.replace(marker, css)
    return content


VERSIONS = {fill_saved(parts): len(parts) for count in range(4) for parts in combinations(FILLS, count)}
"""What may become of what an editor saves, and how many markers are filled in it."""


def save_in_halves(path: Path, content: bytes) -> None:
    """Slowly: the file is empty at first, then half of it is there."""
    with path.open("wb", buffering=0) as file:
        for part in (content[: len(content) // 2], content[len(content) // 2 :]):
            time.sleep(_PAUSE)
            file.write(part)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _link(path: Path) -> None:
    other = path.with_name("other")
    other.symlink_to("nowhere.css")
    other.replace(path)


class Interruption:
    """Lets something happen before one operation of a process: the one of that number from 0."""

    def __init__(self, workshop: Workshop, moment: int, happen: Happen) -> None:
        self._sheet = workshop.sheet
        self._begun, self._done = _notes(workshop)
        self._left = moment
        self._happen: Happen | None = happen

    def install(self) -> None:
        """In the process that is interrupted."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _: tuple[Any, ...]) -> None:
        if self._happen is not None and event.startswith(_EVENTS):
            self._left -= 1
            if self._left < 0:
                happen, self._happen = self._happen, None
                self._start(happen)

    def _start(self, happen: Happen) -> None:
        self._begun.touch()
        process = os.fork()
        if process == 0:
            try:
                happen(self._sheet)
                self._done.touch()
            finally:
                os._exit(0)
        _wait_for(self._done, _PATIENCE)


def _wait_for(path: Path, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < end:
        time.sleep(_PAUSE)
    return path.exists()


def _notes(workshop: Workshop) -> tuple[Path, Path]:
    """Files that say that it began to happen, and that it has."""
    return workshop.root / "begun", workshop.root / "done"


@contextmanager
def happen_at_each(root: Path, *, happen: Happen, judge: Callable[[Workshop, str], str]) -> Iterator[Attempt]:
    """Let it happen before one operation after another, from one try to the next; after the last, from the first."""
    workshop = Workshop(root)
    begun, done = notes = _notes(workshop)
    count = 0  # of the operations, once it is known

    def attempt(number: int, _: random.Random) -> str:
        nonlocal count
        workshop.reset()
        for note in notes:
            note.unlink(missing_ok=True)
        moment = number % count if count else number
        run = workshop.run(*_FILL, prepare=Interruption(workshop, moment, happen).install)
        if begun.exists():
            if not _wait_for(done, _LONGEST):
                raise Broken(f"it waits for ever: {run}")
            outcome = judge(workshop, run.output)
        else:
            count = moment
            outcome = "after the last one"
        workshop.sheet.unlink(missing_ok=True)
        workshop.reset()
        repair(workshop)
        return outcome

    yield attempt


def _judge_saved(workshop: Workshop, output: str) -> str:
    """What was saved is there, and in it each marker or its fill: a fill may have read what was saved by then."""
    content = workshop.sheet.read_bytes()
    if content not in VERSIONS or "Traceback" in output:
        raise Broken(f"{content!r}\n{output}")
    return f"saved, {VERSIONS[content]} of {len(FILLS)} markers filled"


def _judge_gone(workshop: Workshop, output: str) -> str:
    """Nobody makes the file anew."""
    if workshop.sheet.is_file() or "Traceback" in output:
        raise Broken(f"{workshop.sheet.read_bytes()!r}\n{output}")
    return "left alone"


def _save(path: Path, *, save: Callable[[Path, bytes], None]) -> None:
    save(path, SAVED + OLD)


_SAVES = {"by rename": save_by_rename, "in place": save_in_place, "in place, in two halves": save_in_halves}
_WHEN = "before each file operation of a fill"
KINDS = (
    *(
        Kind(
            "Other programs at the worst moment",
            f"an editor saves {way} {_WHEN}",
            partial(happen_at_each, happen=partial(_save, save=save), judge=_judge_saved),
            200,
        )
        for way, save in _SAVES.items()
    ),
    *(
        Kind(
            "Other programs at the worst moment",
            f"the file {name} {_WHEN}",
            partial(happen_at_each, happen=happen, judge=_judge_gone),
            200,
        )
        for name, happen in (("is removed", _remove), ("becomes a dangling link", _link))
    ),
)
