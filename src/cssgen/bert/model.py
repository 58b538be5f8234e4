"""A BERT encoder in numpy: https://arxiv.org/abs/1810.04805.

Its texts are short, so the products of matrices are nearly all that it costs, and numpy hands them to the same kind of
library that a runtime would use, without a session to be opened. Weights are kept as 8-bit integers with a scale for
each row, and widened layer by layer while a batch runs.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

EPSILON: Final = 1e-12  # of BERT's layer normalisation
SCALES: Final = ".scale"

Floats = NDArray[np.float32]
Weights = Mapping[str, NDArray[Any]]


class Bert:
    """Token ids to hidden states.

    Args:
        weights: arrays by the names of `transformers.BertModel`; a matrix `x` may be int8 with its scales
            in `x.scale`, (rows,).
        heads: number of attention heads.

    Attributes:
        width: of a hidden state.
    """

    def __init__(self, weights: Weights, heads: int) -> None:
        self._weights = weights
        self._heads = heads
        self._layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        self.width: int = weights["embeddings.LayerNorm.weight"].shape[0]

    def rows_of(self, name: str) -> int:
        """Outputs of the linear layer of that name; 0 if there is none."""
        return len(self._weights.get(f"{name}.weight", ()))

    def run(self, rows: Sequence[Sequence[int]]) -> tuple[Floats, NDArray[np.bool_]]:
        """The last hidden states of some texts, (texts, length, width), and which of them are of a token.

        Args:
            rows: token ids of each text, at least one.
        """
        length = max(map(len, rows))
        ids = np.array([[*row, *[0] * (length - len(row))] for row in rows])  # (texts, length)
        is_token = np.arange(length) < np.array([len(row) for row in rows])[:, None]
        states = self._embed(ids)
        hidden = np.where(is_token, 0, -np.inf).astype(np.float32)[:, None, None, :]
        for layer in range(self._layers):
            states = self._run_layer(states, hidden, f"encoder.layer.{layer}.")
        return states, is_token

    def _embed(self, ids: NDArray[np.int64]) -> Floats:
        words = self._rows("embeddings.word_embeddings.weight", ids)
        places = self._rows("embeddings.position_embeddings.weight", slice(ids.shape[1]))
        kind = self._rows("embeddings.token_type_embeddings.weight", 0)
        return self._normalise(words + places + kind, "embeddings.LayerNorm")

    def _run_layer(self, states: Floats, hidden: Floats, layer: str) -> Floats:
        attended = self._attend(states, hidden, f"{layer}attention.self.")
        attended = self.linear(attended, f"{layer}attention.output.dense")
        states = self._normalise(states + attended, f"{layer}attention.output.LayerNorm")
        inner = gelu(self.linear(states, f"{layer}intermediate.dense"))
        return self._normalise(states + self.linear(inner, f"{layer}output.dense"), f"{layer}output.LayerNorm")

    def _attend(self, states: Floats, hidden: Floats, name: str) -> Floats:
        texts, length, width = states.shape
        query, key, value = (
            self.linear(states, name + part).reshape(texts, length, self._heads, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )  # each (texts, heads, length, width of a head)
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // self._heads)) + hidden
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = scores / scores.sum(axis=-1, keepdims=True) @ value
        result: Floats = mixed.transpose(0, 2, 1, 3).reshape(texts, length, width)
        return result

    def linear(self, states: Floats, name: str) -> Floats:
        """The linear layer of that name; it may have no bias."""
        weight, scales = self._weights[f"{name}.weight"], self._weights.get(f"{name}.weight{SCALES}")
        # As one product: of more than two dimensions numpy makes a product for each text.
        product = states.reshape(-1, states.shape[-1]) @ weight.astype(np.float32, copy=False).T
        if scales is not None:
            # Behind the product, which has fewer rows than the matrix.
            product *= scales
        if f"{name}.bias" in self._weights:
            product += self._weights[f"{name}.bias"]
        result: Floats = product.reshape(*states.shape[:-1], len(weight))
        return result

    def _normalise(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + EPSILON)
        result: Floats = centred / deviation * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return result

    def _rows(self, name: str, rows: Any) -> Floats:
        """Rows of a matrix, widened to float32."""
        scales = self._weights.get(name + SCALES)
        matrix = self._weights[name][rows]
        if scales is None:
            plain: Floats = matrix.astype(np.float32, copy=False)
            return plain
        widened: Floats = matrix.astype(np.float32) * scales[rows][..., None]
        return widened


def gelu(values: Floats) -> Floats:
    """The tanh form of https://arxiv.org/abs/1606.08415, which differs from the exact one by less than 0.001."""
    # In place: fresh memory for each step would take as long as the arithmetic.
    inner = np.float32(0.044715) * values
    inner *= values
    inner += 1
    inner *= np.float32(0.7978845608) * values
    np.tanh(inner, out=inner)
    inner += 1
    inner *= np.float32(0.5) * values
    return inner
