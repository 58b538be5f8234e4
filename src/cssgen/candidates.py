"""The one seam to the models: contexts in, scored candidates out, in batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from cssgen.contexts import Context


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that a model offers for a context, as the model wrote it (no indentation of the file yet).

    Attributes:
        text: what should stand at the marker.
        logprob: natural logarithm of its probability given the prompt, or None if the engine has none.
        baseline: the same without the prompt: the text around the marker alone; None if it was not measured.
        source: whether the model wrote it, or it is a recipe of the cookbook as it is.
        finish_reason: `"stop"` if the model ended by itself, `"length"` if it ran out of its budget.
    """

    text: str
    logprob: float | None = None
    finish_reason: Literal["stop", "length"] = "stop"
    baseline: float | None = None
    source: Literal["generated", "recipe"] = "generated"


class GenerationCancelled(Exception):  # noqa: N818  no error: somebody wanted it so
    """Whoever asked for candidates does not want them any more."""


Generate = Callable[[Sequence[Context]], Sequence[Sequence[Candidate]]]
"""For each context its candidates, the best first; possibly none."""
