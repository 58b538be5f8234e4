"""What the decoding loop asks of a model, a tokenizer and a grammar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a model says of the tokens that may follow some positions of B rows.

    Attributes:
        logits: (B, K, V).
        normalizers: (B, K), the logarithms of the sums of their exponentials: the logarithm of a token's
            probability is its logit less this.
    """

    logits: FloatArray
    normalizers: FloatArray

    def logprobs(self, row: int, tokens: Sequence[int], behind: int = 0) -> NDArray[np.float64]:
        """(N,) log-probabilities of N tokens behind as many positions of a row, the last ones but for `behind`."""
        end = self.logits.shape[1] - behind
        positions = np.arange(end - len(tokens), end)
        chosen = self.logits[row, positions, np.asarray(tokens, np.int64)]
        return np.asarray(chosen - self.normalizers[row, positions], np.float64)

    @staticmethod
    def stack(rows: Mapping[int, "Scores"], size: int, keep: int) -> "Scores":
        """Scores of single rows as a batch of `size`; zeros for the others, and before fewer positions than `keep`."""
        width = next(iter(rows.values())).logits.shape[2]
        logits = np.zeros((size, keep, width), np.float32)
        normalizers = np.zeros((size, keep), np.float32)
        for index, row in rows.items():
            logits[index, keep - row.logits.shape[1] :] = row.logits[0]
            normalizers[index, keep - row.logits.shape[1] :] = row.normalizers[0]
        return Scores(logits, normalizers)


class Stream(Protocol):
    """A batch of rows that a model is reading, with their keys and values."""

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        """Let every row read further tokens.

        Where the model refills batches, there may be more rows than before, which are new, and a row may have no token
        at all; what the scores say of it means nothing.

        Args:
            ids: (B, S) token ids, each row's own at the right.
            valid: (B, S) False where `ids` is padding.
            keep: how many of the last positions to score.

        Returns:
            what follows each of these positions.
        """
        ...

    def select(self, rows: IntArray) -> None:
        """Replace the batch by `rows` of it, which may repeat."""
        ...

    def truncate(self, length: int) -> None:
        """Forget all but the first `length` tokens of a batch of one row."""
        ...


class CausalLM(Protocol):
    """A left-to-right language model."""

    @property
    def vocab_size(self) -> int:
        """V, the width of the logits."""
        ...

    @property
    def max_positions(self) -> int:
        """The longest row that it can read."""
        ...

    @property
    def lanes(self) -> int:
        """How many batches it had best read at the same time, each in a thread of its own."""
        ...

    @property
    def refills(self) -> bool:
        """Whether rows may join a batch that has begun."""
        ...

    def fits(self, rows: int, tokens: int) -> bool:
        """Whether rows that may get so long take no more memory than a batch may; a single one is read anyway."""
        ...

    def open_stream(self) -> Stream:
        """Start a batch; the first `extend` gives its size."""
        ...


class Tokenizer(Protocol):
    """Text to token ids and back."""

    @property
    def vocab_size(self) -> int:
        """Number of ids that stand for a text; a model's logits may be wider."""
        ...

    @property
    def end_ids(self) -> frozenset[int]:
        """Ids that end an answer: the end of text, and every other special token, since none is CSS."""
        ...

    def encode(self, text: str) -> list[int]:
        """Ids of `text`, without any token before or behind it."""
        ...

    def decode(self, ids: Sequence[int]) -> str:
        """Text of `ids` in the midst of a text; bytes that are no UTF-8 become U+FFFD."""
        ...


class Constraint(Protocol):
    """The state of a grammar for one row."""

    def fill_mask(self, mask: NDArray[np.int32]) -> None:
        """Set the bits of the tokens that may come next; `mask` is (ceil(V / 32),), lowest bit first."""
        ...

    def allows(self, token: int) -> bool:
        """Whether a token may come next, as far as that is told faster than by a mask: False says nothing."""
        ...

    def commit(self, token: int) -> None:
        """Go on by a token, chosen or forced."""
        ...

    def forced(self) -> list[int]:
        """The tokens that must come next, if there is but one way; not committed yet."""
        ...

    def is_accepting(self) -> bool:
        """Whether the text may end here."""
        ...

    def is_stopped(self) -> bool:
        """Whether the text must end here."""
        ...
