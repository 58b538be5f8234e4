"""From contexts to what constrains the candidates of each: the grammar of its place, and what stands around it."""

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cssgen.contexts import Context, Production
from cssgen.grammar.blocks import Blocks
from cssgen.grammar.productions import Grammar, is_known, render_grammar, render_value_grammar
from cssgen.grammar.value_parts import gap_before, gap_behind, read_head, read_tail
from cssgen.lm.constraint import GrammarConstraint, Part, PartConstraint
from cssgen.lm.grammars import Grammars, Start
from cssgen.lm.interfaces import Constraint
from cssgen.lm.vocabulary import read_vocabulary

_TEXTS = 16


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
