"""Decoding that is not wanted any more ends at the next step."""

import itertools

import pytest

from cssgen.candidates import GenerationCancelled
from cssgen.lm.decoding import Request, decode
from cssgen.lm.interruptible import InterruptibleModel
from cssgen.lm.sampling import greedy

from .test_decoding import Bytes, Successors, never


@pytest.mark.parametrize("steps", [0, 3, 100])
def test_interrupted(steps: int) -> None:
    """And one that is not is what it would be."""
    taken = itertools.count()

    def check() -> None:
        if next(taken) == steps:
            raise GenerationCancelled

    model = Successors("abcdefgh")
    request = Request(Bytes().encode("a"), samplers=[greedy], max_new_tokens=30, find_end=never)
    if steps < 100:
        with pytest.raises(GenerationCancelled):
            decode(InterruptibleModel(model, check), Bytes(), [request])
        assert len(model.steps) == steps
    else:
        assert decode(InterruptibleModel(model, check), Bytes(), [request])[0][0].text == "bcdefgh"
