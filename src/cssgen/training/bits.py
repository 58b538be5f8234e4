"""Bits per byte of a model as it runs: its own precision, its own tokenizer."""

import math
from collections.abc import Iterable, Iterator

import numpy as np

from cssgen.lm.interfaces import CausalLM, Tokenizer
from cssgen.lm.rows import pad_left

WINDOW = 512


def measure_bits(model: CausalLM, tokenizer: Tokenizer, texts: Iterable[str], most: int | None = None) -> float:
    """Bits that a model needs for each UTF-8 byte of texts.

    Args:
        model: any that cssgen runs.
        tokenizer: its own.
        texts: whole files, cut into windows that do not overlap; each is read once.
        most: stop behind the text with which so many tokens were read.
    """
    nats = size = read = 0.0
    for text in texts:
        for window in _iter_windows(tokenizer, text):
            scores = model.open_stream().extend(*pad_left([window]), keep=len(window))
            nats -= float(scores.logprobs(0, window[1:], behind=1).sum())
            read += len(window) - 1
        size += len(text.encode())
        if most is not None and read >= most:
            break
    return nats / math.log(2) / max(1.0, size)


def _iter_windows(tokenizer: Tokenizer, text: str) -> Iterator[list[int]]:
    """Windows of a text, each behind the token that begins a text."""
    ids, start = tokenizer.encode(text), min(tokenizer.end_ids)
    for place in np.arange(0, len(ids), WINDOW - 1):
        yield [start, *ids[place : place + WINDOW - 1]]
