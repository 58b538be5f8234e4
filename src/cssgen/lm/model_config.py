"""What the engines read from a model's `config.json`."""

import json
from pathlib import Path
from typing import Any

from cssgen.errors import ModelError
from cssgen.regular_files import read_regular

GRAPH = "model.onnx"
GRAPH_WEIGHTS = "weights.safetensors"
"""What the graph computes with: nothing that transformers opens."""
GRAPH_PRECISION = "graph_precision"
"""The key in `config.json` that says in which precision these weights are."""


_MAX_BYTES = 10_000_000
_MAX_SIZE = 10_000_000  # of vocabularies, which have the most


def read_config(directory: Path) -> dict[str, Any]:
    """The configuration of the model in `directory`.

    Raises:
        ModelError: if there is none.
    """
    path = directory / "config.json"
    try:
        config = json.loads(read_regular(path, _MAX_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"cannot read {path}: {error}") from error
    if not isinstance(config, dict):
        raise ModelError(f"{path} does not describe a model")
    return config


def read_size(config: dict[str, Any], key: str) -> int:
    """A size of a model: a whole number from 1 on.

    Raises:
        ModelError: if it is none, or far beyond any model.
    """
    value = config.get(key)
    if type(value) is not int or not 1 <= value <= _MAX_SIZE:
        raise ModelError(f"the model's config.json says {str(value)[:40]} for `{key}`")
    return value


def end_ids(config: dict[str, Any]) -> frozenset[int]:
    """The ids under `eos_token_id`, which may hold one, several or none."""
    value = config.get("eos_token_id")
    if value is None:
        return frozenset()
    return frozenset(value) if isinstance(value, list) else frozenset({value})
