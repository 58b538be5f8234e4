"""The shipped form of a BERT encoder: one file of 8-bit integers, and its vocabulary."""

import json
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssgen.bert.model import SCALES, Bert, Floats, Weights
from cssgen.bert.wordpiece import WordPiece


def quantise(matrix: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A matrix as int8, and the scale of each of its rows."""
    scales = np.maximum(np.abs(matrix).max(axis=1), 1e-12).astype(np.float32) / 127
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


def quantise_all(weights: Weights) -> dict[str, NDArray[Any]]:
    """All matrices as int8 with their scales; vectors as they are."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, values in weights.items():
        if values.ndim == 2:
            arrays[name], arrays[name + SCALES] = quantise(values)
        else:
            arrays[name] = values.astype(np.float32)
    return arrays


def widen_all(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """What `quantise_all` made, as floats again."""
    scales = {name: arrays[name] for name in arrays if name.endswith(SCALES)}
    return {
        name: np.float32(values) * scales[name + SCALES][:, None] if name + SCALES in scales else values
        for name, values in arrays.items()
        if name not in scales
    }


def read_arrays(path: Traversable) -> dict[str, NDArray[Any]]:
    """The arrays of a `.npz` file, by their names."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def load(folder: Traversable, name: str) -> tuple[Bert, WordPiece]:
    """The encoder of that name, and its tokenizer."""
    settings = json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    weights = read_arrays(folder.joinpath(f"{name}.npz"))
    vocabulary = {token: place for place, token in enumerate(settings["vocabulary"])}
    return Bert(weights, settings["heads"]), WordPiece(vocabulary)
