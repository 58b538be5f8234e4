"""Grammars as masks of tokens, through llguidance: what is no valid CSS in its place cannot be generated."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cssgen.grammar.blocks import Blocks
from cssgen.lm.grammars import Start
from cssgen.lm.token_index import Mask
from cssgen.lm.vocabulary import Vocabulary

MAX_DEPTH = 4
"""Parentheses that may be open at once."""
MAX_RUN = 24
"""Characters of a name or a string, unless there is no other way to go on."""


class GrammarConstraint:
    """The state of a grammar, and of what it cannot say: no name twice in a block, no deep nesting.

    Args:
        start: where it begins.
        vocabulary: the tokens.
        blocks: the state of the answer's blocks.
    """

    def __init__(self, start: Start, vocabulary: Vocabulary, blocks: Blocks) -> None:
        self._start = start
        self._matcher = start.matcher.deep_copy()
        self._index = vocabulary.index
        self._finishing = vocabulary.ends | vocabulary.index.finishing
        self._blocks = blocks
        self._statement = 0

    def fill_mask(self, mask: NDArray[np.int32]) -> None:
        """See `cssgen.lm.interfaces.Constraint.fill_mask`."""
        words = self._index.words
        allowed = np.zeros(words, np.int32)
        self._matcher.unsafe_compute_mask_ptr(allowed.ctypes.data, allowed.nbytes)
        if self._matcher.is_error():
            # Nothing is allowed, which ends the candidate.
            return
        allowed &= ~self._index.crossing
        for text in self._blocks.iter_forbidden():
            allowed &= ~self._index.starting_with(text.encode())
        mask[:words] = self._limit_depth(self._end_run(allowed))

    def allows(self, token: int) -> bool:
        """See `cssgen.lm.interfaces.Constraint.allows`."""
        blocks, text = self._blocks, self._index.text(token)
        if not text or blocks.depth >= MAX_DEPTH or blocks.run >= MAX_RUN or self._is_overlong():
            return False
        if self._matcher.validate_tokens([token]) != 1 or self._index.crosses(token):
            return False
        return not any(text.startswith(forbidden.encode()) for forbidden in blocks.iter_forbidden())

    def _limit_depth(self, allowed: Mask) -> Mask:
        """Without what opens a parenthesis too many, or begins a word that might, if there is another way to go on."""
        if self._blocks.depth < MAX_DEPTH and not self._is_overlong():
            return allowed
        closed = allowed & ~self._index.opening
        plain = closed if self._blocks.run else closed & ~self._index.wording
        return next((each for each in (plain, closed) if each.any()), allowed)

    def _end_run(self, allowed: Mask) -> Mask:
        """Without what makes long names, strings and statements longer, if there is another way to go on."""
        if self._blocks.run >= MAX_RUN:
            quote = self._blocks.quote.encode()
            ending = allowed & (self._index.starting_with(quote) if quote else ~self._index.naming)
            allowed = ending if ending.any() else allowed
        if self._is_overlong():
            ending = allowed & self._finishing
            allowed = ending if ending.any() else allowed
        return allowed

    def _is_overlong(self) -> bool:
        """Whether the statement takes so much of the budget that it is to end."""
        patience = self._blocks.patience
        return self._statement >= patience and len(self._blocks.pending) > 2 * patience

    def commit(self, token: int) -> None:
        """See `cssgen.lm.interfaces.Constraint.commit`."""
        self._matcher.consume_token(token)
        before = len(self._blocks.pending)
        self._blocks.read(self._index.text(token).decode("utf-8", "replace"))
        self._statement = self._statement + 1 if len(self._blocks.pending) > before else 0

    def forced(self) -> list[int]:
        """See `cssgen.lm.interfaces.Constraint.forced`."""
        return [] if self._matcher.is_stopped() else list(self._matcher.compute_ff_tokens())

    def is_accepting(self) -> bool:
        """See `cssgen.lm.interfaces.Constraint.is_accepting`."""
        return bool(self._matcher.is_accepting()) and not self._matcher.is_error()

    def is_stopped(self) -> bool:
        """See `cssgen.lm.interfaces.Constraint.is_stopped`."""
        return bool(self._matcher.is_stopped())


@dataclass(frozen=True, slots=True)
class Part:
    """What is around a part of a value.

    Attributes:
        first: what the part must begin with.
        behind: what stands behind the marker, as tokens.
    """

    first: bytes
    behind: list[int]


class PartConstraint(GrammarConstraint):
    """A part of a value: it may end only where what stands behind the marker completes the value.

    Args:
        part: what is around it.
    """

    def __init__(self, start: Start, vocabulary: Vocabulary, blocks: Blocks, part: Part) -> None:
        super().__init__(start, vocabulary, blocks)
        self._ends = vocabulary.ends | vocabulary.index.starting_with(b";")
        self._part = part
        self._is_empty = True
        self._has_ended = False

    def fill_mask(self, mask: NDArray[np.int32]) -> None:
        """See `cssgen.lm.interfaces.Constraint.fill_mask`."""
        super().fill_mask(mask)
        words = self._index.words
        mask[:words] &= ~self._ends
        if self._blocks.depth <= 0:
            mask[:words] &= ~self._index.closing
        if self._is_empty and self._part.first:
            mask[:words] &= self._index.starting_with(self._part.first)
        if self.is_accepting():
            mask[:words] |= self._ends

    def allows(self, token: int) -> bool:  # noqa: ARG002  see below
        """Nothing is told: what may end the part depends on what stands behind it."""
        return False

    def commit(self, token: int) -> None:
        """See `cssgen.lm.interfaces.Constraint.commit`."""
        self._is_empty = False
        if self._index.text(token).startswith(b";"):
            self._has_ended = True
        else:
            super().commit(token)

    def forced(self) -> list[int]:
        """Nothing: what the value must go on with may stand behind the marker already."""
        return []

    def is_accepting(self) -> bool:
        """See `cssgen.lm.interfaces.Constraint.is_accepting`."""
        if self._has_ended:
            return True
        if self._is_empty or self._matcher.is_error():
            return False
        ahead = self._matcher.deep_copy()
        read = ahead.try_consume_tokens(self._part.behind)
        return bool(read == len(self._part.behind) and ahead.is_accepting())

    def is_stopped(self) -> bool:
        """Only behind a semicolon: where nothing more can be written, the part may be wrong all the same."""
        return self._has_ended
