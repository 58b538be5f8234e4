"""The one seam to the models: contexts in, scored candidates out, in batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from cssgen.contexts import Context

Source = Literal["generated", "adapted", "recipe"]
"""Who wrote a text: the model, or it is a recipe of the cookbook, changed to suit prompt and file or as it is."""


Cut = Literal["", "seconds", "memory"]


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the recipes that a text is made of are to a prompt; cosines, but for the numbers of recipes.

    Attributes:
        whole: of the nearest recipe and all of the prompt.
        wishes: of each single wish in it and the recipe that is nearest to it, on the average.
        parts: how many recipes were added to the first one.
        foreign: how many recipes are made for another kind of place.
    """

    whole: float
    wishes: float
    parts: int
    foreign: int

    @property
    def worth(self) -> float:
        """A first estimate of how well the text meets the prompt."""
        return self.whole + self.wishes - 0.08 * self.parts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that a model offers for a context, as the model wrote it (no indentation of the file yet).

    Attributes:
        text: what should stand at the marker.
        logprob: natural logarithm of its probability given the prompt, or None if the engine has none.
        finish_reason: `"stop"` if the model ended by itself, `"length"` if it ran out of its budget.
        source: who wrote it.
        nearness: how near the recipes that it is made of are to the prompt; None of what a model wrote.
        cut_by: the limit (`cssgen.limits`) that stopped the model; on another machine it may write more.
    """

    text: str
    logprob: float | None = None
    finish_reason: Literal["stop", "length"] = "stop"
    source: Source = "generated"
    nearness: Nearness | None = None
    cut_by: Cut = ""


class GenerationCancelled(Exception):  # noqa: N818  no error: somebody wanted it so
    """Whoever asked for candidates does not want them any more."""


Generate = Callable[[Sequence[Context]], Sequence[Sequence[Candidate]]]
"""For each context its candidates, the best first; possibly none."""
