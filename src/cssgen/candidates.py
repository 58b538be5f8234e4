"""The one seam to the models: contexts in, scored candidates out, in batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from cssgen.contexts import Context

Source = Literal["generated", "adapted", "recipe"]
"""Who wrote a text: the model, or it is a recipe of the cookbook, changed to suit prompt and file or as it is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that a model offers for a context, as the model wrote it (no indentation of the file yet).

    Attributes:
        text: what should stand at the marker.
        logprob: natural logarithm of its probability given the prompt, or None if the engine has none.
        finish_reason: `"stop"` if the model ended by itself, `"length"` if it ran out of its budget.
        source: who wrote it.
        worth: how near the recipes that it is made of are to the prompt; None of what a model wrote.
    """

    text: str
    logprob: float | None = None
    finish_reason: Literal["stop", "length"] = "stop"
    source: Source = "generated"
    worth: float | None = None


class GenerationCancelled(Exception):  # noqa: N818  no error: somebody wanted it so
    """Whoever asked for candidates does not want them any more."""


Generate = Callable[[Sequence[Context]], Sequence[Sequence[Candidate]]]
"""For each context its candidates, the best first; possibly none."""
