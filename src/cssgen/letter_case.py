"""Names in different case, which name one file on the disks of macOS and Windows."""

import os
import unicodedata
from pathlib import Path


def fold_case(path: Path) -> str:
    """The same for all paths that a disk may take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


def is_same(first: Path, second: Path) -> bool:
    """Whether two absolute paths that differ in case at most are of one file or directory that is there.

    Inode numbers do not say: some file systems make them up from names.
    """
    if first == second:
        return True
    if fold_case(first) != fold_case(second) or not (os.path.lexists(first) and os.path.lexists(second)):
        return False
    return first == first.parent or (_is_alone(first) and is_same(first.parent, second.parent))


def _is_alone(path: Path) -> bool:
    """Whether its directory lists no other name that is the same but for case."""
    wanted = fold_case(Path(path.name))
    try:
        return sum(fold_case(Path(other.name)) == wanted for other in path.parent.iterdir()) == 1
    except OSError:
        return False
