"""Both engines compute the same model."""

import numpy as np
import pytest
import torch

from cssgen.lm.decoding import Request, decode
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.interfaces import CausalLM
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.rows import pad_left
from cssgen.lm.sampling import greedy
from cssgen.lm.torch_model import TorchModel
from tests.lm.reference import PROMPT, random_rows, reference_logits


@pytest.fixture(params=["onnx_model", "torch_model", "compiled_model"])
def model(request: pytest.FixtureRequest) -> CausalLM:
    """Each engine in turn, torch compiled too."""
    engine: CausalLM = request.getfixturevalue(request.param)
    return engine


def test_rows_of_different_lengths_do_not_change_the_logits(model: CausalLM, torch_model: TorchModel) -> None:
    rows = random_rows(3, 17, 9)
    logits = model.open_stream().extend(*pad_left(rows), keep=1).logits
    assert logits.shape == (3, 1, model.vocab_size)
    for row, found in zip(rows, logits[:, -1], strict=True):
        np.testing.assert_allclose(found, reference_logits(torch_model, row)[-1], atol=1e-3)


def test_steps_of_different_lengths_do_not_change_the_logits(model: CausalLM, torch_model: TorchModel) -> None:
    rows = random_rows(90, 82)
    stream = model.open_stream()
    # 90 tokens exceed the first chunk of the cache.
    cuts = [[0, 60, 61, 64, 90], [0, 61, 66, 67, 82]]
    for step in range(4):
        pieces = [row[cut[step] : cut[step + 1]] for row, cut in zip(rows, cuts, strict=True)]
        ids, valid = pad_left(pieces)
        logits = stream.extend(ids, valid, keep=ids.shape[1]).logits
        for row, cut, piece, found in zip(rows, cuts, pieces, logits, strict=True):
            wanted = reference_logits(torch_model, row)[cut[step] : cut[step + 1]]
            np.testing.assert_allclose(found[-len(piece) :], wanted, atol=1e-3)


def test_rows_that_join_do_not_change_the_logits(onnx_model: OnnxModel, torch_model: TorchModel) -> None:
    first, second, *late = rows = random_rows(5, 70, 90, 3, 12)
    stream = onnx_model.open_stream()
    stream.extend(*pad_left([first, second]), keep=1)
    stream.select(np.array([1]))
    # The first of those that join takes the room of the row that left.
    for new in late:
        count = rows.index(new) - 1
        logits = stream.extend(*pad_left([*[[]] * count, new]), keep=1).logits
        np.testing.assert_allclose(logits[-1, -1], reference_logits(torch_model, new)[-1], atol=1e-3)
    further = random_rows(1, 1, 1, 1)
    found = stream.extend(*pad_left(further), keep=1).logits
    for index, row in enumerate([second, *late]):
        wanted = reference_logits(torch_model, row + further[index])[-1]
        np.testing.assert_allclose(found[index, -1], wanted, atol=1e-3)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param([2, 0], id="a row leaves, the others change places"),
        pytest.param([1, 1, 1], id="one row is copied"),
        pytest.param([0, 2], id="the last row fills a gap"),
    ],
)
def test_select(model: CausalLM, torch_model: TorchModel, kept: list[int]) -> None:
    rows = random_rows(5, 7, 12)
    stream = model.open_stream()
    stream.extend(*pad_left(rows), keep=1)
    stream.select(np.array(kept))
    further = random_rows(*[2] * len(kept))
    found = stream.extend(*pad_left(further), keep=2).logits
    for index, row in enumerate(kept):
        wanted = reference_logits(torch_model, rows[row] + further[index])[-2:]
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
    # Random weights may end within a character.
    wanted = hf_tokenizer.decode(generated[0, len(prompt) :].tolist()).rstrip("\N{REPLACEMENT CHARACTER}")
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
        last = torch.from_numpy(reference_logits(torch_model, row)[-1])
        best = int(last[: ll_tokenizer.vocab_size].argmax())
        wanted += float(torch.log_softmax(last, -1)[best])
        row.append(best)
    assert candidate.logprob == pytest.approx(wanted, abs=1e-3)
