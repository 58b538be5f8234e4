"""Which engine runs a model, in which precision, and why."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cssgen.convert.precisions import Precision
from cssgen.errors import ModelError
from cssgen.lm.model_config import GRAPH, GRAPH_PRECISION, read_config
from cssgen.models.accelerators import may_have_accelerator

EngineName = Literal["onnx", "torch"]

_CONVERTED: Precision = "int8"
"""As exact as the original for all that can be measured: docs/performance.md."""
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, each `auto` if nothing was, and whether the torch engine is installed."""

    engine: str
    precision: Literal["auto", "float32", "int8", "int4"]
    device: str
    dtype: str
    compile: bool
    has_torch: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What runs a model; the attributes are those of `cssgen.models.resolve.ModelSpec`."""

    engine: EngineName
    reason: str
    precision: Precision = "float32"
    needs_graph: bool = False


def choose_engine(name: str, directory: Path, wish: Wish) -> Choice:
    """Choose the engine of the model `name`, whose weights lie in `directory`.

    Raises:
        ModelError: if nothing here can run it as was asked, with what to do.
    """
    config = read_config(directory)
    if wish.engine != "torch":
        if (directory / GRAPH).is_file():
            reason = "asked for" if wish.engine == "onnx" else "it has a graph for ONNX Runtime"
            return _choose_graph(config, wish, reason)
        if can_convert(config, directory) and (reason := _why_convert(wish)):
            precision = _CONVERTED if wish.precision == "auto" else wish.precision
            return Choice("onnx", reason, precision, needs_graph=True)
        if wish.engine == "onnx" or wish.precision != "auto":
            raise ModelError(f"the model {name} has no {GRAPH}, and only CodeGen models get one: use the torch engine")
    if not wish.has_torch:
        raise ModelError(f"the model {name} needs torch: run `pip install 'cssgen[torch]'`")
    return Choice("torch", "asked for" if wish.engine == "torch" else "it has no graph for ONNX Runtime")


def can_convert(config: dict[str, Any], directory: Path) -> bool:
    """Whether a graph can be made of a model."""
    has_weights = any(True for pattern in _WEIGHTS for _ in directory.glob(pattern))
    return config.get("model_type") == "codegen" and has_weights


def _choose_graph(config: dict[str, Any], wish: Wish, reason: str) -> Choice:
    stored: Precision = config.get(GRAPH_PRECISION, "float32")
    precision = stored if wish.precision == "auto" else wish.precision
    return Choice("onnx", reason, precision, needs_graph=precision != stored)


def _why_convert(wish: Wish) -> str:
    """Why to run a CodeGen model on ONNX Runtime; empty if torch is to run it."""
    if wish.engine == "onnx" or wish.precision != "auto":
        return "asked for"
    if wish.compile or wish.dtype != "auto" or wish.device not in ("auto", "cpu"):
        return ""
    if wish.device == "cpu":
        return "a CPU runs CodeGen models faster so"
    if not wish.has_torch:
        return "torch is not installed"
    return "" if may_have_accelerator() else "there is no accelerator here, and a CPU runs CodeGen models faster so"
