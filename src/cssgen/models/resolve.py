"""Which model, and on which engine."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cssgen.convert.precisions import Precision
from cssgen.errors import ModelError
from cssgen.lm.model_config import read_config
from cssgen.models.choice import EngineName, Wish, choose_engine
from cssgen.models.registry import DEFAULT
from cssgen.models.store import digest_directory, find_pulled, repair_command


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """All that is needed to load a model.

    Attributes:
        name: as the user gave it.
        directory: of weights and `config.json`.
        tokenizer: directory of the tokenizer.
        family: how it is prompted; see `cssgen.prompts`.
        digest: SHA-256 of all files that decide what it writes; the same wherever it lies.
        engine: what runs it.
        precision: of the ONNX engine's weights.
        needs_graph: whether the model must be converted before the ONNX engine can run it in this precision.
        reason: why this engine, in a few words.
        device: for torch, as `cssgen.lm.torch_model.TorchModel` takes it.
        dtype: likewise.
        compile: likewise.
    """

    name: str
    directory: Path
    tokenizer: Path
    family: str
    digest: str
    engine: EngineName
    precision: Precision
    needs_graph: bool
    reason: str
    device: str = "auto"
    dtype: str = "auto"
    compile: bool = False


def resolve_model(
    name: str = DEFAULT,
    *,
    revision: str = "",
    tokenizer: str = "",
    engine: Literal["auto", "onnx", "torch"] = "auto",
    precision: Literal["auto", "float32", "int8", "int4"] = "auto",
    device: str = "auto",
    dtype: str = "auto",
    compile: bool = False,  # noqa: A002  the name of the setting
) -> ModelSpec:
    """Find a model on disk and choose its engine. Nothing is loaded, and the network is not used.

    Args:
        name: `default`, a registered name, a directory, or an id of the Hub that was pulled.
        revision: the commit that a pulled model must be of, or the beginning of it; empty takes any.
        tokenizer: directory of a tokenizer, or a pulled model that has it; empty takes the model's own.
        engine: `auto` runs models with a graph on ONNX Runtime, and CodeGen models too where there is no
            accelerator; others run on torch.
        precision: for ONNX Runtime; `auto` takes the graph as it is, and 8 bits where one is to be made.
        device: for torch.
        dtype: for torch.
        compile: for torch.

    Raises:
        ModelError: if the model is not there, or nothing here can run it, with what to do.
    """
    directory, family, digest = _locate(name, revision)
    weights = _weights(directory)
    wish = Wish(engine, precision, device, dtype, compile, has_torch=has_torch())
    choice = choose_engine(name, weights, wish)
    return ModelSpec(
        name=name,
        directory=weights,
        tokenizer=_locate_tokenizer(tokenizer or str(directory)),
        family=family,
        digest=digest,
        engine=choice.engine,
        precision=choice.precision,
        needs_graph=choice.needs_graph,
        reason=choice.reason,
        device=device,
        dtype=dtype,
        compile=compile,
    )


def has_torch() -> bool:
    """Whether the torch engine can be imported; it is not."""
    return all(importlib.util.find_spec(name) is not None for name in ("torch", "transformers"))


def _locate(name: str, revision: str) -> tuple[Path, str, str]:
    """Directory, family and digest of a model."""
    directory = Path(name).expanduser()
    if name != DEFAULT and directory.is_dir():
        family = read_config(_weights(directory)).get("prompt_family", "plain")
        return directory, str(family), digest_directory(directory)
    directory, lock = find_pulled(name)
    if lock.sources and not lock.sources[0].commit.startswith(revision):
        raise ModelError(
            f"the model {name} is here at commit {lock.sources[0].commit}, not {revision}: "
            f"run `cssgen model pull {name} --revision {revision}`"
        )
    if name == DEFAULT and digest_directory(directory) != lock.digest:
        raise ModelError(f"the default model is damaged: run `{repair_command(name)}`")
    return directory, lock.family, lock.digest


def _weights(directory: Path) -> Path:
    return directory / "weights" if (directory / "weights").is_dir() else directory


def _locate_tokenizer(name: str) -> Path:
    """Directory of a tokenizer: one on disk, or that of a pulled model."""
    directory = Path(name).expanduser()
    if not directory.is_dir():
        directory, _ = find_pulled(name)
    own = directory / "tokenizer"
    return own if own.is_dir() else _weights(directory)
