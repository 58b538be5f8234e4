"""What `cssgen doctor` says about models: what is installed, and what would run."""

import importlib.metadata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cssgen.errors import ModelError
from cssgen.models.registry import DEFAULT
from cssgen.models.resolve import ModelSpec, has_torch, resolve_model
from cssgen.models.store import store_directory

_PACKAGES = ("onnxruntime", "llguidance", "numpy", "torch", "transformers", "huggingface_hub")


@dataclass(frozen=True, slots=True)
class Environment:
    """What is here.

    Attributes:
        versions: of the packages that run models, by name; None if one is not installed.
        store: the folder of pulled models.
        spec: the model that would run, None if none would.
        problem: why none would; empty otherwise.
        device: where it would run; for torch without probing, what was asked for.
    """

    versions: dict[str, str | None]
    store: Path
    spec: ModelSpec | None
    problem: str
    device: str


def describe_environment(
    name: str = DEFAULT,
    *,
    revision: str = "",
    tokenizer: str = "",
    engine: Literal["auto", "onnx", "torch"] = "auto",
    precision: Literal["auto", "float32", "int8", "int4"] = "auto",
    device: str = "auto",
    dtype: str = "auto",
    compile: bool = False,  # noqa: A002  the name of the setting
    probe: bool = False,
) -> Environment:
    """Say what is installed and which model would run where, and why, without loading it.

    Args:
        name: as `resolve_model` takes it, like all but the last.
        revision: likewise.
        tokenizer: likewise.
        engine: likewise.
        precision: likewise.
        device: likewise.
        dtype: likewise.
        compile: likewise.
        probe: import torch, which takes seconds, to see which devices it has.
    """
    try:
        spec = resolve_model(
            name,
            revision=revision,
            tokenizer=tokenizer,
            engine=engine,
            precision=precision,
            device=device,
            dtype=dtype,
            compile=compile,
        )
        problem = ""
    except ModelError as error:
        spec, problem = None, str(error)
    versions = {package: _version(package) for package in _PACKAGES}
    return Environment(versions, store_directory(), spec, problem, _device(spec, probe=probe))


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _device(spec: ModelSpec | None, *, probe: bool) -> str:
    if spec is None:
        return ""
    if spec.engine == "onnx":
        return "cpu"
    if probe and spec.device == "auto" and has_torch():
        from cssgen.lm.torch_model import best_device

        return best_device()
    return spec.device
