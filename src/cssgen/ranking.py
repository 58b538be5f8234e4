"""Which candidate to try first: what is near the prompt, says what it names, and repeats nothing."""

from collections.abc import Sequence
from typing import Final

from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.traits import read_traits

# How much each feature speaks for a candidate, as `cssgen train ranking` finds it: docs/training.md.
WEIGHTS: Final = (4.15, 0.37, -0.65, -0.21)
GENERATED_WORTH: Final = 1.0
"""What counts as the nearness of a text that is made of no recipe."""
OVERLAP: Final = 3.0
"""Weight of repeating what follows the marker, which the examples of training do not tell of."""


def rank(candidates: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Candidates of different texts, the best first; unfinished ones last."""
    distinct: dict[str, Candidate] = {}
    for candidate in candidates:
        distinct.setdefault(candidate.text.strip(), candidate)
    return sorted(
        distinct.values(),
        key=lambda candidate: (candidate.finish_reason == "stop", merit(candidate, context)),
        reverse=True,
    )


def merit(candidate: Candidate, context: Context) -> float:
    """How much speaks for a candidate; the probability that its model gave it decides between equals."""
    features = read_features(candidate, context)
    weighed = sum(weight * feature for weight, feature in zip(WEIGHTS, features, strict=True))
    likelihood = (candidate.logprob or 0.0) / max(len(candidate.text), 1)
    return weighed - OVERLAP * read_traits(candidate.text, context).overlap + 1e-3 * likelihood


def read_features(candidate: Candidate, context: Context) -> tuple[float, ...]:
    """What ranking looks at: nearness of its recipes; sizes and colours that are said; sizes, colours that are not."""
    traits = read_traits(candidate.text, context)
    worth = GENERATED_WORTH if candidate.worth is None else candidate.worth
    return worth, float(traits.said), float(traits.unsaid_sizes), float(traits.unsaid_colours)
