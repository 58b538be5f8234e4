"""What the loop of a watcher is told by other threads."""

from dataclasses import dataclass

from cssgen.errors import CssgenError


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened at an absolute path."""

    path: str
    is_directory: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """The watch is to end; an `error` is not told as an event, but ends the command."""

    reason: str
    exit_code: int
    error: CssgenError | None = None
