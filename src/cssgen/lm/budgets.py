"""How long a model may write, and how much memory the process may take meanwhile."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from cssgen.candidates import Cut
from cssgen.memory import read_used

_MB = 1_000_000
_ROOM = 0.75  # of the memory: what more is taken, nothing joins


@dataclass(frozen=True, slots=True)
class Budget:
    """What the candidates of one marker may take.

    Attributes:
        seconds: of the wall clock, from `start` on.
        memory_mb: memory of the process in megabytes; 0 is no limit.
    """

    seconds: float = float("inf")
    memory_mb: int = 0

    def has_room(self) -> bool:
        """Whether so little memory is taken that this may be written beside what is being written already."""
        return not self.memory_mb or read_used() <= _ROOM * self.memory_mb * _MB

    def start(self) -> Callable[[int], Cut]:
        """Start the clock: what tells, from now on, which limit is exceeded, if one is, given the bytes in use."""
        deadline = time.monotonic() + self.seconds

        def find_excess(used: int) -> Cut:
            if self.memory_mb and used > self.memory_mb * _MB:
                return "memory"
            return "seconds" if time.monotonic() >= deadline else ""

        return find_excess
