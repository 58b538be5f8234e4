"""A disk that does not tell cases apart, as those of macOS and Windows: exFAT, by FUSE, which has no exchange either.

Needs root, a loop device, and mkfs.exfat and mount.exfat-fuse (Debian: exfatprogs, exfat-fuse).
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from trials.kinds import Absent, Attempt, Broken, Kind
from trials.workshop import NEW, OLD, ScriptedEngine, Workshop, judge, repair

_SIZE = 16 << 20
_TOOLS = ("mkfs.exfat", "mount.exfat-fuse", "losetup")
_OTHER = "A.CSS"
_SAVED = b".saved { top: 0; }\n"


@contextmanager
def mount_exfat(place: Path, image: Path) -> Iterator[None]:
    """An exFAT file system in place of a directory, with a copy of what is in it."""
    if os.geteuid() != 0 or not all(map(shutil.which, _TOOLS)):
        raise Absent(f"needs root and {', '.join(_TOOLS)}")
    kept = place.with_name(f"{place.name}.kept")
    place.rename(kept)
    place.mkdir()
    image.touch()
    os.truncate(image, _SIZE)
    subprocess.run(["mkfs.exfat", image], check=True, stdout=subprocess.DEVNULL)
    device = subprocess.run(
        ["losetup", "-f", "--show", image], check=True, capture_output=True, text=True
    ).stdout.strip()
    try:
        subprocess.run(
            ["mount.exfat-fuse", device, place],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        try:
            for path in kept.iterdir():
                shutil.copyfile(path, place / path.name)
            yield
        finally:
            os.chdir("/")
            subprocess.run(["umount", "-l", place], check=True)
    finally:
        subprocess.run(["losetup", "-d", device], check=True)


Try = Callable[[Workshop, random.Random], str]


@contextmanager
def try_on_exfat(root: Path, *, work: Try) -> Iterator[Attempt]:
    """Tries with a project on such a disk."""
    workshop = Workshop(root)
    with mount_exfat(workshop.project, workshop.root / "image"):

        def attempt(_: int, chance: random.Random) -> str:
            workshop.reset()
            _name(workshop, "a.css")
            return work(workshop, chance)

        yield attempt


def _name(workshop: Workshop, name: str) -> None:
    """Give the stylesheet its name in this case."""
    between = workshop.sheet.with_name("between")
    workshop.sheet.rename(between)
    between.rename(workshop.sheet.with_name(name))


def fill_by_another_name(workshop: Workshop, chance: random.Random) -> str:
    """The file is filled under one name, and taken back under another."""
    names = chance.sample(("a.css", "A.css", _OTHER, "a.CSS"), 2)
    for command, name, expected in (("fill", names[0], NEW), ("undo", names[1], OLD)):
        run = workshop.call(command, name)
        content = _read_listed(workshop)
        if run.code or content != expected:
            raise Broken(f"{names}: {run} {content!r}")
    return "new, taken back"


def _read_listed(workshop: Workshop) -> bytes:
    """By the name that the directory has: for some moments, the kernel knows what was read by another one before."""
    [path] = [path for path in workshop.project.iterdir() if path.suffix.lower() == ".css"]
    return path.read_bytes()


def fill_two_names(workshop: Workshop, _: random.Random) -> str:
    """Both names are given."""
    run = workshop.call("fill", "a.css", _OTHER)
    if workshop.sheet.read_bytes() != NEW or run.code not in (0, 2) or "Traceback" in run.output:
        raise Broken(f"{run} {workshop.sheet.read_bytes()!r}")
    return f"filled once, exit {run.code}"


def fill_at_once(workshop: Workshop, chance: random.Random) -> str:
    """Two processes fill it by two names."""
    first, second = (workshop.start("fill", name) for name in ("a.css", _OTHER))
    os.kill(first, signal.SIGCONT)
    time.sleep(chance.uniform(0, 0.05))
    os.kill(second, signal.SIGCONT)
    codes = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in (first, second)]
    if workshop.sheet.read_bytes() != NEW or set(codes) - {0, 1, 2}:
        raise Broken(f"{codes}: {workshop.sheet.read_bytes()!r}")
    return "filled once"


def save_by_another_name(workshop: Workshop, _: random.Random) -> str:
    """An editor saves by rename while the model works, under a name in another case."""

    def save() -> None:
        other = workshop.sheet.with_name("saved")
        other.write_bytes(_SAVED + OLD)
        other.replace(workshop.sheet.with_name(_OTHER))

    ScriptedEngine.disturb = save
    run = workshop.run("fill", "a.css")
    if workshop.sheet.read_bytes() != _SAVED + NEW or "Traceback" in run.output:
        raise Broken(f"{run} {workshop.sheet.read_bytes()!r}")
    return "saved, filled"


def kill(workshop: Workshop, chance: random.Random) -> str:
    """The process is killed at a random moment, and the next run goes by another name."""
    process = workshop.start("fill", "a.css")
    os.kill(process, signal.SIGCONT)
    time.sleep(chance.uniform(0, 0.08))
    os.kill(process, signal.SIGKILL)
    run = workshop.finish(process)
    if run.code == 0:
        return judge(workshop, run)
    state = {OLD: "old", NEW: "new"}.get(workshop.sheet.read_bytes())
    if state is None:
        raise Broken(f"neither old nor new: {workshop.sheet.read_bytes()!r}")
    _name(workshop, _OTHER)
    run = workshop.call("fill", _OTHER)
    if run.code or workshop.sheet.read_bytes() != NEW:
        raise Broken(f"the next run does not fill: {run}")
    workshop.sheet.write_bytes(OLD)
    _name(workshop, "a.css")
    repair(workshop)
    return f"{state}, ended by SIGKILL"


_KINDS: dict[str, Try] = {
    "filled by one name, taken back by another": fill_by_another_name,
    "two names of one file": fill_two_names,
    "two fills at once, by two names": fill_at_once,
    "an editor saves by another name while the model works": save_by_another_name,
    "SIGKILL at a random moment, the next run by another name": kill,
}
KINDS = tuple(
    Kind("A disk that does not tell cases apart (exFAT)", name, partial(try_on_exfat, work=work), 100)
    for name, work in _KINDS.items()
)
