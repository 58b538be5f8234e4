"""Keys and values of a batch in buffers that grow by chunks, so that a step copies its own slots only."""

import numpy as np

from cssgen.lm.interfaces import FloatArray, IntArray

_CHUNK = 64


class KeyValues:
    """Keys (L, B, H, D, C) and values (L, B, H, C, D) of L layers, of whose C slots `used` are filled.

    Keys lie transposed, as their product with the queries wants them. Slots that are not filled
    hold zeros: they are masked, but even a masked slot must be finite.
    """

    def __init__(self, layers: int, rows: int, heads: int, head_size: int) -> None:
        # Not empty: older ONNX Runtimes leave the product over an empty axis uninitialised.
        self.keys: FloatArray = np.zeros((layers, rows, heads, head_size, 1), np.float32)
        self.values: FloatArray = np.zeros((layers, rows, heads, 1, head_size), np.float32)
        self.used = 0

    @property
    def capacity(self) -> int:
        """C, the number of slots."""
        return int(self.values.shape[3])

    def append(self, keys: list[FloatArray], values: list[FloatArray]) -> None:
        """Add S slots: for each layer keys (B, H, D, S) and values (B, H, S, D)."""
        end = self.used + values[0].shape[2]
        if end > self.capacity:
            self._grow(-(-end // _CHUNK) * _CHUNK)
        for layer, (new_keys, new_values) in enumerate(zip(keys, values, strict=True)):
            self.keys[layer, ..., self.used : end] = new_keys
            self.values[layer, :, :, self.used : end] = new_values
        self.used = end

    def select(self, rows: IntArray) -> None:
        """Keep `rows`, which may repeat."""
        self.keys = np.ascontiguousarray(self.keys[:, rows])
        self.values = np.ascontiguousarray(self.values[:, rows])

    def _grow(self, capacity: int) -> None:
        keys = np.zeros((*self.keys.shape[:4], capacity), np.float32)
        values = np.zeros((*self.values.shape[:3], capacity, self.values.shape[4]), np.float32)
        keys[..., : self.used] = self.keys[..., : self.used]
        values[:, :, :, : self.used] = self.values[:, :, :, : self.used]
        self.keys, self.values = keys, values
