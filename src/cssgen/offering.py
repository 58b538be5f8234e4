"""All that is offered for a context: what a model wrote and what the cookbook has, the best first."""

from collections.abc import Callable, Sequence

from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.ranking import rank

Write = Callable[[Sequence[Context], Callable[[int], object] | None], Sequence[Sequence[Candidate]]]
"""A model: contexts, and what to call with the number of those that are done."""


class Offer:
    """A model and the cookbook behind the seam `cssgen.candidates.Generate`.

    Args:
        write: the model.
        suggest: texts of the cookbook for a context.
        prepare: called with all contexts before any is looked up.
        order: puts the candidates of a context in order.
    """

    def __init__(
        self,
        write: Write,
        suggest: Callable[[Context], Sequence[Candidate]],
        prepare: Callable[[Sequence[Context]], object],
        order: Callable[[Sequence[Candidate], Context], list[Candidate]] = rank,
    ) -> None:
        self._order = order
        self._prepare = prepare
        self._write = write
        self._suggest = suggest

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> list[list[Candidate]]:
        """For each context its candidates without duplicates, the best first."""
        self._prepare(contexts)
        written = self._write(contexts, on_done)
        return [
            self._order([*candidates, *self._suggest(context)], context)
            for context, candidates in zip(contexts, written, strict=True)
        ]
