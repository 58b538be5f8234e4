"""Constraints over real vocabularies, in the loop and in the engines."""

import subprocess
import sys
from functools import partial

import numpy as np
import pytest

from cssgen.acceptance import accept
from cssgen.contexts import Context, Production, read_contexts
from cssgen.errors import ModelError
from cssgen.lm.constraining import Constrain
from cssgen.lm.decoding import Request, decode
from cssgen.lm.engine import Engine, GenerationOptions
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.interfaces import CausalLM
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.sampling import find_allowed, greedy, top_p_sampler
from cssgen.lm.token_index import TokenIndex
from cssgen.lm.torch_model import TorchModel
from cssgen.policy import judge
from cssgen.prompts import render_prompt

SHEETS = {
    Production.STYLESHEET: "/* complete: a card */\n",
    Production.GROUP: "@media print {\n  /* complete: a card */\n}\n",
    Production.DECLARATIONS: ".a {\n  color: red;\n  /* complete: a border */\n}\n",
    Production.KEYFRAMES: "@keyframes a {\n  /* complete: fade */\n}\n",
    Production.VALUE: ".a {\n  margin: /* complete: small */;\n}\n",
}


def read(sheet: str) -> Context:
    """The context of the one marker."""
    [context] = read_contexts(sheet).contexts
    return context


@pytest.mark.parametrize("family", ["cssgen", "plain"])
@pytest.mark.parametrize("production", SHEETS)
def test_every_answer_of_a_random_model_is_accepted(
    production: Production, family: str, onnx_model: OnnxModel, ll_tokenizer: LLTokenizer
) -> None:
    options = GenerationOptions(candidates=4, max_new_tokens=240, window=480, temperature=1.0, top_p=1.0)
    render = partial(render_prompt, family=family)
    engine = Engine(onnx_model, ll_tokenizer, render, options, Constrain(ll_tokenizer.handle, family))
    context = read(SHEETS[production])
    [candidates] = engine([context])
    assert len(candidates) > 1
    for candidate in candidates:
        accept(candidate, context, judge)


def test_both_engines_write_the_same(
    onnx_model: OnnxModel, ll_tokenizer: LLTokenizer, torch_model: TorchModel, hf_tokenizer: HFTokenizer
) -> None:
    context = read(SHEETS[Production.DECLARATIONS])
    engines: list[tuple[CausalLM, LLTokenizer | HFTokenizer]] = [
        (onnx_model, ll_tokenizer),
        (torch_model, hf_tokenizer),
    ]
    texts = []
    for model, tokenizer in engines:
        options = GenerationOptions(max_new_tokens=40, temperature=0)
        render = partial(render_prompt, family="cssgen")
        [[candidate]] = Engine(model, tokenizer, render, options, Constrain(tokenizer.handle, "cssgen"))([context])
        texts.append(candidate.text)
    assert texts[0] == texts[1]
    assert texts[0]


def test_the_budget_ends_behind_the_last_complete_value(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer) -> None:
    context = read(SHEETS[Production.VALUE])
    new_constraint = Constrain(ll_tokenizer.handle, "cssgen")(context)
    samplers = [top_p_sampler(1.0, 1.0, (seed,)) for seed in range(8)]
    requests = [Request([1], samplers, 12, lambda _: None, new_constraint)]
    [candidates] = decode(onnx_model, ll_tokenizer, requests)
    complete = [candidate for candidate in candidates if candidate.finish_reason == "stop"]
    assert complete
    for candidate in complete:
        accept(candidate, context, judge)


def test_forced_tokens_take_no_step(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer) -> None:
    context = read("@media print {\n  /* complete(n=1): x */\n}\n")
    new_constraint = Constrain(ll_tokenizer.handle, "plain")(context)
    assert new_constraint is not None
    assert ll_tokenizer.decode(new_constraint().forced()).startswith("\n")
    [[candidate]] = decode(onnx_model, ll_tokenizer, [Request([1], [greedy], 60, lambda _: None, new_constraint)])
    assert candidate.text.startswith("\n")


def test_masks_are_as_wide_as_the_logits(ll_tokenizer: LLTokenizer) -> None:
    new_constraint = Constrain(ll_tokenizer.handle, "cssgen")(read(SHEETS[Production.VALUE]))
    assert new_constraint is not None
    mask = np.zeros(-(-(ll_tokenizer.vocab_size + 100) // 32), np.int32)
    new_constraint().fill_mask(mask)
    allowed = find_allowed(mask, ll_tokenizer.vocab_size + 100)
    assert 0 < len(allowed) < ll_tokenizer.vocab_size
    assert allowed.max() < ll_tokenizer.vocab_size


def test_a_tokenizer_that_cannot_be_read() -> None:
    with pytest.raises(ModelError, match="no valid CSS"):
        Constrain(object(), "plain")


def test_without_llguidance() -> None:
    code = """
import sys
sys.modules["llguidance"] = None
from cssgen.errors import ModelError
try:
    import cssgen.lm.constraining
except ModelError as error:
    print(error)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "llguidance, which keeps generated CSS valid, has no wheel for this system\n"


def test_index() -> None:
    index = TokenIndex([b"", b"a", b"ab", b"b", b"; a", b"f(", b")", b"(a)"])

    def tokens(mask: np.ndarray) -> list[int]:
        return list(find_allowed(mask, 8))

    assert tokens(index.starting_with(b"a")) == [1, 2]
    assert tokens(index.crossing) == [4]
    assert tokens(index.opening) == [5, 7]
    assert tokens(index.closing) == [6]
    assert index.text(2) == b"ab"
