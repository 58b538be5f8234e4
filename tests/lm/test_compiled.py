"""The torch engine with a compiled model: the same texts, and nothing compiled anew for other lengths."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import get_ident
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
import transformers

from cssgen.candidates import Candidate
from cssgen.engines import model_arguments, open_model
from cssgen.errors import ModelError
from cssgen.lm.decoding import Request, decode
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.rows import pad_left
from cssgen.lm.sampling import greedy, top_p_sampler
from cssgen.lm.torch_cache import StaticCaches
from cssgen.lm.torch_compiled import CompiledModule, CompiledStream
from cssgen.lm.torch_model import TorchModel
from cssgen.models.resolve import resolve_model
from cssgen.settings import Settings
from tests.lm.reference import random_rows, reference_logits

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # torch's compiler, about torch


@pytest.fixture
def anew() -> Iterator[None]:
    """Nothing is compiled yet, and nothing stays so."""
    torch._dynamo.reset()
    yield
    torch.compiler.set_stance("default")
    torch._dynamo.reset()


def _decode(model: TorchModel, tokenizer: HFTokenizer, *lengths: int) -> list[list[Candidate]]:
    samplers = [greedy, top_p_sampler(0.8, 0.95, (0, 1))]
    requests = [Request(row, samplers, 12, lambda _: None) for row in random_rows(*lengths)]
    return decode(model, tokenizer, requests)


def test_it_writes_the_same(compiled_model: TorchModel, torch_model: TorchModel, hf_tokenizer: HFTokenizer) -> None:
    found, wanted = (_decode(model, hf_tokenizer, 30, 7, 250) for model in (compiled_model, torch_model))
    assert [[each.text for each in row] for row in found] == [[each.text for each in row] for row in wanted]
    assert wanted[0][0].text


def test_a_cache_that_grows(compiled_model: TorchModel, torch_model: TorchModel) -> None:
    """Beyond the least capacity; the tokens in between fall on both sides of it, and one step is not compiled."""
    rows, stream, read = random_rows(320, 290), compiled_model.open_stream(), [0, 0]
    for tokens in ([252, 230], [1, 1], [2, 3], [1, 1], [40, 21], [1, 4]):
        ends = [end + count for end, count in zip(read, tokens, strict=True)]
        ids, valid = pad_left([row[start:end] for row, start, end in zip(rows, read, ends, strict=True)])
        logits = stream.extend(ids, valid, keep=1).logits
        for row, end, found in zip(rows, ends, logits, strict=True):
            np.testing.assert_allclose(found[-1], reference_logits(torch_model, row[:end])[-1], atol=1e-3)
        read = ends


def test_truncation_counts_tokens_without_padding(compiled_model: TorchModel, torch_model: TorchModel) -> None:
    [row], stream = random_rows(40), compiled_model.open_stream()
    for start, end in ((0, 20), (20, 23), (23, 30), (30, 31)):
        stream.extend(np.array([row[start:end]]), np.ones((1, end - start), np.bool_), keep=1)
    stream.truncate(22)
    found = stream.extend(np.array([row[32:35]]), np.ones((1, 3), np.bool_), keep=3).logits[0]
    wanted = reference_logits(torch_model, row[:22] + row[32:35])[-3:]
    np.testing.assert_allclose(found, wanted, atol=1e-3)


@pytest.mark.usefixtures("anew")
def test_other_lengths_are_not_compiled_anew(compiled_model: TorchModel, hf_tokenizer: HFTokenizer) -> None:
    _decode(compiled_model, hf_tokenizer, 50)
    torch.compiler.set_stance("fail_on_recompile")
    for length in (3, 64, 111, 200):
        _decode(compiled_model, hf_tokenizer, length)
    # What is not known yet fails, so this would have, too.
    with pytest.raises(RuntimeError, match="recompile"):
        _decode(compiled_model, hf_tokenizer, 50, 50, 50)


@pytest.mark.usefixtures("anew")
def test_other_numbers_of_tokens_and_rows_are_not_compiled_anew(compiled_model: TorchModel) -> None:
    def read(rows: int, *widths: int) -> None:
        stream = compiled_model.open_stream()
        for width in widths:
            ids = np.ones((rows, width), np.int64)
            assert stream.extend(ids, ids > 0, keep=width).logits.shape[:2] == ids.shape

    read(4, 5, 4)
    torch.compiler.set_stance("fail_on_recompile")
    read(2, 9, 2, 3, 30, 4)
    read(3, 7, 3, 2)


def test_the_setting_reaches_the_model(twin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path))
    # What is set here is taken back behind the test.
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", "")
    monkeypatch.delenv("TORCHINDUCTOR_CACHE_DIR")
    settings = Settings(model=str(twin / "weights"), tokenizer=str(twin / "tokenizer"), device="cpu", compile=True)
    spec = resolve_model(**model_arguments(settings))
    # On a processor, ONNX Runtime would run a CodeGen model that is not to be compiled.
    assert spec.engine == "torch"
    assert isinstance(open_model(spec)[0].open_stream(), CompiledStream)
    assert os.environ["TORCHINDUCTOR_CACHE_DIR"] == str(tmp_path / "compiled")


@pytest.mark.skipif(shutil.which("g++") is None, reason="there is no compiler")
@pytest.mark.usefixtures("anew")
def test_the_real_compiler(make_twin: ModuleType, tmp_path: Path) -> None:
    make_twin.build_model(make_twin.Shape(1, 16, 4, 4, 64), 100, 0).save_pretrained(tmp_path)
    model = TorchModel(tmp_path, device="cpu", dtype="float32", compile=True)
    [row], stream = random_rows(12), model.open_stream()
    stream.extend(np.array([row[:11]]), np.ones((1, 11), np.bool_), keep=1)
    found = stream.extend(np.array([row[11:]]), np.ones((1, 1), np.bool_), keep=1).logits[0, -1]
    np.testing.assert_allclose(found, reference_logits(model, row)[-1], atol=1e-3)


def test_a_model_whose_cache_cannot_be_static(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It reads a window of its text."""
    sizes = {"vocab_size": 100, "hidden_size": 32, "num_hidden_layers": 1, "intermediate_size": 64}
    config = transformers.AutoConfig.for_model("mistral", num_attention_heads=4, num_key_value_heads=4, **sizes)
    auto: Any = transformers.AutoModelForCausalLM
    auto.from_config(config).save_pretrained(tmp_path)
    model = TorchModel(tmp_path, device="cpu", dtype="float32", compile=True, backend="none")
    assert "is not compiled" in caplog.text
    assert not isinstance(model.open_stream(), CompiledStream)


@pytest.mark.usefixtures("anew")
def test_a_compiler_that_fails(twin: Path) -> None:
    def fail(*_: object) -> Any:
        raise FileNotFoundError("no g++\nanywhere")

    stream = TorchModel(twin / "weights", device="cpu", dtype="float32", compile=True, backend=fail).open_stream()
    ids = np.array([[1]])
    stream.extend(ids, ids > 0, keep=1)
    with pytest.raises(ModelError, match=r"cannot compile the model here: .*no g\+\+; run it without `compile`$"):
        stream.extend(ids, ids > 0, keep=1)


def test_a_system_without_compilers(twin: Path) -> None:
    with pytest.raises(ModelError, match="cannot compile the model here"):
        TorchModel(twin / "weights", device="cpu", dtype="float32", compile=True, backend="none")


@pytest.mark.parametrize(("device", "mode"), [("cuda", "reduce-overhead"), ("mps", None), ("xpu", None), ("cpu", None)])
def test_graphs_are_captured_on_cuda_by_one_thread(
    torch_model: TorchModel, monkeypatch: pytest.MonkeyPatch, device: str, mode: str | None
) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr(torch, "compile", lambda _, **options: asked.update(options))
    compiled = CompiledModule(torch_model.module, torch.device(device), "inductor")
    assert asked == {"backend": "inductor", "mode": mode, "dynamic": False}
    with ThreadPoolExecutor(1) as another:
        threads = {compiled.do(get_ident), another.submit(compiled.do, get_ident).result()}
    assert len(threads) == (1 if mode else 2)


@pytest.mark.parametrize("reuse", [True, False])
def test_the_next_batch_gets_the_tensors_of_the_last(torch_model: TorchModel, reuse: bool) -> None:
    """Those of its own shape, where graphs know their addresses."""
    caches = StaticCaches(torch_model.module.config, reuse=reuse)

    def move(rows: int, capacity: int) -> Any:
        read = torch_model.module(torch.tensor([[1, 2, 3]]), use_cache=True)
        return caches.move(getattr(read, torch_model.cache_name), torch.zeros(rows, dtype=torch.long), 3, capacity)

    first, other = move(4, 256), move(1, 256)
    caches.give_up(first)
    caches.give_up(other)
    again = move(4, 256)
    assert (again is first) is reuse
    assert move(4, 256) is not again
    assert again.layers[0].keys.shape[::2] == (4, 256)
    assert again.layers[0].cumulative_length == 3
