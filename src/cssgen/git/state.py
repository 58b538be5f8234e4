"""Whether git is in the middle of something: read from its directory, without running git.

A watcher asks this at every change, and `git` takes longer than to read a few names. The names are those of
`wt_status_get_state` in git's wt-status.c.
"""

import os
from pathlib import Path

from cssgen.regular_files import read_regular

_LIMIT = 4096  # bytes of a `.git` file that are read: a path

# Rebases cherry-pick and merge in their turn, so they are looked for first.
_SIGNS = (
    ("am", "rebase-apply/applying"),
    ("rebase", "rebase-apply"),
    ("rebase", "rebase-merge"),
    ("merge", "MERGE_HEAD"),
    ("cherry-pick", "CHERRY_PICK_HEAD"),
    ("revert", "REVERT_HEAD"),
    ("bisect", "BISECT_LOG"),
)


def operation_in_progress(directory: Path) -> str | None:
    """What git has begun and not ended in the work tree around `directory`.

    Returns:
        `"merge"`, `"rebase"`, `"cherry-pick"`, `"revert"`, `"am"` or `"bisect"`; None if nothing, or if there is no
        repository.
    """
    found = find_git_directory(directory)
    if found is None:
        return None
    return next((name for name, sign in _SIGNS if (found / sign).exists()), _read_sequencer(found))


def is_index_locked(directory: Path) -> bool:
    """Whether a git command is changing the index, and maybe files, of the work tree around `directory`."""
    found = find_git_directory(directory)
    return found is not None and (found / "index.lock").exists()


def find_git_directory(directory: Path) -> Path | None:
    """The directory in which git keeps the state of the work tree around `directory`; None outside of any.

    `GIT_DIR` comes first, as in git: hooks of repositories whose directory is elsewhere have nothing else to go by.
    """
    named = os.environ.get("GIT_DIR")
    if named:
        return Path(named) if Path(named).is_dir() else None
    start = directory.absolute()
    return next((found for path in (start, *start.parents) if (found := _read_dot_git(path / ".git"))), None)


def _read_dot_git(path: Path) -> Path | None:
    """A `.git`: a directory, or the file of a linked work tree or submodule that names one."""
    if path.is_dir():
        return path
    try:
        content = os.fsdecode(read_regular(path, _LIMIT))
    except OSError:
        return None
    key, _, named = content.rstrip("\r\n").partition(" ")
    target = path.parent / named
    return target if key == "gitdir:" and named and target.is_dir() else None


def _read_sequencer(git_directory: Path) -> str | None:
    """A cherry-pick or revert of several commits, between two of them."""
    try:
        todo = read_regular(git_directory / "sequencer" / "todo", _LIMIT)
    except OSError:
        return None
    return "revert" if todo.startswith(b"revert") else "cherry-pick"
