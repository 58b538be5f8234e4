"""Power cuts: after any system call of a fill, what was not synced by then is lost, or there, or there in part.

The calls of one fill are recorded, and the directory is made as a disk may have it after a cut: names change in their
order, as journals of file systems keep it, and at least up to the last sync of the directory; a file that was synced
holds what it held then, any other nothing, a part of it, zeros, or all.
"""

import random
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from trials.kinds import Attempt, Broken, Kind
from trials.system_calls import find_calls
from trials.tracing import Step
from trials.workshop import NEW, OLD, ScriptedEngine, Workshop, check_undo, repair

_NAMES = re.compile(r'"([^"]*)"')
_OPENED = re.compile(r"^\d+<([^>]*)>")
_SHEET = "a.css"


class Operation(NamedTuple):
    """What a call does to the directory.

    Attributes:
        kind: `create`, `rename`, `exchange`, `unlink`, `sync` (of the directory), or `whole` (a file was synced).
        names: of the files in the directory that it is about.
    """

    kind: str
    names: tuple[str, ...] = ()


def read_operations(steps: Sequence[Step], directory: Path) -> Iterator[Operation]:
    """What the calls of a fill did to the directory, in order."""
    for step in steps:
        paths = [Path(name) for name in _NAMES.findall(step.arguments)]
        names = tuple(path.name for path in paths if path.parent == directory)
        opened = _OPENED.match(step.arguments)
        if step.name in ("open", "openat") and "O_CREAT" in step.arguments and names:
            yield Operation("create", names)
        elif step.name in ("rename", "renameat", "renameat2") and len(names) == 2:
            yield Operation("exchange" if "RENAME_EXCHANGE" in step.arguments else "rename", names)
        elif step.name in ("unlink", "unlinkat") and names:
            yield Operation("unlink", names)
        elif step.name in ("fsync", "fdatasync") and opened:
            path = Path(opened[1])
            yield Operation("sync") if path == directory else Operation("whole", (path.name,))


def cut(operations: Sequence[Operation], chance: random.Random) -> dict[str, bytes]:
    """The files of the directory after a power cut at a random moment."""
    done = operations[: chance.randint(0, len(operations))]
    synced = max((number + 1 for number, operation in enumerate(done) if operation.kind == "sync"), default=0)
    kept = done[: chance.randint(synced, len(done))]
    names, whole, count = {_SHEET: 0}, {0}, 0
    for number, operation in enumerate(done):
        if operation.kind == "whole":
            # Names may be older than contents, never the other way round.
            whole.add(count)
        if number >= len(kept):
            continue
        if operation.kind == "create":
            count += 1
            names[operation.names[0]] = count
        elif operation.kind in ("rename", "exchange"):
            first, second = operation.names
            names[second], other = names.pop(first), names.get(second)
            if operation.kind == "exchange" and other is not None:
                names[first] = other
        elif operation.kind == "unlink":
            names.pop(operation.names[0], None)
    return {name: OLD if inode == 0 else _read(chance, is_whole=inode in whole) for name, inode in names.items()}


def _read(chance: random.Random, *, is_whole: bool) -> bytes:
    if is_whole:
        return NEW
    return chance.choice((b"", NEW[: chance.randrange(len(NEW))], bytes(len(NEW)), NEW))


@contextmanager
def cut_power(root: Path, *, keeps_journal: bool) -> Iterator[Attempt]:
    """A power cut after any call, and the run after it; the journal is as it was written, or lost too."""
    workshop = Workshop(root)
    operations = list(read_operations(find_calls(workshop, "project/"), workshop.project))
    kinds = [operation.kind for operation in operations]
    if not {"create", "whole", "exchange", "sync", "unlink"} <= set(kinds):
        raise Broken(f"the calls of a fill are not what they were: {kinds}")
    kept = workshop.root / "kept"
    shutil.copytree(workshop.cache, kept)

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        if keeps_journal:
            shutil.copytree(kept, workshop.cache, dirs_exist_ok=True)
        workshop.sheet.unlink()
        for name, content in cut(operations, chance).items():
            (workshop.project / name).write_bytes(content)
        content = workshop.sheet.read_bytes() if workshop.sheet.exists() else b"it is not there"
        if content not in (OLD, NEW):
            raise Broken(f"neither old nor new: {content!r}")
        if content == NEW:
            if keeps_journal:
                check_undo(workshop)
            workshop.sheet.write_bytes(OLD)
        ScriptedEngine.disturb = lambda: None
        repair(workshop)
        return "old" if content == OLD else "new"

    yield attempt


KINDS = tuple(
    Kind("Power cuts", f"after any system call of a fill{journal}", partial(cut_power, keeps_journal=keeps), 500)
    for journal, keeps in (("", True), (", the journal is lost too", False))
)
