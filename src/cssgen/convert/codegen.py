"""A CodeGen model to a directory that the ONNX engine opens, in a precision. It needs nothing but numpy.

`weights.safetensors` holds the weights, `model.onnx` the graph alone: its initialisers are external data, at their
offsets in `weights.safetensors`.
"""

import json
import shutil
from pathlib import Path

from cssgen.convert.codegen_graph import build_graph
from cssgen.convert.codegen_shape import read_shape, weight_names
from cssgen.convert.codegen_weights import write_weights
from cssgen.convert.precisions import Precision
from cssgen.convert.safetensors import TensorWriter, read_places
from cssgen.convert.source import open_source
from cssgen.errors import ModelError
from cssgen.lm.model_config import GRAPH, GRAPH_PRECISION, GRAPH_WEIGHTS, read_config

_MODEL_FILES = ("generation_config.json", "README.md", "LICENSE")
_TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
)


def convert_codegen(
    source: Path, target: Path, *, precision: Precision = "float32", tokenizer: Path | None = None
) -> None:
    """Write the model of the directory `source` to the directory `target`.

    `source` holds `config.json`, one or several `*.safetensors` or `pytorch_model*.bin`, and what else it has of a
    card and a licence, which is copied, as is the tokenizer, from the directory `tokenizer` if it is another one. It
    may have been converted itself.

    Raises:
        ModelError: if `source` is no CodeGen model, or one of a kind that is not supported.
    """
    shape = read_shape(source)
    weights = open_source(source)
    missing = sorted(weight_names(shape) - weights.names())
    if missing:
        raise ModelError(f"{source} has no tensor {missing[0]}")
    target.mkdir(parents=True, exist_ok=True)
    write_weights(shape, weights.read, precision, target / GRAPH_WEIGHTS)
    graph = build_graph(shape, precision, read_places(target / GRAPH_WEIGHTS))
    (target / GRAPH).write_bytes(graph)
    _copy(source, target, _MODEL_FILES)
    config = {**read_config(source), GRAPH_PRECISION: precision}
    (target / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    _copy(tokenizer or source, target, _TOKENIZER_FILES)


def restore_checkpoint(source: Path, file: Path) -> None:
    """Write the weights of a model, in float32 and as transformers names them, to the safetensors file `file`.

    Raises:
        ModelError: as `convert_codegen`.
    """
    names = sorted(weight_names(read_shape(source)))
    weights = open_source(source)
    shapes = {name: ("F32", weights.read(name).shape) for name in names}
    with TensorWriter(file, shapes) as writer:
        for name in names:
            writer.write(name, weights.read(name))


def _copy(source: Path, target: Path, names: tuple[str, ...]) -> None:
    for name in names:
        if (source / name).is_file() and source.resolve() != target.resolve():
            shutil.copyfile(source / name, target / name)
