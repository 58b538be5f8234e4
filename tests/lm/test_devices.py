"""Which device and precision torch gets, from what it says of the machine."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch

from cssgen.lm import torch_model
from cssgen.lm.torch_model import TorchModel, best_device, best_dtype
from cssgen.models import accelerators
from cssgen.models.accelerators import expect_dtype
from tests.lm.reference import random_rows, reference_logits


@pytest.mark.parametrize(
    ("there", "device"),
    [
        pytest.param({"cuda", "xpu"}, "cuda", id="CUDA first"),
        pytest.param({"mps"}, "mps", id="Apple"),
        pytest.param({"xpu"}, "xpu", id="Intel"),
        pytest.param(set(), "cpu", id="none"),
    ],
)
def test_devices(monkeypatch: pytest.MonkeyPatch, there: set[str], device: str) -> None:
    for name in ("cuda", "mps", "xpu"):
        monkeypatch.setattr(getattr(torch, name), "is_available", lambda name=name: name in there)
    assert best_device() == device


@pytest.mark.parametrize(
    ("flags", "dtype"),
    [
        pytest.param({"avx512_bf16": True}, torch.bfloat16, id="AVX-512 BF16"),
        pytest.param({"avx512_bf16": False, "avx512_f": True}, torch.float32, id="emulated"),
        pytest.param({}, torch.float32, id="unknown"),
    ],
)
def test_precision_on_a_processor(
    monkeypatch: pytest.MonkeyPatch, flags: Mapping[str, object], dtype: torch.dtype
) -> None:
    monkeypatch.setattr(torch_model, "cpu_flags", lambda: flags)
    assert best_dtype(torch.device("cpu")) == dtype


@pytest.mark.parametrize(
    ("device", "has_bfloat16", "dtype"),
    [
        pytest.param("cuda", True, torch.bfloat16, id="CUDA"),
        pytest.param("cuda", False, torch.float16, id="old CUDA"),
        pytest.param("xpu", False, torch.bfloat16, id="Intel"),
        pytest.param("mps", False, torch.float32, id="Apple"),
    ],
)
def test_precision_on_accelerators(
    monkeypatch: pytest.MonkeyPatch, device: str, has_bfloat16: bool, dtype: torch.dtype
) -> None:
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: has_bfloat16)
    assert best_dtype(torch.device(device)) == dtype


@pytest.mark.skipif(not accelerators._PROCESSOR.exists(), reason="this system does not say what its processor can")
def test_precision_of_this_processor_without_torch() -> None:
    assert f"torch.{expect_dtype('cpu')}" == str(best_dtype(torch.device("cpu")))


@pytest.mark.parametrize(
    ("device", "system", "flags", "dtype"),
    [
        pytest.param("cpu", "Linux", "flags : avx2 avx512_bf16\n", "bfloat16", id="AVX-512 BF16"),
        pytest.param("cpu", "Linux", "flags : avx2\nbugs : avx512_bf16\n", "float32", id="emulated"),
        pytest.param("auto", "Linux", "flags : avx512_bf16\n", "bfloat16", id="no accelerator"),
        pytest.param("cpu", "Windows", "", "cpu", id="not told"),
        pytest.param("cuda:1", "Linux", "", "cuda", id="CUDA, old or new"),
        pytest.param("xpu", "Linux", "", "bfloat16", id="Intel"),
        pytest.param("mps", "Darwin", "", "float32", id="Apple"),
    ],
)
def test_precision_without_torch(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, device: str, system: str, flags: str, dtype: str
) -> None:
    (tmp_path / "cpuinfo").write_text(flags)
    monkeypatch.setattr(accelerators, "_PROCESSOR", tmp_path / "cpuinfo")
    monkeypatch.setattr(accelerators, "_built_for", list)
    monkeypatch.setattr("platform.system", lambda: system)
    assert expect_dtype(device) == dtype


def test_bfloat16_scores_are_near_those_of_float32(twin: Path, torch_model: TorchModel) -> None:
    """They leave the stream as float32, whatever the model computes in."""
    half = TorchModel(twin / "weights", device="cpu", dtype="bfloat16")
    [row] = random_rows(20)
    ids = np.array([row])
    scores = half.open_stream().extend(ids, np.ones_like(ids, bool), len(row)).logits[0]
    assert scores.dtype == np.float32
    exact = reference_logits(torch_model, row)
    np.testing.assert_allclose(scores, exact, atol=0.02 * np.abs(exact).max())
