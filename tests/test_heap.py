"""What the C library is told of its heap."""

import ctypes
import sys

import numpy as np
import pytest

from cssgen.heap import LARGE, give_back, keep_small
from cssgen.memory import read_used


@pytest.mark.skipif(sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="glibc only")
def test_what_is_large_goes_back_at_once() -> None:
    keep_small()
    give_back()
    before = read_used()
    for _ in range(3):
        # What was freed would raise the limit by itself.
        large = np.ones(8 * LARGE, np.uint8)
        assert read_used() >= before + 7 * LARGE
        del large
        assert read_used() < before + 4 * LARGE
