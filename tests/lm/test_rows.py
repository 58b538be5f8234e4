"""Padding, masks and positions."""

import numpy as np
import pytest

from cssgen.lm.rows import Slots, pad_left


@pytest.mark.parametrize(
    ("rows", "ids", "valid"),
    [
        pytest.param([[5]], [[5]], [[1]], id="one token"),
        pytest.param([[1, 2], [3, 4]], [[1, 2], [3, 4]], [[1, 1], [1, 1]], id="equal lengths"),
        pytest.param([[1, 2, 3], [4]], [[1, 2, 3], [0, 0, 4]], [[1, 1, 1], [0, 0, 1]], id="padded at the left"),
    ],
)
def test_pad_left(rows: list[list[int]], ids: list[list[int]], valid: list[list[int]]) -> None:
    found_ids, found_valid = pad_left(rows)
    assert found_ids.tolist() == ids
    assert found_valid.astype(int).tolist() == valid


def test_positions_count_valid_slots_only() -> None:
    slots = Slots()
    assert slots.append(np.array([[1, 1, 1], [0, 0, 1]], np.bool_)).tolist() == [[0, 1, 2], [0, 0, 0]]
    assert slots.append(np.array([[0, 1], [1, 1]], np.bool_)).tolist() == [[2, 3], [1, 2]]
    slots.select(np.array([1, 1]))
    assert slots.append(np.ones((2, 1), np.bool_)).tolist() == [[3], [3]]
    assert slots.valid.shape == (2, 6)
