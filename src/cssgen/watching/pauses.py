"""Nothing is filled while git is in the middle of something: old markers come back then, and go again."""

from pathlib import Path

from cssgen.git.state import find_git_directory, is_index_locked, operation_in_progress

LOCK = "another git command"
_LOCK_PATIENCE = 2.0  # seconds; most commands hold the lock for less, and need no words


class Pauses:
    """Which work trees are paused, and what was said of them."""

    def __init__(self) -> None:
        self._announced: dict[Path, str] = {}
        self._locked: dict[Path, float] = {}

    def check(self, path: Path, now: float) -> tuple[bool, str]:
        """Whether nothing may be filled around a file, and what git is doing there if that was not said yet."""
        root = find_work_tree(path)
        operation = find_operation(root) if root else None
        if root is None or operation is None:
            self._locked.pop(root or path, None)
            return False, ""
        if operation == LOCK and now - self._locked.setdefault(root, now) < _LOCK_PATIENCE:
            return True, ""
        said = self._announced.get(root)
        self._announced[root] = operation
        return True, operation if operation != said else ""

    def find_ended(self) -> list[tuple[Path, str]]:
        """Work trees in which what was announced has ended, and what that was; each once."""
        ended = [(root, operation) for root, operation in self._announced.items() if find_operation(root) is None]
        for root, _ in ended:
            del self._announced[root]
            self._locked.pop(root, None)
        return ended

    @property
    def is_any(self) -> bool:
        """Whether one is paused of which that was said."""
        return bool(self._announced)


def find_work_tree(path: Path) -> Path | None:
    """The directory of a file or above it that has `.git`; None if none has."""
    return next((parent for parent in path.absolute().parents if (parent / ".git").exists()), None)


def find_operation(root: Path) -> str | None:
    """What git is doing in a work tree; None if nothing."""
    if find_git_directory(root) is None:
        return None
    return operation_in_progress(root) or (LOCK if is_index_locked(root) else None)


def is_busy(path: Path) -> bool:
    """Whether git is doing something in the work tree around a file."""
    root = find_work_tree(path)
    return root is not None and find_operation(root) is not None
