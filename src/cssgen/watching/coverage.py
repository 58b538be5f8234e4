"""Which directories to watch, so that no watch reaches into a directory that is left out.

The system tells of one directory, or of one and all below it. A watch costs a thread, and one that reaches into
`node_modules` costs the system tens of thousands of entries.
"""

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Watch(NamedTuple):
    """A directory that is watched, with all below it if it is `recursive`."""

    path: str
    recursive: bool


def cover(directories: Mapping[str, bool], single: Iterable[str] = ()) -> frozenset[Watch]:
    """The fewest watches for some directories.

    Args:
        directories: absolute paths, and whether a directory in it is left out; the parents of each, up to the one that
            was named, are among them.
        single: directories in which a file was named.
    """
    flat = {path for path, is_pruned in directories.items() if is_pruned}
    for path in list(flat):
        parent = os.path.dirname(path)  # noqa: PTH120  thousands of them
        while parent in directories and parent not in flat:
            flat.add(parent)
            parent = os.path.dirname(parent)  # noqa: PTH120
    whole = {path for path in directories if path not in flat}
    tops = {path for path in whole if os.path.dirname(path) not in whole}  # noqa: PTH120
    lone = {path for path in single if path not in directories}
    return frozenset({Watch(path, recursive=False) for path in flat | lone} | {Watch(path, True) for path in tops})
