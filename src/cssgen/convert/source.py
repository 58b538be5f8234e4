"""The weights of a CodeGen model on disk, under the names that transformers gives them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np

from cssgen.convert.codegen_shape import split_cores
from cssgen.convert.pickled import read_pickled_places
from cssgen.convert.precisions import EMBEDDING, Precision, matrix_bits
from cssgen.convert.quantization import Quantized, dequantize, flip_sign
from cssgen.convert.safetensors import TensorPlace, read_bytes, read_float32, read_places
from cssgen.errors import ModelError
from cssgen.lm.interfaces import FloatArray
from cssgen.lm.model_config import GRAPH, GRAPH_PRECISION, GRAPH_WEIGHTS, read_config


class Source(Protocol):
    """Weights that can be read."""

    def names(self) -> set[str]:
        """Names of those that are there."""
        ...

    def read(self, name: str) -> FloatArray:
        """The values of a weight."""
        ...


def open_source(directory: Path) -> Source:
    """The weights of a checkpoint, or of what was converted from one.

    Raises:
        ModelError: if there are none.
    """
    try:
        if (directory / GRAPH).is_file() and (directory / GRAPH_WEIGHTS).is_file():
            precision = read_config(directory).get(GRAPH_PRECISION, "float32")
            return Converted(read_places(directory / GRAPH_WEIGHTS), precision)
        return Checkpoint(_find_tensors(directory))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read the weights: {error}") from error


def _find_tensors(directory: Path) -> dict[str, TensorPlace]:
    kinds = (("*.safetensors", read_places), ("pytorch_model*.bin", read_pickled_places))
    for pattern, read in kinds:
        if files := sorted(directory.glob(pattern)):
            return {name: place for file in files for name, place in read(file).items()}
    raise ModelError(f"{directory} has no *.safetensors and no pytorch_model.bin")


class Checkpoint:
    """Weights as transformers saves them."""

    def __init__(self, places: Mapping[str, TensorPlace]) -> None:
        self._places = places

    def names(self) -> set[str]:
        """See `Source.names`."""
        return set(self._places)

    def read(self, name: str) -> FloatArray:
        """See `Source.read`."""
        return read_float32(self._places[name])


class Converted:
    """Weights as `cssgen.convert.codegen_weights` writes them, dequantised."""

    def __init__(self, places: Mapping[str, TensorPlace], precision: Precision) -> None:
        self._places = places
        self._precision = precision

    def names(self) -> set[str]:
        """See `Source.names`."""
        stems = {name.rpartition(".")[0]: name for name in self._places if not name.endswith((".bias", ".scales"))}
        weights = {f"{stem}_proj.weight" if stem.endswith(".qkv") else f"{stem}.weight" for stem in stems}
        return weights | {name for name in self._places if name.endswith(".bias")}

    def read(self, name: str) -> FloatArray:
        """See `Source.read`."""
        if name in self._places and len(self._places[name].shape) == 1:
            return read_float32(self._places[name])
        matrix = name.removesuffix(".weight")
        if matrix.endswith(".qkv_proj"):
            return split_cores(self._read_matrix(matrix.removesuffix("_proj")))
        return self._read_matrix(matrix)

    def _read_matrix(self, matrix: str) -> FloatArray:
        if self._precision == "float32":
            weight = read_float32(self._places[f"{matrix}.weight"])
            return weight if matrix == EMBEDDING else np.ascontiguousarray(weight.T)
        codes, scales = self._places[f"{matrix}.codes"], self._places[f"{matrix}.scales"]
        bits = matrix_bits(self._precision, matrix)
        read, factors = read_bytes(codes), read_float32(scales)
        if codes.dtype == "I8":
            # A scale for each row.
            read = flip_sign(read if matrix == EMBEDDING else read.T)[:, None]
            factors = factors[:, None]
        return dequantize(Quantized(read, factors), bits)
