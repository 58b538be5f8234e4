"""Stylesheets with markers to candidates: the same on both engines, and in any company."""

from functools import partial
from pathlib import Path

import pytest

from cssgen.contexts import read_contexts
from cssgen.engines import LazyEngine
from cssgen.lm.engine import Engine, GenerationOptions
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.torch_model import TorchModel
from cssgen.prompts import render_prompt
from cssgen.settings import Settings

STYLESHEET = """
:root { --brand: #05f; }
.card {
  padding: 1rem;
  /* complete: rounded corners and a soft shadow */
}
/* complete(n=2): a primary button and its hover */
@media (width > 40em) {
  /* complete(max=5): two columns */
}
.a { color: /* complete: the brand colour */; }
"""


@pytest.mark.parametrize("family", ["plain", "cssgen"])
def test_both_engines_offer_the_same(
    family: str,
    onnx_model: OnnxModel,
    ll_tokenizer: LLTokenizer,
    torch_model: TorchModel,
    hf_tokenizer: HFTokenizer,
) -> None:
    contexts = read_contexts(STYLESHEET).contexts
    assert len(contexts) == 4
    render = partial(render_prompt, family=family)
    options = GenerationOptions(candidates=3, max_new_tokens=20)
    onnx = Engine(onnx_model, ll_tokenizer, render, options)(contexts)
    torch = Engine(torch_model, hf_tokenizer, render, options)(contexts)
    assert [[c.text for c in found] for found in onnx] == [[c.text for c in found] for found in torch]
    assert all(onnx)
    for candidate, twin in zip(onnx[0], torch[0], strict=True):
        assert candidate.logprob == pytest.approx(twin.logprob, abs=1e-3)


def test_what_the_default_model_writes_does_not_depend_on_its_company() -> None:
    sheets = sorted((Path(__file__).parents[2] / "benchmarks/prompts").glob("*.css"))[:3]
    contexts = [context for sheet in sheets for context in read_contexts(sheet.read_text(encoding="utf-8")).contexts]
    engine = LazyEngine(Settings())
    together = engine(contexts)
    # To the last digit of each probability.
    assert [engine([context])[0] for context in contexts] == together
