"""The index: what the next commit holds of each file."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cssgen.git.commands import GitError, run_git

_BATCH = 200
_REGULAR = ("100644", "100755")
# git commits the paths that a command names from an index of its own, and writes them to the real one as they were.
_PARTIAL_COMMIT = "next-index-"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A file in the index.

    Attributes:
        root: of the work tree.
        name: path below it, as git has it.
        mode: `100644` or `100755`.
        digest: of its blob.
        obstacle: why it must be left alone; empty if nothing is in the way.
    """

    root: Path
    name: str
    mode: str
    digest: str
    obstacle: str = ""

    @property
    def path(self) -> Path:
        """The file in the work tree, as short as it can be said here."""
        return Path(os.path.relpath(self.root / self.name))


def find_staged(root: Path) -> list[str]:
    """The files of which the index holds something else than the last commit, by their paths below the root."""
    arguments = ("diff", "--cached", "--name-only", "-z", "--diff-filter=ACMRTU", "--no-renames", "--no-relative")
    return _split(run_git(*arguments, directory=root))


def read_entries(root: Path, names: Sequence[str]) -> list[IndexEntry]:
    """The regular files of those names that are in the index; links and submodules are none."""
    if not names:
        return []
    intended = set(_split(run_git("diff", "--name-only", "-z", "--diff-filter=A", "--no-relative", directory=root)))
    found: dict[str, IndexEntry] = {}
    arguments = ("ls-files", "-v", "-s", "-z", "--full-name", "--")
    batches = (run_git(*arguments, *batch, directory=root) for batch in _batched(names))
    for row in (row for batch in batches for row in _split(batch)):
        description, _, name = row.partition("\t")
        tag, mode, digest, _ = description.split(" ")
        if mode in _REGULAR:
            found[name] = IndexEntry(root, name, mode, digest, _find_obstacle(tag, is_intended=name in intended))
    return list(found.values())


def read_blob(entry: IndexEntry, max_bytes: int) -> bytes:
    """The first `max_bytes` bytes of what the index holds of a file."""
    return run_git("cat-file", "blob", entry.digest, directory=entry.root, max_bytes=max_bytes)


def check_out(entry: IndexEntry) -> bytes:
    """What git would write into the work tree for a file: its content after filters."""
    return run_git("cat-file", "--filters", f"--path={entry.name}", entry.digest, directory=entry.root)


def digest_checked_in(entry: IndexEntry, content: bytes) -> str:
    """The digest of the blob that `git add` would make of `content` in the work tree; nothing is written.

    Raises:
        GitError: if a filter refuses it.
    """
    return _line(run_git("hash-object", "--stdin", f"--path={entry.name}", directory=entry.root, stdin=content))


def write_blob(entry: IndexEntry, content: bytes) -> IndexEntry:
    """Store `content` as a blob: the entry that would hold it. The index itself is not changed."""
    digest = _line(run_git("hash-object", "-w", "--stdin", directory=entry.root, stdin=content, writes=True))
    return replace(entry, digest=digest)


def update(changes: Iterable[tuple[IndexEntry, IndexEntry]]) -> None:
    """Put other blobs into the index, all or none; their modes stay.

    Args:
        changes: each entry as it was read, and as it shall be.

    Raises:
        GitError: if another program changed one of them since, or holds the lock of the index.
    """
    pairs = list(changes)
    if not pairs:
        return
    root, names = pairs[0][0].root, [old.name for old, _ in pairs]
    if {entry.name: entry for entry in read_entries(root, names)} != {old.name: old for old, _ in pairs}:
        raise GitError("the index was changed meanwhile")
    rows = b"".join(os.fsencode(f"{new.mode} {new.digest}\t{new.name}") + b"\0" for _, new in pairs)
    run_git("update-index", "-z", "--index-info", directory=root, stdin=rows, writes=True)


def refresh(entries: Sequence[IndexEntry]) -> None:
    """Let git note that files of the work tree are what the index says, so that nobody has to compare them again."""
    for names in _batched([entry.name for entry in entries]):
        run_git("add", "--refresh", "--", *names, directory=entries[0].root, writes=True)


def _find_obstacle(tag: str, *, is_intended: bool) -> str:
    """By the tags of `git ls-files -v`."""
    if tag.upper() == "M":
        return "it has conflicts"
    if tag != "H":
        return "it is marked as unchanged (assume-unchanged or skip-worktree)"
    if is_intended:
        return "it is only intended to be added: run `git add` first"
    if Path(os.environ.get("GIT_INDEX_FILE", "")).name.startswith(_PARTIAL_COMMIT):
        return "`git commit PATH` has an index of its own: commit without naming files"
    return ""


def _batched(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many as fit on a command line."""
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))


def _split(output: bytes) -> list[str]:
    return [os.fsdecode(item) for item in output.split(b"\0") if item]


def _line(output: bytes) -> str:
    return output.decode("ascii").strip()
