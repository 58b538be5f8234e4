"""A Hugging Face CodeGen directory to one that both transformers and the ONNX engine open.

The weights stay what they are: `model.safetensors` under the names of transformers. `model.onnx` holds
the graph alone; its initialisers are external data, at their offsets in `model.safetensors`.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import onnx
from safetensors.numpy import save_file

from cssgen.convert.codegen_graph import CodeGenShape, build_graph, weight_names
from cssgen.convert.safetensors import TensorPlace, read_float32, read_places
from cssgen.errors import ModelError

WEIGHTS = "model.safetensors"
GRAPH = "model.onnx"
_COPIED = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "README.md",
    "LICENSE",
)


def convert_codegen(source: Path, target: Path) -> None:
    """Write the model of the directory `source`, in float32, to the directory `target`.

    `source` holds `config.json`, one or several `*.safetensors`, and what else it has of a tokenizer,
    a card and a licence, which is copied.

    Raises:
        ModelError: if `source` is no CodeGen model, or one of a kind that is not supported.
    """
    shape = read_shape(source / "config.json")
    places = _find_tensors(source)
    missing = sorted(weight_names(shape) - places.keys())
    if missing:
        raise ModelError(f"{source} has no tensor {missing[0]}")
    target.mkdir(parents=True, exist_ok=True)
    tensors = {name: read_float32(places[name]) for name in sorted(weight_names(shape))}
    save_file(tensors, target / WEIGHTS, metadata={"format": "pt"})
    write_graph(shape, target)
    for name in _COPIED:
        if (source / name).is_file() and source.resolve() != target.resolve():
            shutil.copyfile(source / name, target / name)


def write_graph(shape: CodeGenShape, directory: Path) -> None:
    """Write `model.onnx` beside the weights that it refers to."""
    graph = build_graph(shape, read_places(directory / WEIGHTS))
    (directory / GRAPH).write_bytes(graph.SerializeToString(deterministic=True))
    onnx.checker.check_model(directory / GRAPH, full_check=True)


def read_shape(config_file: Path) -> CodeGenShape:
    """Shape of the model that a `config.json` describes.

    Raises:
        ModelError: if that is no CodeGen model, or one of a kind that is not supported.
    """
    try:
        config: dict[str, Any] = json.loads(config_file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read {config_file}: {error}") from error
    if config.get("model_type") != "codegen" or config.get("activation_function", "gelu_new") != "gelu_new":
        raise ModelError(f"{config_file} does not describe a CodeGen model with gelu_new")
    shape = CodeGenShape(
        layers=config["n_layer"],
        width=config["n_embd"],
        heads=config["n_head"],
        rotary=config.get("rotary_dim") or config["n_embd"] // config["n_head"],
        vocabulary=config["vocab_size"],
        epsilon=config.get("layer_norm_epsilon", 1e-5),
        is_tied=config.get("tie_word_embeddings", False),
    )
    if shape.heads % 4 or shape.width % shape.heads:
        raise ModelError(f"{config_file}: {shape.heads} heads of a width of {shape.width} cannot be split")
    return shape


def _find_tensors(source: Path) -> dict[str, TensorPlace]:
    files = sorted(source.glob("*.safetensors"))
    if not files:
        raise ModelError(f"{source} has no *.safetensors")
    try:
        return {name: place for file in files for name, place in read_places(file).items()}
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read the weights: {error}") from error
