"""Keys and values of a batch, in memory that ONNX Runtime writes to: no step copies them."""

import math
import mmap
import sys
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import onnxruntime

from cssgen.lm.interfaces import FloatArray, IntArray

_CHUNK = 64
_WIDTH = 4  # bytes of a number


def bytes_of(layers: int, heads: int, head_size: int) -> int:
    """Memory that the keys and values of one token take."""
    return 2 * layers * heads * head_size * _WIDTH


class KeyValues:
    """Keys and values (B, H, C, D) of L layers. Of the C slots of a row, the first `lengths` of it are filled.

    There is room for R rows, of which the first B are in use: those that leave make room for others.
    """

    def __init__(self, layers: int, rows: int, heads: int, head_size: int) -> None:
        self._arrays = {
            f"{kind}.{layer}": np.zeros((rows, heads, 0, head_size), np.float32)
            for layer in range(layers)
            for kind in ("keys", "values")
        }  # each (R, H, C, D)
        self.lengths: IntArray = np.zeros(rows, np.int64)

    @property
    def room(self) -> int:
        """R."""
        return len(next(iter(self._arrays.values())))

    @property
    def capacity(self) -> int:
        """C."""
        return int(next(iter(self._arrays.values())).shape[2])

    def reserve(self, slots: int) -> None:
        """Make room for so many slots in each row, in other memory."""
        longer = -(-slots // _CHUNK) * _CHUNK
        self._copy(np.arange(len(self.lengths)), self.room, longer)

    def grow(self, rows: int) -> None:
        """Let there be so many rows; those that are new are empty."""
        if rows > self.room:
            self._copy(np.arange(len(self.lengths)), max(rows, 2 * self.room), self.capacity)
        self.lengths = np.concatenate([self.lengths, np.zeros(rows - len(self.lengths), np.int64)])

    def select(self, rows: IntArray) -> None:
        """Keep `rows`, which may repeat."""
        if len(rows) > self.room:
            self._copy(rows, len(rows), self.capacity)
        else:
            # Most stay where they are, which saves most of the copying.
            places = np.flatnonzero(rows != np.arange(len(rows)))
            moved, filled = rows[places], int(self.lengths[rows[places]].max(initial=0))
            for array in self._arrays.values():
                array[places, :, :filled] = array[moved, :, :filled]
        self.lengths = self.lengths[rows]

    def iter_values(self, row: int | None) -> Iterator[tuple[str, onnxruntime.OrtValue]]:
        """Name and memory of each array, of one row or all."""
        at = slice(len(self.lengths)) if row is None else slice(row, row + 1)
        for name, array in self._arrays.items():
            yield name, onnxruntime.OrtValue.ortvalue_from_numpy(array[at])

    def _copy(self, rows: IntArray, room: int, slots: int) -> None:
        """Some rows in other memory, with room for so many rows of so many slots."""
        filled = int(self.lengths[rows].max(initial=0))

        def copy(array: FloatArray) -> FloatArray:
            # Memory that is not used is not touched.
            copied = _zeros((room, array.shape[1], slots, array.shape[3]))
            copied[: len(rows), :, :filled] = array[rows, :, :filled]
            return copied

        self._replace(copy)

    def _replace(self, change: Callable[[FloatArray], FloatArray]) -> None:
        # One after the other, so that never more than one array is there twice.
        for name in self._arrays:
            self._arrays[name] = change(self._arrays[name])


def _zeros(shape: Sequence[int]) -> FloatArray:
    """Zeros in memory of their own.

    What is not touched of it takes none, and all is given back at once: the heap would keep most of what is freed.
    """
    size = _WIDTH * math.prod(shape)
    if not size:
        return np.zeros(shape, np.float32)
    if sys.platform == "win32":
        memory = mmap.mmap(-1, size)
    else:
        memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    return np.frombuffer(memory, np.float32).reshape(shape)
