"""How much memory keys and values take, which does not grow with the number of markers."""

from pathlib import Path

import numpy as np

import cssgen
from cssgen.lm.engine import GenerationOptions
from cssgen.lm.key_values import KeyValues, bytes_of
from cssgen.lm.onnx_model import OnnxModel

MB = 10**6


def test_bytes_of_a_token() -> None:
    values = KeyValues(layers=3, rows=5, heads=2, head_size=8)
    values.reserve(64)
    assert sum(value.numpy().nbytes for _, value in values.iter_values(None)) == 5 * 64 * bytes_of(3, 2, 8)


def test_rows_keep_what_they_read_when_others_join_and_leave() -> None:
    values = KeyValues(layers=1, rows=1, heads=1, head_size=1)
    values.reserve(3)
    written = dict(values.iter_values(None))
    written["keys.0"].numpy()[0, 0, :3, 0] = [1, 2, 3]
    values.lengths += 3
    values.grow(4)
    values.select(np.array([0, 3, 0]))
    keys = dict(values.iter_values(None))["keys.0"].numpy()
    assert keys[:, 0, :3, 0].tolist() == [[1, 2, 3], [0, 0, 0], [1, 2, 3]]
    assert values.lengths.tolist() == [3, 0, 3]


def test_batches_of_the_default_model_take_24_mb_at_most() -> None:
    model = OnnxModel(Path(cssgen.__file__).parent / "default_model")
    window, most = GenerationOptions().window, GenerationOptions().max_rows
    rows = max(rows for rows in range(most + 1) if model.fits(rows, window))
    token = bytes_of(model.layers, model.heads, model.head_size)
    assert rows > 1
    assert token * window * rows <= 24 * MB < token * window * (rows + 1)
