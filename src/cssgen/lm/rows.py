"""Rows of different lengths in one batch: padding, masks and positions."""

from collections.abc import Sequence

import numpy as np

from cssgen.lm.interfaces import BoolArray, IntArray


def pad_left(rows: Sequence[Sequence[int]]) -> tuple[IntArray, BoolArray]:
    """Rows as one array with padding at the left.

    Returns:
        (B, S) ids, 0 where padded, and (B, S) where they are valid.
    """
    lengths = np.array([len(row) for row in rows])
    width = int(lengths.max())
    valid = np.arange(width) >= width - lengths[:, None]
    ids = np.zeros(valid.shape, np.int64)
    ids[valid] = np.concatenate([np.asarray(row, np.int64) for row in rows])
    return ids, valid


class Slots:
    """Which slots of a key-value cache hold a token of their row.

    Padding leaves holes in a row. They are masked, and positions count valid slots only, so rows
    may take any number of tokens in each step.
    """

    def __init__(self) -> None:
        self.valid: BoolArray = np.zeros((0, 0), np.bool_)

    @property
    def count(self) -> int:
        """Slots of each row, with or without a token."""
        return int(self.valid.shape[1])

    def append(self, valid: BoolArray) -> IntArray:
        """Add the slots of a step, (B, S), and return the positions of its tokens, (B, S)."""
        before = self.valid if self.valid.size else np.zeros((len(valid), 0), np.bool_)
        seen = before.sum(axis=1, keepdims=True)
        self.valid = np.concatenate((before, valid), axis=1)
        positions = np.maximum(seen + valid.cumsum(axis=1) - 1, 0)
        return np.asarray(positions, np.int64)

    def select(self, rows: IntArray) -> None:
        """Keep `rows`, which may repeat."""
        self.valid = self.valid[rows]

    def truncate(self, length: int) -> None:
        """Keep the slots of the first `length` tokens of a single row."""
        kept = int((self.valid[0].cumsum() <= length).sum())
        self.valid = self.valid[:, :kept]
