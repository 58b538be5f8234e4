"""Weights of 4 and 8 bits: what they keep, and what the graph makes of them."""

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM

from cssgen.convert.codegen import convert_codegen, restore_checkpoint
from cssgen.convert.precisions import Precision
from cssgen.convert.quantization import dequantize, quantize
from cssgen.lm.decoding import Request, decode
from cssgen.lm.interfaces import FloatArray
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.rows import pad_left
from cssgen.lm.sampling import greedy
from tests.lm.reference import PROMPT, random_rows


def _random(*shape: int) -> FloatArray:
    return np.random.default_rng(0).standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize(
    ("bits", "block", "error"),
    [
        pytest.param(8, 32, 0.006, id="8 bits"),
        pytest.param(4, 64, 0.12, id="4 bits"),
        pytest.param(4, 32, 0.11, id="smaller blocks"),
    ],
)
def test_what_quantisation_keeps(bits: int, block: int, error: float) -> None:
    weight = _random(16, 128)
    found = dequantize(quantize(weight, bits, block), bits)
    relative = np.linalg.norm(found - weight) / np.linalg.norm(weight)
    assert error / 2 < relative < error


@pytest.mark.parametrize("bits", [8, 4])
def test_quantising_again_changes_nothing(bits: int) -> None:
    once = dequantize(quantize(_random(8, 64), bits, 32), bits)
    np.testing.assert_allclose(dequantize(quantize(once, bits, 32), bits), once, atol=0.15 if bits == 4 else 1e-6)


@pytest.mark.parametrize(
    ("weight", "code"),
    [
        pytest.param(np.zeros((1, 32), np.float32), 8, id="zeros"),
        pytest.param(np.full((1, 32), 3.5, np.float32), 0, id="the largest gets the lowest code"),
        pytest.param(np.full((1, 32), -3.5, np.float32), 0, id="whatever its sign"),
    ],
)
def test_codes(weight: FloatArray, code: int) -> None:
    quantized = quantize(weight, 4, 32)
    assert set(quantized.codes.ravel().tolist()) == {code | code << 4}
    np.testing.assert_array_equal(dequantize(quantized, 4), weight)


def test_the_low_half_of_a_byte_comes_first() -> None:
    weight = np.tile(np.array([[-8.0, 7.0]], np.float32), (1, 16))
    assert set(quantize(weight, 4, 32).codes.ravel().tolist()) == {0x0F << 4}


@pytest.fixture(params=["int8", "int4"])
def precision(request: pytest.FixtureRequest) -> Precision:
    """Each kind of graph in turn."""
    found: Precision = request.param
    return found


@pytest.fixture
def quantized(twin: Path, tmp_path: Path, precision: Precision) -> Path:
    """The twin, converted in that precision."""
    convert_codegen(twin / "weights", tmp_path / precision, precision=precision, tokenizer=twin / "tokenizer")
    return tmp_path / precision


def test_the_graph_computes_with_the_dequantised_weights(quantized: Path, tmp_path: Path) -> None:
    (tmp_path / "hf").mkdir()
    restore_checkpoint(quantized, tmp_path / "hf" / "model.safetensors")
    (tmp_path / "hf" / "config.json").write_bytes((quantized / "config.json").read_bytes())
    reference = AutoModelForCausalLM.from_pretrained(tmp_path / "hf", dtype=torch.float32)
    [row] = random_rows(30)
    with torch.inference_mode():
        wanted = reference(torch.tensor([row])).logits[0].numpy()
    found = OnnxModel(quantized, threads=1).open_stream().extend(*pad_left([row]), keep=30).logits[0]
    # Activations are rounded to 7 or 8 bits on the way.
    assert np.abs(found - wanted).max() < 0.04 * np.abs(wanted).max()


@pytest.mark.parametrize("most", [pytest.param(6, id="all at once"), pytest.param(2, id="rows join late")])
def test_a_row_does_not_depend_on_its_batch(quantized: Path, most: int) -> None:
    model, tokenizer = OnnxModel(quantized, threads=1), LLTokenizer(quantized)
    prompts = [tokenizer.encode(text) for text in (PROMPT, "a { color: red;", "@media (min-width: 40em) {\n  .a {")]
    requests = [Request(prompt, [greedy], 20 - 3 * index, lambda _: None) for index, prompt in enumerate(2 * prompts)]
    together = decode(model, tokenizer, requests, most)
    alone = [decode(model, tokenizer, [request])[0] for request in requests]
    assert [[c.text for c in found] for found in together] == [[c.text for c in found] for found in alone]
    for found, wanted in zip(together, alone, strict=True):
        assert found[0].logprob == pytest.approx(wanted[0].logprob, abs=1e-2)


def test_a_quantised_model_can_be_converted_further(quantized: Path, tmp_path: Path) -> None:
    convert_codegen(quantized, tmp_path / "float32", precision="float32")
    [row] = random_rows(20)
    found, wanted = (
        OnnxModel(directory).open_stream().extend(*pad_left([row]), keep=1).logits
        for directory in (tmp_path / "float32", quantized)
    )
    assert np.abs(found - wanted).max() < 0.04 * np.abs(wanted).max()
