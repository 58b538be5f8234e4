"""What was changed since a branch left another: in commits, in the index, and in the work tree."""

import os
from pathlib import Path

from cssgen.git.commands import GitError, run_git

_FETCH = "fetch more of its history (`git fetch --unshallow`; in CI, `fetch-depth: 0` or `GIT_DEPTH: 0`)"


def find_changed(root: Path, reference: str) -> list[str]:
    """The files that differ from the common ancestor of `reference` and `HEAD`, and those that git does not know yet.

    Files that git ignores, and those that were deleted, are left out.

    Args:
        root: of the work tree.
        reference: a branch, tag or commit.

    Returns:
        Paths below the root, as git has them.

    Raises:
        GitError: if there is no such commit here, or no common ancestor, as in a shallow clone.
    """
    ancestor = _find_ancestor(root, reference)
    arguments = ("diff", "--name-only", "-z", "--diff-filter=d", "--no-renames", "--no-relative", ancestor)
    changed = run_git(*arguments, directory=root)
    unknown = run_git("ls-files", "--others", "--exclude-standard", "-z", directory=root)
    return sorted({os.fsdecode(name) for name in (changed + unknown).split(b"\0") if name})


def _find_ancestor(root: Path, reference: str) -> str:
    commit = _resolve(root, reference)
    try:
        return run_git("merge-base", commit, "HEAD", directory=root).decode("ascii").split()[0]
    except GitError as error:
        hint = f": this clone is shallow: {_FETCH}" if _is_shallow(root) else ""
        raise GitError(f"{reference} and HEAD have no common ancestor{hint}") from error


def _resolve(root: Path, reference: str) -> str:
    """The digest of a commit by a name of it."""
    name = f"{reference}^{{commit}}"
    try:
        return run_git("rev-parse", "--verify", "--quiet", "--end-of-options", name, directory=root).decode().strip()
    except GitError as error:
        hint = f"this clone is shallow: {_FETCH}" if _is_shallow(root) else "fetch it first, or name another"
        raise GitError(f"there is no commit {reference} here: {hint}") from error


def _is_shallow(root: Path) -> bool:
    return run_git("rev-parse", "--is-shallow-repository", directory=root).strip() == b"true"
