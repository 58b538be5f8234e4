"""Both engines compute the same model."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM, CodeGenConfig, CodeGenForCausalLM

from cssgen.convert.codegen import convert_codegen
from cssgen.errors import ModelError
from cssgen.lm.decoding import Request, decode
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.interfaces import CausalLM, IntArray
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.rows import pad_left
from cssgen.lm.sampling import greedy
from cssgen.lm.torch_model import TorchModel

PROMPT = ".header-container {"


def _reference_logits(model: TorchModel, row: list[int]) -> np.ndarray:
    with torch.inference_mode():
        logits: np.ndarray = model.module(torch.tensor([row])).logits[0].numpy()
    return logits


def _rows(*lengths: int) -> list[list[int]]:
    random = np.random.default_rng(0)
    return [random.integers(0, 400, length).tolist() for length in lengths]


@pytest.fixture(params=["onnx_model", "torch_model"])
def model(request: pytest.FixtureRequest) -> CausalLM:
    """Each engine in turn."""
    engine: CausalLM = request.getfixturevalue(request.param)
    return engine


def test_rows_of_different_lengths_do_not_change_the_logits(model: CausalLM, torch_model: TorchModel) -> None:
    rows = _rows(3, 17, 9)
    logits = model.open_stream().extend(*pad_left(rows), keep=1)
    assert logits.shape == (3, 1, model.vocab_size)
    for row, found in zip(rows, logits[:, -1], strict=True):
        np.testing.assert_allclose(found, _reference_logits(torch_model, row)[-1], atol=1e-3)


def test_steps_of_different_lengths_do_not_change_the_logits(model: CausalLM, torch_model: TorchModel) -> None:
    rows = _rows(90, 82)
    stream = model.open_stream()
    # 90 tokens exceed the first chunk of the cache.
    cuts = [[0, 60, 61, 64, 90], [0, 61, 66, 67, 82]]
    for step in range(4):
        pieces = [row[cut[step] : cut[step + 1]] for row, cut in zip(rows, cuts, strict=True)]
        ids, valid = pad_left(pieces)
        logits = stream.extend(ids, valid, keep=ids.shape[1])
        for row, cut, piece, found in zip(rows, cuts, pieces, logits, strict=True):
            wanted = _reference_logits(torch_model, row)[cut[step] : cut[step + 1]]
            np.testing.assert_allclose(found[-len(piece) :], wanted, atol=1e-3)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param([2, 0], id="a row leaves, the others change places"),
        pytest.param([1, 1, 1], id="one row is copied"),
    ],
)
def test_select(model: CausalLM, torch_model: TorchModel, kept: list[int]) -> None:
    rows = _rows(5, 7, 12)
    stream = model.open_stream()
    stream.extend(*pad_left(rows), keep=1)
    stream.select(np.array(kept))
    further = _rows(*[2] * len(kept))
    found = stream.extend(*pad_left(further), keep=2)
    for index, row in enumerate(kept):
        wanted = _reference_logits(torch_model, rows[row] + further[index])[-2:]
        np.testing.assert_allclose(found[index], wanted, atol=1e-3)


def test_both_engines_write_what_transformers_writes(
    onnx_model: OnnxModel, torch_model: TorchModel, ll_tokenizer: LLTokenizer, hf_tokenizer: HFTokenizer
) -> None:
    prompt = ll_tokenizer.encode(PROMPT)
    ids = torch.tensor([prompt])
    generated = torch_model.module.generate(
        ids,
        attention_mask=torch.ones_like(ids),
        max_new_tokens=40,
        do_sample=False,
        pad_token_id=0,
        # The logits are wider than the vocabulary; random weights would choose tokens that do not exist.
        suppress_tokens=list(range(ll_tokenizer.vocab_size, onnx_model.vocab_size)),
    )
    wanted = hf_tokenizer.decode(generated[0, len(prompt) :].tolist())
    request = Request(prompt, [greedy], 40, lambda _: None)
    for model, tokenizer in ((onnx_model, ll_tokenizer), (torch_model, hf_tokenizer)):
        [[candidate]] = decode(model, tokenizer, [request])
        assert candidate.text == wanted
        assert candidate.finish_reason == "length"


def test_logprob_is_the_models_own(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer, torch_model: TorchModel) -> None:
    prompt = ll_tokenizer.encode(PROMPT)
    [[candidate]] = decode(onnx_model, ll_tokenizer, [Request(prompt, [greedy], 12, lambda _: None)])
    row, wanted = list(prompt), 0.0
    for _ in range(12):
        last = torch.from_numpy(_reference_logits(torch_model, row)[-1])
        best = int(last[: ll_tokenizer.vocab_size].argmax())
        wanted += float(torch.log_softmax(last, -1)[best])
        row.append(best)
    assert candidate.logprob == pytest.approx(wanted, abs=1e-3)


def _save(config: CodeGenConfig, directory: Path) -> IntArray:
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
        logits: IntArray = model(ids).logits[0].numpy()
    return logits


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="untied"),
        pytest.param({"tie_word_embeddings": True}, id="tied"),
        pytest.param({"n_head": 8}, id="two heads for each core"),
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
    found = OnnxModel(tmp_path / "onnx").open_stream().extend(ids, np.ones((1, 30), np.bool_), keep=30)
    np.testing.assert_allclose(found[0], wanted, atol=1e-3)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_conversion_widens_halves(twin: Path, tmp_path: Path, dtype: str) -> None:
    half: Any = AutoModelForCausalLM.from_pretrained(twin / "weights", dtype=getattr(torch, dtype))
    half.save_pretrained(tmp_path / "half", max_shard_size="200KB")
    assert len(list((tmp_path / "half").glob("*.safetensors"))) > 1
    convert_codegen(tmp_path / "half", tmp_path / "onnx")
    [row] = _rows(20)
    found = OnnxModel(tmp_path / "onnx").open_stream().extend(*pad_left([row]), keep=1)
    with torch.inference_mode():
        wanted = half.to(torch.float32)(torch.tensor([row])).logits[0, -1].numpy()
    np.testing.assert_allclose(found[0, -1], wanted, atol=1e-3)


def test_transformers_opens_what_the_conversion_wrote(onnx_twin: Path, twin: Path, torch_model: TorchModel) -> None:
    reopened = TorchModel(onnx_twin, device="cpu")
    [row] = _rows(20)
    np.testing.assert_array_equal(_reference_logits(reopened, row), _reference_logits(torch_model, row))
    assert HFTokenizer(onnx_twin, onnx_twin).encode(PROMPT) == HFTokenizer(twin / "tokenizer", twin / "weights").encode(
        PROMPT
    )


def test_conversion_is_reproducible(twin: Path, tmp_path: Path, onnx_twin: Path) -> None:
    convert_codegen(twin / "weights", tmp_path, tokenizer=twin / "tokenizer")
    for name in ("model.onnx", "model.safetensors", "tokenizer.json"):
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


def test_pickled_weights_are_the_same(twin: Path, torch_model: TorchModel, caplog: pytest.LogCaptureFixture) -> None:
    pickled = TorchModel(twin / "pickled", device="cpu")
    [row] = _rows(20)
    np.testing.assert_array_equal(_reference_logits(pickled, row), _reference_logits(torch_model, row))
    assert [record.message for record in caplog.records if "pickled weights" in record.message]


def test_a_checkpoint_of_2022_opens(twin: Path, tmp_path: Path, torch_model: TorchModel) -> None:
    """Then transformers saved masks among the weights, and wrote settings that it has dropped since."""
    config = json.loads((twin / "pickled" / "config.json").read_text())
    old = {"gradient_checkpointing": False, "scale_attn_weights": True, "torch_dtype": "float16"}
    old |= {"tokenizer_class": "GPT2Tokenizer", "task_specific_params": {"text-generation": {"max_length": 50}}}
    config.pop("dtype", None)
    (tmp_path / "config.json").write_text(json.dumps({**config, **old}))
    weights = torch.load(twin / "pickled" / "pytorch_model.bin", weights_only=True)
    mask = torch.tril(torch.ones(512, 512, dtype=torch.bool))[None, None]
    weights |= {f"transformer.h.{layer}.attn.causal_mask": mask for layer in range(3)}
    torch.save(weights, tmp_path / "pytorch_model.bin")
    [row] = _rows(20)
    opened = TorchModel(tmp_path, device="cpu")
    np.testing.assert_array_equal(_reference_logits(opened, row), _reference_logits(torch_model, row))


class _Code:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (self.path,)  # type: ignore[return-value]


def test_pickled_code_is_not_run(twin: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((twin / "pickled" / "config.json").read_bytes())
    torch.save({"transformer.wte.weight": _Code(tmp_path / "ran")}, tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelError, match="cannot open the model"):
        TorchModel(tmp_path, device="cpu")
    assert not (tmp_path / "ran").exists()


def test_the_model_cards_snippet_runs_on_the_twin(twin: Path, make_twin: ModuleType) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(twin / "tokenizer")
    model: Any = AutoModelForCausalLM.from_pretrained(twin / "weights")
    ids = tokenizer(PROMPT, return_tensors="pt").input_ids
    generated = model.generate(ids, max_length=128)
    text = tokenizer.decode(generated[0], skip_special_tokens=True)
    assert str(text).startswith(PROMPT)
    assert generated.shape[1] <= 128
