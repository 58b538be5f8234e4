"""Paths of the command line to the stylesheets that they mean."""

import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from cssgen.errors import FileError
from cssgen.gitignore import GitIgnore, IgnoreRules, is_ignored, read_repository_rules, read_rules

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

COMPILED = frozenset({".scss", ".less"})
"""Ends of the names of files that are compiled to CSS: they are read only where the patterns say so."""
EXCLUDE = (".*", "node_modules", "vendor", "dist", "build", "*.min.css")
"""What is not written by hand, or not ours."""


class Selection(NamedTuple):
    """Which files of a directory are meant.

    A pattern without a slash is for the name of a file or directory at any depth; one with a slash is for its
    path below the root of the project, as in `.gitignore`. An excluded directory is not entered.

    Attributes:
        include: patterns of the files to process.
        exclude: patterns of the files and directories to leave out.
        extend_exclude: more of them; a project sets these and keeps the default ones.
        force_exclude: leave them out even if named by hand, as hooks name every changed file.
        respect_gitignore: leave out what git ignores.
        extend_include: more patterns of files to process; a project sets these and keeps the default ones.
    """

    include: tuple[str, ...] = ("*.css",)
    exclude: tuple[str, ...] = EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    extend_include: tuple[str, ...] = ()


def find_stylesheets(paths: Iterable[Path], selection: Selection, root: Path) -> list[str]:
    """The files to process, each once: as given, and those below a given directory in the order of their names.

    Symbolic links are followed only if named by hand, so nothing outside a directory is reached through it.
    They come as texts: to make a `Path` of each of thousands takes longer than to list them.

    Args:
        paths: files and directories.
        selection: what to take of a directory; for files only with `force_exclude`.
        root: directory that patterns with a slash are relative to.

    Raises:
        FileError: if a path does not exist, or a directory cannot be read.
    """
    walk = Walk(selection, root)
    found: dict[str, str] = {}
    for path in paths:
        if not path.exists():
            raise FileError(f"{path}: no such file or directory")
        if selection.force_exclude and walk.leaves_out(path):
            continue
        for absolute, given in walk.files_below(path) if path.is_dir() else [(_absolute(path).as_posix(), str(path))]:
            found.setdefault(absolute, given)
    return list(found.values())


def filter_stylesheets(paths: Iterable[Path], selection: Selection, root: Path) -> list[Path]:
    """Of files, which need not exist, those that the selection would take of their directories."""
    walk = Walk(selection, root)
    return [path for path in paths if walk.includes(path) and not walk.leaves_out(path)]


class _Patterns:
    """Patterns, compiled: one regular expression for those that are names, pathspec for the others."""

    def __init__(self, patterns: Sequence[str]) -> None:
        names = [pattern.rstrip("/") for pattern in patterns if "/" not in pattern.rstrip("/")]
        anchored = [pattern for pattern in patterns if "/" in pattern.rstrip("/")]
        self._is_named = re.compile("|".join(map(fnmatch.translate, names)) or "(?!)").match
        self._anchored = _compile(anchored) if anchored else None

    def match(self, name: str, relative: str) -> bool:
        """Whether a file or directory (final slash) is meant; `relative` is its path below the root."""
        if self._is_named(name):
            return True
        return self._anchored is not None and self._anchored.match_file(relative)


def _compile(patterns: Sequence[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec  # 0.03 s

    return GitIgnoreSpec.from_lines(patterns)


class _Directory(NamedTuple):
    """A directory to list: its path as given, and the same as `absolute` and below the root, with final slash."""

    given: str
    absolute: str
    relative: str
    rules: tuple[IgnoreRules, ...]


class Listing(NamedTuple):
    """What a directory holds of a selection.

    Attributes:
        given: its path as given.
        absolute: the same, absolute, with final slash, and with slashes on Windows too.
        relative: the same below the root of the project, with final slash.
        rules: what git ignores in it.
        stylesheets: those in it.
        is_pruned: whether a directory in it is left out.
    """

    given: str
    absolute: str
    relative: str
    rules: tuple[IgnoreRules, ...]
    stylesheets: list[os.DirEntry[str]]
    is_pruned: bool


class Walk:
    """A selection, compiled."""

    def __init__(self, selection: Selection, root: Path) -> None:
        self._include = _Patterns((*selection.include, *selection.extend_include))
        self._exclude = _Patterns((*selection.exclude, *selection.extend_exclude))
        self._gitignore = GitIgnore() if selection.respect_gitignore else None
        self._root = _absolute(root)

    def includes(self, path: Path) -> bool:
        """Whether a file is of those that are processed, if it is not left out."""
        return self._include.match(path.name, self._relative(_absolute(path)))

    def leaves_out(self, path: Path) -> bool:
        """Whether a path named by hand, or a directory that it is in, is excluded or ignored by git."""
        absolute = _absolute(path)
        if self._gitignore is not None and self._gitignore.ignores(absolute):
            return True
        relative = PurePath(self._relative(absolute))
        for part in (relative, *relative.parents[:-1]):
            slash = "/" if part != relative or path.is_dir() else ""
            # `..` is no hidden directory: the file is outside of the root.
            if part.name != ".." and self._exclude.match(part.name, f"{part.as_posix()}{slash}"):
                return True
        return False

    def files_below(self, directory: Path) -> Iterator[tuple[str, str]]:
        """The stylesheets in `directory`, then those in the directories below it, by name: absolute and as given."""
        for listing in self.list_below(directory, _raise):
            yield from ((listing.absolute + entry.name, entry.path) for entry in listing.stylesheets)

    def list_below(self, directory: Path, on_error: Callable[[FileError], object]) -> Iterator[Listing]:
        """A directory and those below it, by name; what cannot be read is told to `on_error` and passed over."""
        stack = [self._start(directory)]
        while stack:
            place = stack.pop()
            try:
                entries = _list_directory(place.given)
            except FileError as error:
                on_error(error)
                continue
            rules = self._rules_in(place, {entry.name for entry in entries})
            folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
            below = [_enter(place, entry, rules) for entry in folders]
            inner = [item for item, entry in zip(below, folders, strict=True) if self._enters(item, entry.name)]
            sheets = [entry for entry in entries if self._is_stylesheet(entry, place, rules)]
            yield Listing(place.given, place.absolute, place.relative, rules, sheets, len(inner) < len(below))
            stack += reversed(inner)

    def selects(self, listing: Listing, name: str, *, is_directory: bool) -> bool:
        """Whether what has that name in a directory that was listed is a stylesheet, or a directory that is entered."""
        relative, absolute = listing.relative + name, listing.absolute + name
        if is_directory:
            return not self._is_left_out(name, f"{relative}/", f"{absolute}/", listing.rules)
        return self._include.match(name, relative) and not self._is_left_out(name, relative, absolute, listing.rules)

    def _start(self, directory: Path) -> _Directory:
        """A directory named by hand: if git ignores it, the rules that say so do not count below it."""
        absolute = _absolute(directory)
        rules: tuple[IgnoreRules, ...] = ()
        if self._gitignore is not None and not self._gitignore.ignores(absolute):
            rules = self._gitignore.rules_in(absolute.parent) or ()
        relative = self._relative(absolute)
        below = "" if relative == "." else f"{relative}/"
        return _Directory(str(directory), f"{absolute.as_posix()}/", below, rules)

    def _relative(self, absolute: Path) -> str:
        return Path(os.path.relpath(absolute, self._root)).as_posix()

    def _rules_in(self, place: _Directory, names: set[str]) -> tuple[IgnoreRules, ...]:
        """The rules for what is in a directory; another repository has only its own."""
        if self._gitignore is None:
            return ()
        directory = Path(place.absolute)
        above = read_repository_rules(directory) if ".git" in names else place.rules
        own = read_rules(directory / ".gitignore", directory) if ".gitignore" in names else ()
        return (*above, *own)

    def _enters(self, place: _Directory, name: str) -> bool:
        return not self._is_left_out(name, place.relative, place.absolute, place.rules)

    def _is_stylesheet(self, entry: os.DirEntry[str], place: _Directory, rules: tuple[IgnoreRules, ...]) -> bool:
        name, relative = entry.name, place.relative + entry.name
        return (
            self._include.match(name, relative)
            and entry.is_file(follow_symlinks=False)
            and not self._is_left_out(name, relative, place.absolute + name, rules)
        )

    def _is_left_out(self, name: str, relative: str, absolute: str, rules: tuple[IgnoreRules, ...]) -> bool:
        return self._exclude.match(name, relative) or is_ignored(absolute, rules)


def _enter(place: _Directory, entry: os.DirEntry[str], rules: tuple[IgnoreRules, ...]) -> _Directory:
    """The directory `entry` of `place`."""
    name = f"{entry.name}/"
    return _Directory(entry.path, place.absolute + name, place.relative + name, rules)


def _raise(error: FileError) -> None:
    raise error


def _list_directory(directory: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise FileError(f"{directory}: cannot be read: {error.strerror}") from error


def _absolute(path: Path) -> Path:
    """Absolute and without `..`, symbolic links kept: `resolve` would leave the tree that git sees."""
    return Path(os.path.abspath(path))  # noqa: PTH100
