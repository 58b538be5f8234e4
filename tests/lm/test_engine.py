"""Contexts to candidates, with a real model of random weights."""

from collections.abc import Callable

import pytest

from cssgen.candidates import GenerationCancelled
from cssgen.contexts import Context
from cssgen.edits import Span
from cssgen.errors import ModelError
from cssgen.lm.engine import Engine, GenerationOptions
from cssgen.lm.interruptible import InterruptibleModel
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.markers import Marker, MarkerOptions
from cssgen.productions import Production


def _context(prompt: str = "red text", seed: int | None = None, max_new_tokens: int | None = None) -> Context:
    marker = Marker(Span(0, 0), prompt, options=MarkerOptions(seed=seed, max_new_tokens=max_new_tokens))
    return Context(marker, Production.DECLARATIONS, (".a",), ".a {\n", "\n}")


def _render(context: Context, *, count: Callable[[str], int], budget: int) -> str:
    prompt = f"{context.prefix}/* {context.marker.prompt} */"
    assert count(prompt) <= budget
    return prompt


def _render_long(context: Context, *, count: Callable[[str], int], budget: int) -> str:
    return "a;" * 2000


def _render_nothing(context: Context, *, count: Callable[[str], int], budget: int) -> str:
    return ""


NewEngine = Callable[..., Engine]


@pytest.fixture
def new_engine(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer) -> NewEngine:
    """An engine on the twin, with the options given."""
    return lambda **options: Engine(
        onnx_model, ll_tokenizer, _render, GenerationOptions(**{"max_new_tokens": 12, **options})
    )


def test_no_context_no_candidates(new_engine: NewEngine) -> None:
    assert new_engine()([]) == []


def test_answers_come_in_the_order_of_the_contexts(new_engine: NewEngine) -> None:
    contexts = [_context("b" * length) for length in (30, 5, 60, 1, 17)]
    together = new_engine(candidates=3, max_rows=6)(contexts)
    alone = [new_engine(candidates=3)([context])[0] for context in contexts]
    assert [[c.text for c in found] for found in together] == [[c.text for c in found] for found in alone]


def test_what_stops_the_model_stops_all_lanes(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer) -> None:
    asked: list[None] = []

    def check() -> None:
        asked.append(None)
        if len(asked) > 5:
            raise GenerationCancelled

    model = InterruptibleModel(onnx_model, check)
    engine = Engine(model, ll_tokenizer, _render, GenerationOptions(max_new_tokens=12, max_rows=1))
    with pytest.raises(GenerationCancelled):
        engine([_context("b" * length) for length in range(20)])
    assert len(asked) < 20


def test_the_first_text_is_among_the_candidates_whatever_their_number(new_engine: NewEngine) -> None:
    [[first]] = new_engine(candidates=1)([_context()])
    [several] = new_engine(candidates=4)([_context()])
    assert first.text in [candidate.text for candidate in several]
    assert len(several) == 4


def test_temperature_0_gives_one_candidate(new_engine: NewEngine) -> None:
    [candidates] = new_engine(candidates=4, temperature=0)([_context()])
    assert len(candidates) == 1


@pytest.mark.parametrize(
    ("first", "second", "is_equal"),
    [
        pytest.param(None, None, True, id="no seed"),
        pytest.param(7, 7, True, id="same seed"),
        pytest.param(7, 8, False, id="another seed"),
        pytest.param(7, None, False, id="a seed against none"),
    ],
)
def test_seed_of_a_marker(new_engine: NewEngine, first: int | None, second: int | None, is_equal: bool) -> None:
    engine = new_engine(candidates=1)
    assert (engine([_context(seed=first)]) == engine([_context(seed=second)])) is is_equal


def test_configured_seed(new_engine: NewEngine) -> None:
    texts = [{c.text for c in new_engine(candidates=4, seed=seed)([_context()])[0]} for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.parametrize(
    ("options", "marker", "budget"),
    [
        pytest.param({}, None, 12, id="configured"),
        pytest.param({}, 20, 20, id="the marker's own"),
        pytest.param({"window": 100}, 90, 50, id="the prompt keeps half of the window"),
    ],
)
def test_budget(new_engine: NewEngine, options: dict[str, int], marker: int | None, budget: int) -> None:
    request = new_engine(**options)._request(_context(max_new_tokens=marker))
    assert request.max_new_tokens == budget


def test_prompt_and_answer_fit_the_positions(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer) -> None:
    long = Engine(
        onnx_model,
        ll_tokenizer,
        _render_long,
        GenerationOptions(window=10_000, max_new_tokens=40),
    )
    [[candidate]] = long([_context()])
    assert candidate.logprob is not None
    assert len(long._request(_context()).prompt) == onnx_model.max_positions - 40


def test_an_empty_prompt_begins_at_the_end_of_a_text(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer) -> None:
    engine = Engine(onnx_model, ll_tokenizer, _render_nothing)
    assert engine._request(_context()).prompt == ll_tokenizer.encode("<|endoftext|>")


def test_a_tokenizer_of_another_model_is_refused(onnx_model: OnnxModel, ll_tokenizer: LLTokenizer) -> None:
    class Wider(LLTokenizer):
        """More tokens than the model has."""

        def __init__(self) -> None:
            self.vocab_size = onnx_model.vocab_size + 1

    with pytest.raises(ModelError, match="do not belong together"):
        Engine(onnx_model, Wider(), _render)
