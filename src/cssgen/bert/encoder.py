"""Sentence embeddings: texts that mean the same get vectors that point the same way.

https://arxiv.org/abs/1908.10084.
"""

import functools
from collections.abc import Sequence
from importlib import resources
from typing import Final

import numpy as np

from cssgen.bert.model import Bert, Floats
from cssgen.bert.weights import load
from cssgen.bert.wordpiece import WordPiece

PROJECTION: Final = "projection"
LONGEST: Final = 48  # tokens of a text that are read


class SentenceEncoder:
    """Embeds short texts.

    Args:
        bert: the encoder; if it has a linear layer `projection`, vectors go through it last, which makes them shorter.
        tokenizer: its own.
    """

    def __init__(self, bert: Bert, tokenizer: WordPiece) -> None:
        self._bert = bert
        self._tokenizer = tokenizer
        self.width = bert.rows_of(PROJECTION) or bert.width

    def encode(self, texts: Sequence[str]) -> Floats:
        """Embed texts: (len(texts), width), each row of length 1."""
        if not texts:
            return np.zeros((0, self.width), np.float32)
        rows = [self._tokenizer.encode(text, LONGEST) for text in texts]
        states, is_token = self._bert.run(rows)
        lengths = is_token.sum(axis=1, keepdims=True, dtype=np.float32)  # integers would make all that follows float64
        means = (states * is_token[..., None]).sum(axis=1) / lengths
        vectors = self._bert.linear(means, PROJECTION) if self._bert.rows_of(PROJECTION) else means
        unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@functools.cache
def load_encoder() -> SentenceEncoder:
    """The encoder that comes with cssgen."""
    return SentenceEncoder(*load(resources.files("cssgen.data"), "encoder"))
