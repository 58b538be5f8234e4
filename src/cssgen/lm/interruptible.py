"""A model that can be stopped between two steps."""

from collections.abc import Callable
from dataclasses import dataclass

from cssgen.lm.interfaces import BoolArray, CausalLM, IntArray, Scores, Stream


@dataclass(frozen=True, slots=True)
class InterruptibleModel:
    """A model that calls `check` before it reads anything; what `check` raises ends the decoding."""

    model: CausalLM
    check: Callable[[], object]

    @property
    def vocab_size(self) -> int:
        """That of the model."""
        return self.model.vocab_size

    @property
    def max_positions(self) -> int:
        """That of the model."""
        return self.model.max_positions

    @property
    def lanes(self) -> int:
        """That of the model."""
        return self.model.lanes

    @property
    def refills(self) -> bool:
        """That of the model."""
        return self.model.refills

    def fits(self, rows: int, tokens: int) -> bool:
        """As the model does."""
        return self.model.fits(rows, tokens)

    def open_stream(self) -> Stream:
        """Start a batch."""
        return _Stream(self.model.open_stream(), self.check)


@dataclass(frozen=True, slots=True)
class _Stream:
    stream: Stream
    check: Callable[[], object]

    def extend(self, ids: IntArray, valid: BoolArray, keep: int) -> Scores:
        self.check()
        return self.stream.extend(ids, valid, keep)

    def select(self, rows: IntArray) -> None:
        self.stream.select(rows)

    def truncate(self, length: int) -> None:
        self.stream.truncate(length)
