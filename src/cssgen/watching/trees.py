"""The directories and stylesheets below the paths that are watched, listed by the same walk that `fill` uses."""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cssgen.discovery import Listing, Selection, Walk

_TICK_NS = 2_000_000_000  # that of the FAT file system; others count more finely

RULES = ".gitignore"
"""Name of the files that change which other files are meant."""


class Stamp(NamedTuple):
    """What tells a saved file from the one before."""

    mtime_ns: int
    size: int
    inode: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What there is to watch.

    Attributes:
        walk: which files are meant.
        directories: those that are entered, by their paths without symbolic links.
        reported: the same, by their paths as they would be reported.
        files: the stylesheets, likewise.
        named: files that were named by hand, by their paths with and without symbolic links.
        missing: paths that were named, and are not there now.
        time_ns: when it was listed, since the epoch.
    """

    walk: Walk
    directories: dict[str, Listing] = field(default_factory=dict)
    reported: dict[Path, Listing] = field(default_factory=dict)
    files: dict[Path, Stamp] = field(default_factory=dict)
    named: dict[str, Path] = field(default_factory=dict)
    missing: list[Path] = field(default_factory=list)
    time_ns: int = field(default_factory=time.time_ns)

    def find_file(self, path: str) -> Path | None:
        """The stylesheet at a path that was told by the system, as it would be reported; None if it is none."""
        if path in self.named:
            return self.named[path]
        directory, name = os.path.split(path)
        listing = self.directories.get(directory)
        if listing is None or not self.walk.selects(listing, name, is_directory=False) or os.path.islink(path):  # noqa: PTH114
            return None
        return Path(listing.given, name)

    def means(self, path: Path) -> bool:
        """Whether a path, as it would be reported, is one of those that are watched, if it is there."""
        listing = self.reported.get(path.parent)
        return path in self.named.values() or (
            listing is not None and self.walk.selects(listing, path.name, is_directory=False)
        )

    def is_left_out(self, path: str) -> bool:
        """Whether a directory would not be entered if it were there."""
        directory, name = os.path.split(path)
        listing = self.directories.get(directory)
        return listing is not None and not self.walk.selects(listing, name, is_directory=True)


def read_tree(paths: Iterable[Path], selection: Selection, root: Path) -> Tree:
    """List what is below some paths; what cannot be read is passed over.

    Args:
        paths: files and directories.
        selection: which files are meant.
        root: of the project; see `cssgen.discovery`.
    """
    tree = Tree(Walk(selection, root))
    for path in paths:
        if selection.force_exclude and tree.walk.leaves_out(path):
            continue
        if os.path.isdir(path):  # noqa: PTH112  no error if it may not be looked at
            _add_directory(tree, path)
        elif os.path.exists(path):  # noqa: PTH110
            _add_file(tree, path)
        else:
            tree.missing.append(path)
    return tree


def find_saved(before: Tree, after: Tree) -> list[Path]:
    """The files of a tree that were created or saved since an earlier look at it, and those that are gone.

    A file saved just before that look may have been saved once more at the same time, as its file system tells time.
    """
    racy = before.time_ns - _TICK_NS
    saved = [path for path, stamp in after.files.items() if before.files.get(path) != stamp or stamp.mtime_ns > racy]
    return saved + [path for path in before.files if path not in after.files]


def _add_directory(tree: Tree, path: Path) -> None:
    real, start = os.path.realpath(path), len(os.path.abspath(path))  # noqa: PTH100
    for listing in tree.walk.list_below(path, _ignore):
        directory = os.path.normpath(real + listing.absolute[start:])
        if directory not in tree.directories:
            tree.directories[directory] = tree.reported[Path(listing.given)] = listing
            tree.files.update((Path(entry.path), _stamp(entry.stat)) for entry in listing.stylesheets)


def _add_file(tree: Tree, path: Path) -> None:
    tree.files.setdefault(path, read_stamp(path))
    for name in (os.path.abspath(path), os.path.realpath(path)):  # noqa: PTH100
        tree.named.setdefault(str(Path(os.path.realpath(os.path.dirname(name)), os.path.basename(name))), path)  # noqa: PTH119, PTH120


def read_stamp(path: Path) -> Stamp:
    """The stamp of a file as it is now; one of zeros if it is not there."""
    return _stamp(path.stat)


def _stamp(stat: Callable[[], os.stat_result]) -> Stamp:
    try:
        status = stat()
    except OSError:  # gone in between
        return Stamp(0, 0, 0)
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


def _ignore(_: object) -> None:
    """What cannot be read now may be read later: a watcher goes on."""
