"""Which candidate to try first: what the prompt made likely, what fits the file."""

import re
from collections.abc import Sequence

from cssgen.candidates import Candidate
from cssgen.contexts import Context

# A small model finds common CSS likely whatever is asked. What a candidate owes to the prompt is how much more
# likely it is with it than without: https://arxiv.org/abs/1510.03055. This is the weight of "without".
BASELINE_WEIGHT = 0.25
OVERLAP_PENALTY = 0.3
OWN_PROPERTY_BONUS = 0.02

_DECLARATION = re.compile(r"[-\w]+\s*:\s*[^;{}]+")
_VAR = re.compile(r"var\(\s*(--[-\w]+)")


def rank(candidates: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Candidates of different texts, the best first; unfinished ones last."""
    best_first = sorted(
        candidates,
        key=lambda candidate: (candidate.finish_reason == "stop", merit(candidate, context)),
        reverse=True,
    )
    distinct: dict[str, Candidate] = {}
    for candidate in best_first:
        distinct.setdefault(candidate.text.strip(), candidate)
    return list(distinct.values())


def merit(candidate: Candidate, context: Context) -> float:
    """The worth of a candidate, in natural logarithms of probability per character."""
    length = max(len(candidate.text), 1)
    likelihood = candidate.logprob if candidate.logprob is not None else float("-inf")
    baseline = candidate.baseline if candidate.baseline is not None else 0.0
    return (
        (likelihood - BASELINE_WEIGHT * baseline) / length
        - OVERLAP_PENALTY * overlap(candidate.text, context.suffix)
        + OWN_PROPERTY_BONUS * _count_own_properties(candidate.text, context)
    )


def overlap(text: str, suffix: str) -> float:
    """Share of a text's declarations that stand in what follows the marker anyway, in the same block or rule."""
    declarations = {" ".join(match.split()) for match in _DECLARATION.findall(text)}
    following = " ".join(suffix[:1_000].split())
    return sum(declaration in following for declaration in declarations) / max(len(declarations), 1)


def _count_own_properties(text: str, context: Context) -> int:
    """How many different custom properties of the file a text uses, up to 3."""
    defined = {name for name, _ in context.custom_properties}
    return min(len(defined & set(_VAR.findall(text))), 3)
