"""Keys and values of a batch, in memory that ONNX Runtime writes to: no step copies them."""

from collections.abc import Callable, Iterator

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
        longer = -(-slots // _CHUNK) * _CHUNK
        self._replace(lambda array: _lengthen(array, longer))

    def select(self, rows: IntArray) -> None:
        """Keep `rows`, which may repeat."""
        self.lengths = self.lengths[rows]
        self._replace(lambda array: array[rows])

    def iter_values(self, row: int | None) -> Iterator[tuple[str, onnxruntime.OrtValue]]:
        """Name and memory of each array, of one row or all."""
        for name, array in self._arrays.items():
            part = array if row is None else array[row : row + 1]
            yield name, onnxruntime.OrtValue.ortvalue_from_numpy(part)

    def _replace(self, change: Callable[[FloatArray], FloatArray]) -> None:
        # One after the other, so that never more than one array is there twice.
        for name in self._arrays:
            self._arrays[name] = change(self._arrays[name])


def _lengthen(array: FloatArray, slots: int) -> FloatArray:
    longer = np.zeros((*array.shape[:2], slots, array.shape[3]), np.float32)
    longer[:, :, : array.shape[2]] = array
    return longer
