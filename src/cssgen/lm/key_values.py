"""Keys and values of a batch, in memory that ONNX Runtime writes to: no step copies them."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import onnxruntime

from cssgen.lm.interfaces import FloatArray, IntArray

_CHUNK = 64


class KeyValues:
    """Keys and values (B, H, C, D) of L layers. Of the C slots of a row, the first `lengths` of it are filled."""

    def __init__(self, layers: int, rows: int, heads: int, head_size: int) -> None:
        self._arrays = {
            f"{kind}.{layer}": np.zeros((rows, heads, 0, head_size), np.float32)
            for layer in range(layers)
            for kind in ("keys", "values")
        }
        self.lengths: IntArray = np.zeros(rows, np.int64)

    @property
    def capacity(self) -> int:
        """C."""
        return int(next(iter(self._arrays.values())).shape[2])

    def reserve(self, slots: int) -> None:
        """Make room for so many slots in each row, in other memory."""
        longer, filled = -(-slots // _CHUNK) * _CHUNK, int(self.lengths.max(initial=0))
        self._replace(lambda array: _copy(array, slice(None), longer, filled))

    def select(self, rows: IntArray) -> None:
        """Keep `rows`, which may repeat."""
        self.lengths = self.lengths[rows]
        moved = [(int(row), place) for place, row in enumerate(rows) if row != place]
        if all(row >= len(rows) for row, _ in moved):
            # The others stay where they are, which saves most of the copying.
            self._replace(lambda array: _move(array, moved)[: len(rows)])
        else:
            filled = int(self.lengths.max(initial=0))
            self._replace(lambda array: _copy(array, rows, self.capacity, filled))

    def iter_values(self, row: int | None) -> Iterator[tuple[str, onnxruntime.OrtValue]]:
        """Name and memory of each array, of one row or all."""
        for name, array in self._arrays.items():
            part = array if row is None else array[row : row + 1]
            yield name, onnxruntime.OrtValue.ortvalue_from_numpy(part)

    def _replace(self, change: Callable[[FloatArray], FloatArray]) -> None:
        # One after the other, so that never more than one array is there twice.
        for name in self._arrays:
            self._arrays[name] = change(self._arrays[name])


def _move(array: FloatArray, moved: Sequence[tuple[int, int]]) -> FloatArray:
    for row, place in moved:
        array[place] = array[row]
    return array


def _copy(array: FloatArray, rows: IntArray | slice, slots: int, filled: int) -> FloatArray:
    """Some rows with so many slots, of which so many are filled: memory that is not used is not touched."""
    chosen = array[rows, :, :filled]
    copy = np.zeros((len(chosen), array.shape[1], slots, array.shape[3]), np.float32)
    copy[:, :, :filled] = chosen
    return copy
