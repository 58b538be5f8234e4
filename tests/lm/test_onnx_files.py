"""What the ONNX engine does with its files."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cssgen.errors import ModelError
from cssgen.lm import onnx_model
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.rows import pad_left


def _copy(source: Path, target: Path) -> Path:
    target.mkdir()
    for file in source.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    return target


def _logits(model: OnnxModel) -> np.ndarray:
    return model.open_stream().extend(*pad_left([[1, 2, 3]]), keep=1).logits


def test_read_and_mapped_weights_are_the_same(onnx_twin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = _logits(OnnxModel(onnx_twin))
    monkeypatch.setattr(onnx_model, "_READ_LIMIT", 0)
    np.testing.assert_array_equal(read, _logits(OnnxModel(onnx_twin)))


def test_weights_may_change_under_a_loaded_model(onnx_twin: Path, tmp_path: Path) -> None:
    directory = _copy(onnx_twin, tmp_path / "model")
    model = OnnxModel(directory)
    before = _logits(model)
    weights = directory / "weights.safetensors"
    weights.write_bytes(bytes(weights.stat().st_size))
    np.testing.assert_array_equal(before, _logits(model))
    if sys.platform == "linux":
        assert str(directory) not in Path("/proc/self/maps").read_text()


def _truncate_weights(directory: Path) -> None:
    weights = directory / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])


def _remove_weights(directory: Path) -> None:
    (directory / "weights.safetensors").unlink()


def _break_graph(directory: Path) -> None:
    (directory / "model.onnx").write_bytes(b"no graph")


def _misname_operator(directory: Path) -> None:
    graph = directory / "model.onnx"
    graph.write_bytes(graph.read_bytes().replace(b"Gather", b"Ga\xe7her"))


def _replace_config(directory: Path) -> None:
    config = json.loads((directory / "config.json").read_text())
    (directory / "config.json").write_text(json.dumps({**config, "n_layer": config["n_layer"] + 1}))


def _replace_heads(directory: Path) -> None:
    config = json.loads((directory / "config.json").read_text())
    (directory / "config.json").write_text(json.dumps({**config, "n_head": config["n_head"] * 2}))


def _remove_graph(directory: Path) -> None:
    (directory / "model.onnx").unlink()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_truncate_weights, id="truncated weights"),
        pytest.param(_remove_weights, id="no weights"),
        pytest.param(_break_graph, id="broken graph"),
        pytest.param(_replace_config, id="a configuration with more layers"),
        pytest.param(_replace_heads, id="a configuration with other heads"),
        pytest.param(_misname_operator, id="an operator whose name is no UTF-8"),
        pytest.param(_remove_graph, id="no graph"),
    ],
)
@pytest.mark.parametrize("limit", [pytest.param(10**9, id="read"), pytest.param(0, id="mapped")])
def test_what_is_wrong_is_said(
    onnx_twin: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], None],
    limit: int,
) -> None:
    monkeypatch.setattr(onnx_model, "_READ_LIMIT", limit)
    directory = _copy(onnx_twin, tmp_path / "model")
    spoil(directory)
    with pytest.raises(ModelError, match="ONNX Runtime cannot run"):
        OnnxModel(directory)
