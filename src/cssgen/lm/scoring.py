"""How likely given texts are to a model."""

from collections.abc import Sequence

import numpy as np

from cssgen.lm.interfaces import CausalLM
from cssgen.lm.rows import pad_left
from cssgen.lm.sampling import log_softmax

# Logits of one call, in numbers: 64 MB of float32.
_MAX_LOGITS = 16_000_000


def score(model: CausalLM, prompt: Sequence[int], answers: Sequence[Sequence[int]]) -> list[float]:
    """Log-probability of each of `answers` behind `prompt`, in natural logarithms; the prompt is read once.

    Args:
        model: the model.
        prompt: token ids, at least one.
        answers: token ids of each, at least one.
    """
    longest = max(map(len, answers))
    size = max(1, _MAX_LOGITS // (model.vocab_size * longest))
    totals: list[float] = []
    for start in range(0, len(answers), size):
        totals += _score_batch(model, prompt, answers[start : start + size])
    return totals


def _score_batch(model: CausalLM, prompt: Sequence[int], answers: Sequence[Sequence[int]]) -> list[float]:
    stream = model.open_stream()
    first = log_softmax(stream.extend(*pad_left([prompt]), keep=1)[0, -1])  # (V,)
    stream.select(np.zeros(len(answers), np.int64))
    ids, valid = pad_left(answers)  # (B, S)
    logprobs = log_softmax(stream.extend(ids, valid, keep=ids.shape[1]))  # (B, S, V)
    totals = []
    for answer, row in zip(answers, logprobs, strict=True):
        following = row[-len(answer) : -1]  # each position scores the token behind it
        totals.append(float(first[answer[0]] + following[np.arange(len(answer) - 1), answer[1:]].sum()))
    return totals
