"""How a token is chosen from logits. Randomness belongs to one row and depends on its seed alone."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cssgen.lm.interfaces import FloatArray, IntArray

Sampler = Callable[[FloatArray], int]
"""From the (N,) logits of the tokens that are possible to the place of one."""


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
        weights = np.exp((logits.astype(np.float64) - logits.max()) / temperature)
        order = np.argsort(-weights, kind="stable")
        cumulative = weights[order].cumsum()
        nucleus = cumulative[: np.searchsorted(cumulative, top_p * cumulative[-1]) + 1]
        chosen = np.searchsorted(nucleus, random.random() * nucleus[-1], side="right")
        return int(order[min(chosen, len(nucleus) - 1)])

    return sample


def find_allowed(mask: NDArray[np.int32], size: int) -> IntArray:
    """The tokens below `size` whose bits are set in a mask, (ceil(V / 32),), lowest bit first."""
    # Most masks allow few tokens: most of their words are 0.
    words = np.flatnonzero(mask)
    bits = np.unpackbits(mask[words].view(np.uint8).reshape(-1, 4), axis=1, bitorder="little")
    rows, places = np.nonzero(bits)
    tokens = words[rows] * 32 + places
    return tokens[: np.searchsorted(tokens, size)]
