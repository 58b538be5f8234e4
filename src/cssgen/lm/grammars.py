"""Compiled grammars: some are kept, and no more than some are in use at the same time."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock
from typing import Any, Final
from weakref import WeakValueDictionary

MOST: Final = 550_000
"""Characters of all grammars together: four large ones. Each takes some 65 bytes in memory."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Compiled:
    """A grammar that takes memory until nobody refers to it.

    Attributes:
        matcher: a matcher that has read nothing.
        size: characters of its text.
    """

    matcher: Any
    size: int


@dataclass(frozen=True, slots=True)
class Start:
    """Where answers begin.

    Attributes:
        matcher: one that has read what stands before them, to be copied.
        grammar: its grammar, held because copies share most of its memory.
    """

    matcher: Any
    grammar: Compiled


class Grammars:
    """Compiles each text once, as long as it is in use or among the latest.

    Args:
        compile: makes a matcher of a text.
        most: characters.
    """

    def __init__(self, compile: Callable[[str], Any], most: int = MOST) -> None:  # noqa: A002  what it does
        self._compile = compile
        self._most = most
        self._alive: WeakValueDictionary[str, Compiled] = WeakValueDictionary()
        self._latest: OrderedDict[str, Compiled] = OrderedDict()
        # Several threads compile; a weak dictionary must not change while one of them walks through it.
        self._lock = RLock()

    def __call__(self, text: str) -> Compiled:
        """The compiled grammar, of which the caller holds on to what it uses."""
        with self._lock:
            found = self._alive.get(text)
            if found is None:
                self._make_room(len(text))
                found = self._alive[text] = Compiled(self._compile(text), len(text))
            self._latest[text] = found
            self._latest.move_to_end(text)
            return found

    def has_room(self, text: str) -> bool:
        """Whether it is there, or may be compiled beside those that are in use."""
        with self._lock:
            if text in self._alive:
                return True
            self._make_room(len(text))
            return self._taken() + len(text) <= self._most

    def _make_room(self, size: int) -> None:
        """Let go of the oldest, which are gone unless they are in use."""
        while self._latest and self._taken() + size > self._most:
            self._latest.popitem(last=False)

    def _taken(self) -> int:
        return sum(each.size for each in self._alive.values())
