"""What the C library is told of its heap."""

import ctypes
import subprocess
import sys

import pytest

# In a process of its own: other tests leave threads and libraries that take memory whenever they like.
_PROGRAM = """
import numpy as np
from cssgen.heap import LARGE, give_back, keep_small
from cssgen.memory import read_used

keep_small()
give_back()
before = read_used()
for _ in range(3):
    large = np.ones(8 * LARGE, np.uint8)  # what was freed would raise the limit by itself
    assert read_used() >= before + 7 * LARGE
    del large
    assert read_used() < before + 4 * LARGE
"""


@pytest.mark.skipif(sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="glibc only")
def test_what_is_large_goes_back_at_once() -> None:
    result = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
