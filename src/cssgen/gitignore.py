"""What git ignores, from the files that say so. pathspec is imported for lines that are out of the ordinary."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cssgen.wildcards import Match, compile_lines


class IgnoreRules(NamedTuple):
    """The rules of one file. `base` is the absolute directory that they are relative to, with a final slash."""

    base: str
    match: Match


def is_ignored(path: str, rules: Sequence[IgnoreRules]) -> bool:
    """Whether the last rule that matches says so. A directory is given with a final slash.

    Args:
        path: absolute; no parent directory of it is ignored.
        rules: the outermost first.

    https://git-scm.com/docs/gitignore
    """
    for rule in reversed(rules):
        ignored = rule.match(path[len(rule.base) :])
        if ignored is not None:
            return ignored
    return False


def read_rules(file: Path, base: Path) -> tuple[IgnoreRules, ...]:
    """The rules in `file`, relative to the directory `base`; none if it cannot be read."""
    try:
        text = file.read_text("utf-8-sig", errors="surrogateescape")
    except OSError:
        return ()
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        return ()
    return (IgnoreRules(f"{base}/", compile_lines(lines) or _compile(lines)),)


def _compile(lines: Sequence[str]) -> Match:
    from pathspec import GitIgnoreSpec  # 0.03 s

    spec = GitIgnoreSpec.from_lines(lines)
    return lambda path: spec.check_file(path).include


def read_repository_rules(root: Path) -> tuple[IgnoreRules, ...]:
    """The rules in `info/exclude` of the repository whose work tree is `root`."""
    git = root / ".git"
    if git.is_file():  # a worktree or a submodule: the directory is elsewhere
        git = root / os.fsdecode(git.read_bytes()).removeprefix("gitdir:").strip()
        common = git / "commondir"
        git = git / os.fsdecode(common.read_bytes()).strip() if common.is_file() else git
    return read_rules(git / "info" / "exclude", root)


class GitIgnore:
    """The rules of the directories asked about, each read once."""

    def __init__(self) -> None:
        self._rules: dict[Path, tuple[IgnoreRules, ...] | None] = {}

    def rules_in(self, directory: Path) -> tuple[IgnoreRules, ...] | None:
        """The rules for what is in `directory` (absolute), outermost first; None outside a repository."""
        if directory not in self._rules:
            self._rules[directory] = self._read_rules_in(directory)
        return self._rules[directory]

    def ignores(self, path: Path) -> bool:
        """Whether git ignores `path` (absolute), or a directory that it is in."""
        for part in reversed((path, *path.parents[:-1])):
            rules = self.rules_in(part.parent)
            slash = "/" if part != path or path.is_dir() else ""
            if rules and is_ignored(f"{part}{slash}", rules):
                return True
        return False

    def _read_rules_in(self, directory: Path) -> tuple[IgnoreRules, ...] | None:
        if (directory / ".git").exists():
            above: tuple[IgnoreRules, ...] | None = read_repository_rules(directory)
        else:
            above = self.rules_in(directory.parent) if directory != directory.parent else None
        return None if above is None else (*above, *read_rules(directory / ".gitignore", directory))
