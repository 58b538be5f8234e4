"""How the heap of the C library treats what is freed."""

import sys
from typing import Final

# https://man7.org/linux/man-pages/man3/mallopt.3.html
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
LARGE: Final = 2**20
"""Bytes from which on memory goes back to the system as soon as it is freed …"""
ARENAS: Final = 2
"""… and the number of heaps that threads share for all that is smaller."""


def keep_small() -> None:
    """Let glibc give large pieces back, whatever was freed before, and share what is left; elsewhere nothing happens.

    By itself it takes pieces of up to 32 MB from the heap once some were freed, which leaves holes, and makes a heap
    for each thread: a model with its grammars took 30 MB more by that.
    """
    _call("mallopt", _MMAP_THRESHOLD, LARGE)
    _call("mallopt", _ARENA_MAX, ARENAS)


def give_back() -> None:
    """Let glibc give back what is free between pieces that are in use, which takes some milliseconds."""
    _call("malloc_trim", 0)


def _call(name: str, *arguments: int) -> None:
    if sys.platform == "linux":
        import ctypes

        function = getattr(ctypes.CDLL(None), name, None)  # there is none in musl
        if function is not None:
            function(*arguments)
