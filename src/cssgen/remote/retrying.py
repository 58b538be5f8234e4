"""Another attempt, later: exponential back-off with jitter, unless the server says when."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from cssgen.remote.transport import TransientError

T = TypeVar("T")
_LONGEST = 30.0  # seconds, whatever a server asks for


@dataclass(frozen=True, slots=True)
class Retries:
    """How often to try again, and how long to wait.

    Attributes:
        count: attempts behind the first.
        base: seconds before the first of them; each wait is twice as long as the one before it.
    """

    count: int = 5
    base: float = 0.5


def attempt(work: Callable[[], T], retries: Retries, wait: Callable[[float], object]) -> T:
    """Do `work`, again and again if it fails with what may pass.

    Raises:
        TransientError: the last one.
    """
    for number in range(retries.count):
        try:
            return work()
        except TransientError as error:
            # Half of it is chance, so that those who were refused together do not come back together.
            delay = retries.base * 2**number * random.uniform(0.5, 1.5)  # noqa: S311
            wait(min(error.retry_after if error.retry_after is not None else delay, _LONGEST))
    return work()
