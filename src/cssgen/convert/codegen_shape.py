"""What a CodeGen model consists of, by its configuration."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cssgen.errors import ModelError
from cssgen.lm.interfaces import FloatArray
from cssgen.lm.model_config import read_config

# transformers' CodeGen lays queries, values and keys out for the four cores of a TPU v4.
_CORES = 4
_HEAD_SIZE_UNIT = 16  # what ONNX Runtime's rotary embedding wants


@dataclass(frozen=True, slots=True)
class CodeGenShape:
    """What is to be known of a model's configuration."""

    layers: int
    width: int
    heads: int
    rotary: int
    vocabulary: int
    positions: int
    epsilon: float
    is_tied: bool

    @property
    def head_size(self) -> int:
        """D."""
        return self.width // self.heads


def read_shape(directory: Path) -> CodeGenShape:
    """Shape of the model in `directory`.

    Raises:
        ModelError: if that is no CodeGen model, or one of a kind that is not supported.
    """
    config = read_config(directory)
    if config.get("model_type") != "codegen" or config.get("activation_function", "gelu_new") != "gelu_new":
        raise ModelError(f"{directory} holds no CodeGen model with gelu_new")
    shape = CodeGenShape(
        layers=config["n_layer"],
        width=config["n_embd"],
        heads=config["n_head"],
        rotary=config.get("rotary_dim") or config["n_embd"] // config["n_head"],
        vocabulary=config["vocab_size"],
        positions=config["n_positions"],
        epsilon=config.get("layer_norm_epsilon", 1e-5),
        is_tied=config.get("tie_word_embeddings", False),
    )
    if shape.heads % _CORES or shape.width % (shape.heads * _HEAD_SIZE_UNIT):
        raise ModelError(f"{directory}: {shape.heads} heads of a width of {shape.width} cannot be converted")
    return shape


def weight_names(shape: CodeGenShape) -> set[str]:
    """Names of all weights, as transformers gives them."""
    layer = ["attn.qkv_proj.weight", "attn.out_proj.weight"]
    layer += [f"{module}.{kind}" for module in ("ln_1", "mlp.fc_in", "mlp.fc_out") for kind in ("weight", "bias")]
    names = {f"transformer.h.{index}.{name}" for index in range(shape.layers) for name in layer}
    names |= {"transformer.wte.weight", "transformer.ln_f.weight", "transformer.ln_f.bias", "lm_head.bias"}
    return names if shape.is_tied else names | {"lm_head.weight"}


def merge_cores(weight: FloatArray) -> FloatArray:
    """Rows of `qkv_proj` as queries, keys, values, each head behind the other."""
    width = weight.shape[1]
    query, value, key = weight.reshape(_CORES, 3, -1, width).transpose(1, 0, 2, 3)
    return np.ascontiguousarray(np.stack((query, key, value)).reshape(3 * width, width))


def split_cores(weight: FloatArray) -> FloatArray:
    """The inverse of `merge_cores`."""
    width = weight.shape[1]
    query, key, value = weight.reshape(3, _CORES, -1, width)
    return np.ascontiguousarray(np.stack((query, value, key), axis=1).reshape(3 * width, width))
