"""How a token is chosen from logits. Randomness belongs to one row and depends on its seed alone."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cssgen.lm.interfaces import FloatArray

Sampler = Callable[[FloatArray], int]
"""From (V,) logits to a token id; impossible tokens have the logit -inf."""


def greedy(logits: FloatArray) -> int:
    """The most probable token; the first of equal ones."""
    return int(logits.argmax())


def top_p_sampler(temperature: float, top_p: float, seed: tuple[int, ...]) -> Sampler:
    """A sampler of the smallest set of tokens that holds `top_p` of the probability.

    https://arxiv.org/abs/1904.09751

    Raises:
        ValueError: if `temperature` is not above 0 or `top_p` not in (0, 1].
    """
    if temperature <= 0 or not 0 < top_p <= 1:
        raise ValueError(f"cannot sample with temperature {temperature} and top_p {top_p}")
    random = np.random.default_rng(seed)

    def sample(logits: FloatArray) -> int:
        probabilities = np.exp(log_softmax(logits.astype(np.float64) / temperature))
        order = np.argsort(-probabilities, kind="stable")
        cumulative = probabilities[order].cumsum()
        nucleus = cumulative[: np.searchsorted(cumulative, top_p * cumulative[-1]) + 1]
        chosen = np.searchsorted(nucleus, random.random() * nucleus[-1], side="right")
        return int(order[min(chosen, len(nucleus) - 1)])

    return sample


def log_softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Natural logarithms of probabilities over the last axis, in float64."""
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def is_allowed(mask: NDArray[np.int32], size: int) -> NDArray[np.bool_]:
    """(size,) booleans of a bit mask, (ceil(size / 32),), lowest bit first."""
    return np.unpackbits(mask.view(np.uint8), bitorder="little")[:size].astype(np.bool_)
