"""What the engines read from a model's `config.json`."""

import json
from pathlib import Path
from typing import Any

from cssgen.errors import ModelError

GRAPH = "model.onnx"
GRAPH_WEIGHTS = "weights.safetensors"
"""What the graph computes with: nothing that transformers opens."""
GRAPH_PRECISION = "graph_precision"
"""The key in `config.json` that says in which precision these weights are."""


def read_config(directory: Path) -> dict[str, Any]:
    """The configuration of the model in `directory`.

    Raises:
        ModelError: if there is none.
    """
    path = directory / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot read {path}: {error}") from error
    if not isinstance(config, dict):
        raise ModelError(f"{path} does not describe a model")
    return config


def end_ids(config: dict[str, Any]) -> frozenset[int]:
    """The ids under `eos_token_id`, which may hold one, several or none."""
    value = config.get("eos_token_id")
    if value is None:
        return frozenset()
    return frozenset(value) if isinstance(value, list) else frozenset({value})
