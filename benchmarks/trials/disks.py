"""Real disks that are full or read-only, real limits, and a user who may not."""

import os
import random
import resource
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from trials.kinds import Absent, Attempt, Kind
from trials.workshop import ScriptedEngine, Workshop, judge

_NOBODY = 65534
_FILL = ("fill", "a.css")


@contextmanager
def mount(place: Path, options: str) -> Iterator[None]:
    """A file system in memory over a directory, with a copy of what is in it."""
    if os.geteuid() != 0:
        raise Absent("only root may mount")
    kept = place.with_name(f"{place.name}.kept")
    shutil.copytree(place, kept)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=True)
    shutil.copytree(kept, place, dirs_exist_ok=True)
    try:
        yield
    finally:
        os.chdir("/")
        subprocess.run(["umount", "-l", place], check=True)


@contextmanager
def fill_up(root: Path, *, place: str) -> Iterator[Attempt]:
    """Leave a random number of bytes, in blocks of 4 KiB."""
    workshop = Workshop(root)
    directory, ballast = root / place, root / place / "ballast"
    with mount(directory, "size=256k"):

        def attempt(_: int, chance: random.Random) -> str:
            workshop.reset()
            free = os.statvfs(directory).f_bavail * 4096
            ballast.write_bytes(b"x" * max(0, free - 4096 * chance.randrange(12)))
            run = workshop.run(*_FILL)
            ballast.unlink()
            return judge(workshop, run)

        yield attempt


@contextmanager
def use_up_inodes(root: Path, *, place: str) -> Iterator[Attempt]:
    """Leave room for a random number of new files, and all the bytes they want."""
    workshop = Workshop(root)
    directory = root / place
    with mount(directory, "size=4m,nr_inodes=40"):

        def attempt(_: int, chance: random.Random) -> str:
            workshop.reset()
            ballast = [directory / f"ballast-{number}" for number in range(os.statvfs(directory).f_favail)]
            for path in ballast[chance.randrange(8) :]:
                path.touch()
            run = workshop.run(*_FILL)
            for path in ballast:
                path.unlink(missing_ok=True)
            return judge(workshop, run)

        yield attempt


@contextmanager
def remount(root: Path, *, place: str, is_late: bool = False) -> Iterator[Attempt]:
    """A disk becomes read-only before a fill, or while the model works."""
    workshop = Workshop(root)
    with mount(root / place, "size=4m"):

        def set_mode(mode: str) -> None:
            subprocess.run(["mount", "-o", f"remount,{mode}", root / place], check=True)

        def attempt(_: int, __: random.Random) -> str:
            workshop.reset()
            if is_late:
                ScriptedEngine.disturb = partial(set_mode, "ro")
            else:
                set_mode("ro")
            run = workshop.run(*_FILL)
            set_mode("rw")
            return judge(workshop, run)

        yield attempt


@contextmanager
def limit(root: Path, *, what: int, low: int, high: int) -> Iterator[Attempt]:
    """A limit of the process, as `ulimit` sets it."""
    workshop = Workshop(root)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        wanted = chance.randrange(low, high)

        def prepare() -> None:
            resource.setrlimit(what, (wanted, resource.getrlimit(what)[1]))

        return judge(workshop, workshop.run(*_FILL, prepare=prepare))

    yield attempt


@contextmanager
def forbid(root: Path, *, forbid: Callable[[Workshop], object], is_late: bool = False) -> Iterator[Attempt]:
    """Another user than root, who loses a permission before a fill or while the model works."""
    if os.geteuid() != 0:
        raise Absent("only root can be somebody else")
    workshop = Workshop(root)

    def permit() -> None:
        for path in (workshop.root, *workshop.root.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
            path.chmod(stat.S_IMODE(path.stat().st_mode) | (0o700 if path.is_dir() else 0o600))

    def be_nobody() -> None:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)

    def attempt(_: int, __: random.Random) -> str:
        permit()
        workshop.reset()
        permit()
        if is_late:
            ScriptedEngine.disturb = partial(forbid, workshop)
        else:
            forbid(workshop)
        run = workshop.run(*_FILL, prepare=be_nobody)
        permit()
        return judge(workshop, run)

    yield attempt


_FORBIDDEN: dict[str, Callable[[Workshop], object]] = {
    "stylesheet read-only": lambda workshop: workshop.sheet.chmod(0o444),
    "stylesheet not readable": lambda workshop: workshop.sheet.chmod(0o000),
    "directory read-only": lambda workshop: workshop.project.chmod(0o555),
    "directory closed": lambda workshop: workshop.project.chmod(0o000),
    "cache read-only": lambda workshop: workshop.cache.chmod(0o555),
    "cache closed": lambda workshop: workshop.cache.chmod(0o000),
}
_AREA = "Disks, limits and permissions"
KINDS = (
    *(
        Kind(_AREA, f"disk of the {place} {what}", partial(make, place=place), tries)
        for place in ("project", "cache")
        for what, make, tries in (
            ("full (tmpfs)", fill_up, 250),
            ("out of inodes (tmpfs)", use_up_inodes, 250),
            ("remounted read-only", remount, 100),
            ("remounted read-only while the model works", partial(remount, is_late=True), 100),
        )
    ),
    Kind(_AREA, "limit of file size", partial(limit, what=resource.RLIMIT_FSIZE, low=0, high=20_000), 150),
    Kind(_AREA, "limit of open files", partial(limit, what=resource.RLIMIT_NOFILE, low=5, high=24), 150),
    *(
        Kind(_AREA, f"{name}{when}", partial(forbid, forbid=action, is_late=is_late), 100)
        for name, action in _FORBIDDEN.items()
        for when, is_late in (("", False), (" while the model works", True))
    ),
)
