"""A model that is here, as a directory that other programs open."""

import json
import shutil
from pathlib import Path
from typing import Literal

from cssgen.errors import ModelError
from cssgen.lm.model_config import GRAPH_PRECISION, GRAPH_WEIGHTS, read_config
from cssgen.models.resolve import ModelSpec

_WEIGHTS = ("*.safetensors", "model.safetensors.index.json", "config.json", "generation_config.json")
_TOKENIZER = (
    "tokenizer*.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.*",
    "merges.txt",
    "*.model",
)
_DOCUMENTS = ("README.md", "LICENSE*", "NOTICE*")


def export(spec: ModelSpec, target: Path, form: Literal["hf", "onnx"] = "hf") -> None:
    """Write a model to the directory `target`, which must be empty or absent.

    Args:
        spec: the model.
        target: where to.
        form: `hf` for transformers' `from_pretrained`, weights and tokenizer together, weights as safetensors;
            `onnx` for the ONNX engine, from CodeGen models only.

    Raises:
        ModelError: if the directory is not empty, or the model cannot be had in this form.
    """
    if target.exists() and any(target.iterdir()):
        raise ModelError(f"{target} is not empty")
    target.mkdir(parents=True, exist_ok=True)
    if form == "onnx":
        _export_onnx(spec, target)
    else:
        _export_hf(spec, target)


def _export_hf(spec: ModelSpec, target: Path) -> None:
    _copy(spec.directory, target, (*_WEIGHTS, *_DOCUMENTS))
    _copy(spec.tokenizer, target, _TOKENIZER)
    if (spec.directory / GRAPH_WEIGHTS).is_file():
        _restore(spec, target)
    elif not any(spec.directory.glob("*.safetensors")):
        _convert_pickled(spec, target)


def _export_onnx(spec: ModelSpec, target: Path) -> None:
    from cssgen.convert.codegen import convert_codegen

    convert_codegen(spec.directory, target, precision=spec.precision, tokenizer=spec.tokenizer)


def _restore(spec: ModelSpec, target: Path) -> None:
    """Make of what the ONNX engine runs what transformers opens."""
    from cssgen.convert.codegen import restore_checkpoint

    (target / GRAPH_WEIGHTS).unlink()
    restore_checkpoint(spec.directory, target / "model.safetensors")
    config = read_config(spec.directory)
    del config[GRAPH_PRECISION]
    (target / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _convert_pickled(spec: ModelSpec, target: Path) -> None:
    try:
        from cssgen.lm.torch_model import TorchModel
    except ImportError as error:
        raise ModelError("the export of pickled weights needs torch: pip install 'cssgen[torch]'") from error
    TorchModel(spec.directory, device="cpu", dtype="float32").module.save_pretrained(target)


def _copy(source: Path, target: Path, patterns: tuple[str, ...]) -> None:
    for file in (file for pattern in patterns for file in source.glob(pattern)):
        shutil.copyfile(file, target / file.name)
