"""Checkpoints to graphs over their weights."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from safetensors.numpy import load_file
from transformers import CodeGenConfig, CodeGenForCausalLM

from cssgen.convert.codegen import convert_codegen, restore_checkpoint
from cssgen.errors import ModelError
from cssgen.lm.interfaces import FloatArray
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.rows import pad_left
from tests.lm.reference import open_half, random_rows


def _save(config: CodeGenConfig, directory: Path) -> FloatArray:
    torch.manual_seed(1)
    model: Any = CodeGenForCausalLM(config)
    model.eval()
    # Biases and norms start at 0 and 1, where a mistake would not show.
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.05)
    model.save_pretrained(directory)
    ids = torch.arange(30)[None] % config.vocab_size
    with torch.inference_mode():
        logits: FloatArray = model(ids).logits[0].numpy()
    return logits


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="untied"),
        pytest.param({"tie_word_embeddings": True}, id="tied"),
        pytest.param({"n_head": 8, "n_embd": 128}, id="two heads for each core"),
        pytest.param({"rotary_dim": 16}, id="rotary in the whole head"),
        pytest.param({"layer_norm_epsilon": 0.1}, id="another epsilon"),
    ],
)
def test_conversion_keeps_the_logits(tmp_path: Path, changes: dict[str, int]) -> None:
    shape = {"n_layer": 2, "n_embd": 64, "n_head": 4, "rotary_dim": 8, "n_positions": 64, "vocab_size": 50}
    config = CodeGenConfig.from_dict({**shape, "n_ctx": 64, "bos_token_id": 0, "eos_token_id": 0, **changes})
    wanted = _save(config, tmp_path / "hf")
    convert_codegen(tmp_path / "hf", tmp_path / "onnx")
    ids = np.arange(30)[None] % 50
    onnx.checker.check_model(tmp_path / "onnx" / "model.onnx")
    found = OnnxModel(tmp_path / "onnx").open_stream().extend(ids, np.ones((1, 30), np.bool_), keep=30)
    np.testing.assert_allclose(found.logits[0], wanted, atol=1e-3)
    np.testing.assert_allclose(found.normalizers[0], np.log(np.exp(wanted).sum(-1)), atol=1e-3)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_conversion_widens_halves(twin: Path, tmp_path: Path, dtype: str) -> None:
    half = open_half(twin / "weights", dtype)
    half.save_pretrained(tmp_path / "half", max_shard_size="200KB")
    assert len(list((tmp_path / "half").glob("*.safetensors"))) > 1
    convert_codegen(tmp_path / "half", tmp_path / "onnx")
    [row] = random_rows(20)
    found = OnnxModel(tmp_path / "onnx").open_stream().extend(*pad_left([row]), keep=1)
    with torch.inference_mode():
        wanted = half.to(torch.float32)(torch.tensor([row])).logits[0, -1].numpy()
    np.testing.assert_allclose(found.logits[0, -1], wanted, atol=1e-3)


def test_a_restored_checkpoint_is_the_one_that_was_converted(twin: Path, onnx_twin: Path, tmp_path: Path) -> None:
    restore_checkpoint(onnx_twin, tmp_path / "model.safetensors")
    found, wanted = load_file(tmp_path / "model.safetensors"), load_file(twin / "weights" / "model.safetensors")
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        np.testing.assert_array_equal(found[name], values)


def test_conversion_is_reproducible(twin: Path, tmp_path: Path, onnx_twin: Path) -> None:
    convert_codegen(twin / "weights", tmp_path, tokenizer=twin / "tokenizer")
    for name in ("model.onnx", "weights.safetensors", "tokenizer.json"):
        assert (tmp_path / name).read_bytes() == (onnx_twin / name).read_bytes()


def _without_config(directory: Path) -> None:
    (directory / "config.json").unlink()


def _with_another_type(directory: Path) -> None:
    (directory / "config.json").write_text('{"model_type": "gpt2"}')


def _without_weights(directory: Path) -> None:
    (directory / "model.safetensors").unlink()


def _with_broken_weights(directory: Path) -> None:
    (directory / "model.safetensors").write_bytes(b"\xff" * 100)


def _with_more_layers(directory: Path) -> None:
    config = (directory / "config.json").read_text().replace('"n_layer": 3', '"n_layer": 4')
    (directory / "config.json").write_text(config)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(_without_config, "config.json", id="no config"),
        pytest.param(_with_another_type, "no CodeGen model", id="another architecture"),
        pytest.param(_without_weights, "no \\*.safetensors", id="no weights"),
        pytest.param(_with_broken_weights, "no safetensors file", id="no safetensors"),
        pytest.param(_with_more_layers, "no tensor transformer.h.3", id="a layer is missing"),
    ],
)
def test_conversion_says_what_is_wrong(twin: Path, tmp_path: Path, spoil: Callable[[Path], None], message: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for file in (twin / "weights").iterdir():
        (source / file.name).write_bytes(file.read_bytes())
    spoil(source)
    with pytest.raises(ModelError, match=message):
        convert_codegen(source, tmp_path / "target")
