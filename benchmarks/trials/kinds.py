"""What a kind of fault or of hostile input is."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

Attempt = Callable[[int, random.Random], str]
"""Try once: the number of the try from 0, and a source of chance, to what happened in a few words.

Raises:
    Broken: if a promise was broken.
"""

NOTHING = "nothing to try"
"""The outcome of a kind that cannot happen, such as a lock in a directory where none is taken."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table.

    Attributes:
        area: the heading under which it stands.
        name: what is tried.
        open: makes in an empty directory what the tries need, and takes it away at the end.
        tries: how often it is tried in a whole campaign.
    """

    area: str
    name: str
    open: Callable[[Path], AbstractContextManager[Attempt]]
    tries: int = 330


class Broken(AssertionError):  # noqa: N818  a finding, not an error of the script
    """A promise was broken; the message says which, and how."""


class Absent(RuntimeError):  # noqa: N818
    """What a kind needs, a program or a right, is not to be had here."""
