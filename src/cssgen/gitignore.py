"""What git ignores, from the files that say so. pathspec is imported for lines that are out of the ordinary."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cssgen.regular_files import read_regular
from cssgen.wildcards import Match, compile_lines

_MAX_PATH = 4_096
_MAX_BYTES = 1_000_000
# Behind so many stars in a line, a regular expression may take for ever to say no.
_MAX_STARS = 6
_NO_PATTERN = (ValueError, re.error)  # of pathspec, and of the expression that it makes


class IgnoreRules(NamedTuple):
    """The rules of one file. `base` is the absolute directory that they are relative to, with a final slash."""

    base: str
    match: Match


def is_ignored(path: str, rules: Sequence[IgnoreRules]) -> bool:
    """Whether the last rule that matches says so. A directory is given with a final slash.

    Args:
        path: absolute, with slashes on every system; no parent directory of it is ignored.
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
        text = read_regular(file, _MAX_BYTES).decode("utf-8-sig", errors="surrogateescape")
    except (OSError, ValueError):  # there is none, or its name holds a NUL
        return ()
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    lines = [line for line in lines if line.count("*") <= _MAX_STARS]
    if not lines:
        return ()
    return (IgnoreRules(f"{base}/", compile_lines(lines) or _compile(lines)),)


def _compile(lines: Sequence[str]) -> Match:
    from pathspec import GitIgnoreSpec  # 0.03 s

    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except _NO_PATTERN:
        spec = GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])
    return lambda path: spec.check_file(path).include


def _is_pattern(line: str) -> bool:
    """Whether pathspec takes a line; git goes on without those that mean nothing, such as `!`."""
    from pathspec import GitIgnoreSpec

    try:
        return bool(GitIgnoreSpec.from_lines([line]))
    except _NO_PATTERN:
        return False


def read_repository_rules(root: Path) -> tuple[IgnoreRules, ...]:
    """The rules in `info/exclude` of the repository whose work tree is `root`."""
    try:
        return read_rules(_find_git_directory(root / ".git") / "info" / "exclude", root)
    except OSError:  # it names no directory that there could be
        return ()


def _find_git_directory(git: Path) -> Path:
    if not git.is_file():
        return git
    # A work tree or a submodule: the directory is elsewhere.
    git = git.parent / os.fsdecode(read_regular(git, _MAX_PATH)).removeprefix("gitdir:").strip()
    common = git / "commondir"
    return git / os.fsdecode(read_regular(common, _MAX_PATH)).strip() if common.is_file() else git


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
            if rules and is_ignored(f"{part.as_posix()}{slash}", rules):
                return True
        return False

    def _read_rules_in(self, directory: Path) -> tuple[IgnoreRules, ...] | None:
        if (directory / ".git").exists():
            above: tuple[IgnoreRules, ...] | None = read_repository_rules(directory)
        else:
            above = self.rules_in(directory.parent) if directory != directory.parent else None
        return None if above is None else (*above, *read_rules(directory / ".gitignore", directory))
