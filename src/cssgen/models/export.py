"""A model that is here, as a directory that other programs open."""

import shutil
from pathlib import Path
from typing import Literal

from cssgen.errors import ModelError
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
    if not any(spec.directory.glob("*.safetensors")):
        _convert_pickled(spec, target)
    _copy(spec.directory, target, (*_WEIGHTS, *_DOCUMENTS))
    _copy(spec.tokenizer, target, _TOKENIZER)


def _export_onnx(spec: ModelSpec, target: Path) -> None:
    try:
        from cssgen.convert.codegen import convert_codegen
    except ImportError as error:
        raise ModelError("the export to ONNX needs more packages: pip install 'cssgen[train]'") from error
    convert_codegen(spec.directory, target, tokenizer=spec.tokenizer)


def _convert_pickled(spec: ModelSpec, target: Path) -> None:
    try:
        from cssgen.lm.torch_model import TorchModel
    except ImportError as error:
        raise ModelError("the export of pickled weights needs torch: pip install 'cssgen[torch]'") from error
    TorchModel(spec.directory, device="cpu").module.save_pretrained(target)


def _copy(source: Path, target: Path, patterns: tuple[str, ...]) -> None:
    for file in (file for pattern in patterns for file in source.glob(pattern)):
        shutil.copyfile(file, target / file.name)
