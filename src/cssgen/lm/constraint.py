"""Grammars as masks of tokens, through llguidance: what is no valid CSS in its place cannot be generated."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssgen.contexts import Context, Production
from cssgen.grammar.blocks import Blocks
from cssgen.grammar.productions import Grammar, is_known, render_grammar, render_value_grammar
from cssgen.grammar.value_parts import gap_before, gap_behind, read_head, read_tail
from cssgen.lm.grammars import Grammars, Start
from cssgen.lm.interfaces import Constraint
from cssgen.lm.token_index import Mask
from cssgen.lm.vocabulary import Vocabulary, read_vocabulary

MAX_DEPTH = 4
"""Parentheses that may be open at once."""
MAX_RUN = 24
"""Characters of a name or a string, unless there is no other way to go on."""
_TEXTS = 16


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


class NewConstraint:
    """Makes the constraints of one context's candidates; what that takes is done when the first of them is made.

    Args:
        render: see `grammar`.
        grammars: compiles it.
        prepare: what makes constraints.
    """

    def __init__(
        self, render: Callable[[], str], grammars: Grammars, prepare: Callable[[], Callable[[], Constraint]]
    ) -> None:
        self._render = functools.cache(render)
        self._grammars = grammars
        self._prepare = functools.cache(prepare)

    def __call__(self) -> Constraint:
        """A constraint of its own."""
        return self._prepare()()

    @property
    def grammar(self) -> str:
        """The text of its grammar; empty if it is small."""
        return self._render()

    def has_room(self) -> bool:
        """Whether there is room for its grammar beside those that are in use."""
        return self._grammars.has_room(self.grammar)


class Constrain:
    """From contexts to the constraints of their candidates: the `constrain` of `cssgen.lm.engine.Engine`.

    Args:
        handle: of a tokenizer: llguidance's own, or a fast one of transformers.
        family: of the prompts, `"cssgen"` or `"plain"`.

    Raises:
        ModelError: if the tokenizer cannot be read by llguidance.
    """

    def __init__(self, handle: Any, family: str) -> None:
        self._vocabulary = read_vocabulary(handle)
        self._family = family
        # Files share few grammars, and most markers of one file share one.
        self._grammars = Grammars(self._vocabulary.compile)
        self._texts = functools.lru_cache(_TEXTS)(str)

    def __call__(self, context: Context) -> NewConstraint | None:
        """What makes the constraints of a context's candidates; None where anything goes."""
        if context.production is Production.VALUE:
            return NewConstraint(lambda: "", self._grammars, lambda: self._constrain_value(context))
        if not is_known(context):
            return None
        grammar = functools.cache(lambda: self._render(context))
        return NewConstraint(lambda: grammar().text, self._grammars, lambda: self._constrain(context, grammar()))

    def _render(self, context: Context) -> Grammar:
        grammar = render_grammar(context, self._family)
        # Equal texts, of 130 kB each, are one in memory.
        return replace(grammar, text=self._texts(grammar.text))

    def _constrain(self, context: Context, grammar: Grammar) -> Callable[[], Constraint]:
        start, blocks = self._compile(grammar), Blocks(context, grammar.indentation)
        return lambda: GrammarConstraint(start, self._vocabulary, blocks.copy())

    def _constrain_value(self, context: Context) -> Callable[[], Constraint]:
        """What fits between the parts of a value that stand before and behind the marker."""
        head, tail = read_head(context.prefix), read_tail(context.suffix)
        # Nobody knows what a variable stands for, and so what fits beside it.
        begun = None if "var(" in head + tail else self._begin(context, head)
        if begun is None:
            tail = ""
            begun = self._compile_value(context, is_whole=not head, is_known=False)
        start, grammar = begun
        blocks = Blocks(context, grammar.indentation)
        # Behind something of a value, a plain model might go on with the same number or name.
        first = "" if self._family == "cssgen" else gap_behind(head)
        behind = self._vocabulary.handle.tokenize_str(gap_before(tail) + tail) if tail else []
        if not first and not behind:
            return lambda: GrammarConstraint(start, self._vocabulary, blocks.copy())
        part = Part(first.encode(), behind)
        return lambda: PartConstraint(start, self._vocabulary, blocks.copy(), part)

    def _begin(self, context: Context, head: str) -> tuple[Start, Grammar] | None:
        """A matcher that has read `head`; None if it does not take it."""
        start, grammar = self._compile_value(context, is_whole=not head, is_known=True)
        matcher = start.matcher.deep_copy()
        # A prompt of the plain family ends with the head, and the blank behind it is the model's to write.
        gap = gap_behind(head) if self._family == "cssgen" else ""
        read = self._vocabulary.handle.tokenize_str(head + gap)
        is_read = matcher.try_consume_tokens(read) == len(read)
        return (Start(matcher, start.grammar), grammar) if is_read else None

    def _compile_value(self, context: Context, *, is_whole: bool, is_known: bool) -> tuple[Start, Grammar]:
        grammar = render_value_grammar(context, self._family, is_whole=is_whole, is_known=is_known)
        return self._compile(grammar), grammar

    def _compile(self, grammar: Grammar) -> Start:
        compiled = self._grammars(grammar.text)
        return Start(compiled.matcher, compiled)
