"""A Hugging Face CodeGen directory to one that both transformers and the ONNX engine open.

The weights stay what they are: `model.safetensors` under the names of transformers. `model.onnx` holds
the graph alone; its initialisers are external data, at their offsets in `model.safetensors`.
"""

import shutil
from pathlib import Path

import onnx
from safetensors.numpy import save_file

from cssgen.convert.codegen_graph import CodeGenShape, build_graph, weight_names
from cssgen.convert.safetensors import TensorPlace, read_float32, read_places
from cssgen.errors import ModelError
from cssgen.lm.model_config import read_config

WEIGHTS = "model.safetensors"
GRAPH = "model.onnx"
_MODEL_FILES = ("config.json", "generation_config.json", "README.md", "LICENSE")
_TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
)


def convert_codegen(source: Path, target: Path, *, tokenizer: Path | None = None) -> None:
    """Write the model of the directory `source`, in float32, to the directory `target`.

    `source` holds `config.json`, one or several `*.safetensors`, and what else it has of a card and a
    licence, which is copied, as is the tokenizer, from the directory `tokenizer` if it is another one.

    Raises:
        ModelError: if `source` is no CodeGen model, or one of a kind that is not supported.
    """
    shape = read_shape(source)
    places = _find_tensors(source)
    missing = sorted(weight_names(shape) - places.keys())
    if missing:
        raise ModelError(f"{source} has no tensor {missing[0]}")
    target.mkdir(parents=True, exist_ok=True)
    tensors = {name: read_float32(places[name]) for name in sorted(weight_names(shape))}
    save_file(tensors, target / WEIGHTS, metadata={"format": "pt"})
    # The library makes it readable to its owner only.
    (target / WEIGHTS).chmod(0o644)
    write_graph(shape, target)
    _copy(source, target, _MODEL_FILES)
    _copy(tokenizer or source, target, _TOKENIZER_FILES)


def write_graph(shape: CodeGenShape, directory: Path) -> None:
    """Write `model.onnx` beside the weights that it refers to."""
    graph = build_graph(shape, read_places(directory / WEIGHTS))
    (directory / GRAPH).write_bytes(graph.SerializeToString(deterministic=True))
    onnx.checker.check_model(directory / GRAPH, full_check=True)


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
        epsilon=config.get("layer_norm_epsilon", 1e-5),
        is_tied=config.get("tie_word_embeddings", False),
    )
    if shape.heads % 4 or shape.width % shape.heads:
        raise ModelError(f"{directory}: {shape.heads} heads of a width of {shape.width} cannot be split")
    return shape


def _find_tensors(source: Path) -> dict[str, TensorPlace]:
    files = sorted(source.glob("*.safetensors"))
    if not files:
        raise ModelError(f"{source} has no *.safetensors")
    try:
        return {name: place for file in files for name, place in read_places(file).items()}
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read the weights: {error}") from error


def _copy(source: Path, target: Path, names: tuple[str, ...]) -> None:
    for name in names:
        if (source / name).is_file() and source.resolve() != target.resolve():
            shutil.copyfile(source / name, target / name)
