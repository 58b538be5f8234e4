"""One candidate while it is being written."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cssgen.candidates import Candidate, Cut
from cssgen.lm.interfaces import Constraint, FloatArray, IntArray, Scores, Tokenizer
from cssgen.lm.sampling import Sampler, find_allowed, greedy

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
        self._latest: list[int] = []
        self._allowed: IntArray | None = None
        # A model that knows CSS hardly ever wants what is not allowed.
        self._is_guessing = sampler is greedy
        self._logprob = 0.0
        self._end: int | None = None
        self._accepted = 0
        self._finish_reason: Literal["stop", "length"] | None = None
        self._cut_by: Cut = ""

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is to be written."""
        return self._finish_reason is not None

    def cut(self, limit: Cut) -> None:
        """Finish, if a limit is exceeded, as if the budget of tokens were used up."""
        if limit:
            self._finish_reason, self._cut_by = "length", limit

    def advance(self, row: int, scores: Scores) -> None:
        """Take the next token, or tokens, given what the model says of this row of a batch.

        Args:
            row: which one it is.
            scores: of what follows the `latest` tokens, or the prompt.
        """
        self._score(scores.logprobs(row, self._latest[1:], behind=1))
        # What is forced behind a chosen token was taken with it.
        forced = [] if self._ids else self._take_forced()
        self._latest = forced or self._choose(scores.logits[row, -1])
        self._score(scores.logprobs(row, self._latest[:1]))

    @property
    def latest(self) -> list[int]:
        """What the model has to read next: a chosen token, and those that are forced behind it."""
        return self._latest

    def prepare(self) -> None:
        """Work out what the next choice needs, while the model reads: a mask, unless the likeliest is tried first."""
        if self._constraint is not None and not self._is_guessing and self._allowed is None:
            self._allowed = self._find_allowed(self._constraint)

    def candidate(self) -> Candidate:
        """The finished candidate."""
        if self._finish_reason == "length" and self._accepted:
            # What came behind the last complete item is given up.
            text = self._tokenizer.decode(self._ids[: self._accepted])
            return Candidate(text, self._logprob, "stop", cut_by=self._cut_by)
        text = self._tokenizer.decode(self._ids)[: self._end]
        if self._finish_reason == "length":
            # The budget may end within a character.
            text = text.rstrip("\N{REPLACEMENT CHARACTER}")
        return Candidate(text, self._logprob, self._finish_reason or "length", cut_by=self._cut_by)

    def _score(self, logprobs: NDArray[np.float64]) -> None:
        self._logprob += float(logprobs.sum())

    def _choose(self, logits: FloatArray) -> list[int]:
        """The sampler's token and those forced behind it; none if the constraint has led into a dead end."""
        if self.is_finished:
            return []
        token = self._sample(logits)
        if token is None:
            self._finish_reason = "length"
            return []
        if token in self._tokenizer.end_ids:
            self._finish_reason = "stop"
            return [token]
        self._append([token])
        return [token, *self._take_forced()]

    def _sample(self, logits: FloatArray) -> int | None:
        logits = logits[: self._tokenizer.vocab_size]
        if self._constraint is None:
            return self._sampler(logits)
        likeliest = greedy(logits)
        if self._is_guessing and self._constraint.allows(likeliest):
            return likeliest
        allowed, self._allowed = self._find_allowed(self._constraint) if self._allowed is None else self._allowed, None
        token = int(allowed[self._sampler(logits[allowed])]) if len(allowed) else None
        self._is_guessing = self._sampler is greedy and token == likeliest
        return token

    def _find_allowed(self, constraint: Constraint) -> IntArray:
        mask = np.zeros(-(-self._tokenizer.vocab_size // 32), np.int32)
        constraint.fill_mask(mask)
        return find_allowed(mask, self._tokenizer.vocab_size)

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
