"""One candidate while it is being written."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from cssgen.candidates import Candidate
from cssgen.lm.interfaces import Constraint, FloatArray, Tokenizer
from cssgen.lm.sampling import Sampler, is_allowed, log_softmax

# An answer can be complete only behind one of these.
_ENDINGS = frozenset("{};*!)]\n")


class AnswerRow:
    """Token ids, text and probability of a candidate, and the rules by which it ends.

    Probabilities are the model's own, of the whole vocabulary at temperature 1, whatever a
    constraint or a sampler makes of them. Forced tokens behind which a row ends are not scored.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        sampler: Sampler,
        max_new_tokens: int,
        find_end: Callable[[str], int | None],
        constraint: Constraint | None,
    ) -> None:
        self._tokenizer = tokenizer
        self._sampler = sampler
        self._budget = max_new_tokens
        self._find_end = find_end
        self._constraint = constraint
        self._ids: list[int] = []
        self._logprob = 0.0
        self._end: int | None = None
        self._accepted = 0
        self._finish_reason: Literal["stop", "length"] | None = None

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is to be written."""
        return self._finish_reason is not None

    def advance(self, logits: FloatArray) -> list[int]:
        """Take the next tokens, given the (V,) logits that follow the row so far.

        Returns:
            what the model has to read before it goes on: the tokens that the constraint forces, or a
            chosen token and those forced behind it. The first of them is scored already.
        """
        tokens = self._take_forced()
        if not tokens and not self.is_finished:
            tokens = self._choose(logits)
            if not tokens:
                self._finish_reason = "length"
            elif tokens[0] in self._tokenizer.end_ids:
                self._finish_reason = "stop"
            else:
                self._append(tokens)
                tokens += self._take_forced()
        self.score(tokens[:1], logits[None])
        return tokens

    def score(self, tokens: list[int], logits: FloatArray) -> None:
        """Add the log-probabilities of `tokens`, (N,), given (N, V) logits."""
        if tokens:
            self._logprob += float(log_softmax(logits)[np.arange(len(tokens)), tokens].sum())

    def candidate(self) -> Candidate:
        """The finished candidate."""
        if self._finish_reason == "length" and self._accepted:
            # What came behind the last complete item is given up.
            return Candidate(self._tokenizer.decode(self._ids[: self._accepted]), self._logprob, "stop")
        text = self._tokenizer.decode(self._ids)[: self._end]
        if self._finish_reason == "length":
            # The budget may end within a character.
            text = text.rstrip("\N{REPLACEMENT CHARACTER}")
        return Candidate(text, self._logprob, self._finish_reason or "length")

    def _choose(self, logits: FloatArray) -> list[int]:
        """The sampler's token; none if the constraint has led into a dead end."""
        allowed = logits.copy()
        allowed[self._tokenizer.vocab_size :] = -np.inf
        if self._constraint is not None:
            mask = np.zeros(-(-len(logits) // 32), np.int32)
            self._constraint.fill_mask(mask)
            allowed[~is_allowed(mask, len(logits))] = -np.inf
        return [self._sampler(allowed)] if np.isfinite(allowed).any() else []

    def _take_forced(self) -> list[int]:
        if self._constraint is None or self.is_finished:
            return []
        forced = self._constraint.forced()[: self._budget - len(self._ids)]
        self._append(forced)
        return forced

    def _append(self, tokens: list[int]) -> None:
        self._ids += tokens
        if self._constraint is not None:
            for token in tokens:
                self._constraint.commit(token)
            if self._constraint.is_accepting():
                self._accepted = len(self._ids)
        if not _ENDINGS.isdisjoint(self._tokenizer.decode(tokens)):
            self._end = self._find_end(self._tokenizer.decode(self._ids))
        if self._end is not None or (self._constraint is not None and self._constraint.is_stopped()):
            self._finish_reason = "stop"
        elif len(self._ids) >= self._budget:
            self._finish_reason = "length"
