"""Which candidate is tried first."""

import pytest

from cssgen.candidates import Candidate, Nearness
from cssgen.contexts import read_contexts
from cssgen.ranking import rank

NEAR = Nearness(whole=0.9, wishes=0.9, parts=0, foreign=0)
MORE = Nearness(whole=0.9, wishes=0.95, parts=1, foreign=0)
SAME = Nearness(whole=1.0, wishes=0.7, parts=0, foreign=0)
WITH_MORE = Nearness(whole=1.0, wishes=0.9, parts=2, foreign=0)
(CONTEXT,) = read_contexts("a { /* complete: x of 8px */ margin: 0; padding: 0 }").contexts


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(Candidate("a: b;"), Candidate("a: 8px;", finish_reason="length"), id="finished"),
        pytest.param(Candidate("order: 1;"), Candidate("margin: 0;"), id="not what follows anyway"),
        pytest.param(Candidate("a: b", nearness=NEAR), Candidate("b: c"), id="nearer to the prompt"),
        pytest.param(Candidate("a: b", nearness=NEAR), Candidate("a: b; b: c", nearness=MORE), id="alone, if near"),
        pytest.param(
            Candidate("a: b", nearness=SAME),
            Candidate("a: 8px; b: c", nearness=WITH_MORE),
            id="alone, if it is the same",
        ),
        pytest.param(Candidate("a: 8px"), Candidate("a: 4px"), id="what the prompt names"),
        pytest.param(Candidate("a: b", -1.0), Candidate("a: c", -2.0), id="likelier, among equals"),
    ],
)
def test_order(better: Candidate, worse: Candidate) -> None:
    assert rank([worse, better], CONTEXT)[0] == better
    assert rank([better, worse], CONTEXT)[0] == better


@pytest.mark.parametrize(
    ("texts", "ranked"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["a: b;", "a: 8px;", "a: b; ", "a: b;"], ["a: 8px;", "a: b;"], id="equal texts count once"),
        pytest.param(["c: d", "a: b", "b: c"], ["c: d", "a: b", "b: c"], id="else in the order of the offer"),
    ],
)
def test_order_of_texts(texts: list[str], ranked: list[str]) -> None:
    offered = [Candidate(text) for text in texts]
    assert [candidate.text for candidate in rank(offered, CONTEXT)] == ranked


def test_what_a_model_writes_as_a_recipe_does_is_as_near() -> None:
    recipe = Candidate("a: b;", source="recipe", nearness=NEAR)
    offered = [Candidate("a: b;"), Candidate("c: d;"), recipe]
    assert rank(offered, CONTEXT)[0] == recipe
