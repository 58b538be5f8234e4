"""Which candidate to try first: what is near the prompt, says what it names, and makes up nothing."""

from collections.abc import Sequence
from typing import Final

from cssgen.candidates import Candidate, Nearness
from cssgen.contexts import Context
from cssgen.traits import Traits, read_traits

# How much each feature speaks for a candidate, as `cssgen train ranking` finds it (docs/training.md). The last one
# was set by hand, with prompts of other files in view than those that the others were found with (LOG.md).
WEIGHTS: Final = (2.21, 1.04, -0.05, 0.17, -0.32, -0.31, -0.15, -0.09, -0.12, 1.5)
GENERATED: Final = Nearness(whole=0.4, wishes=0.4, parts=0, foreign=0)
"""What a text that is made of no recipe counts as: worth a try where no recipe is near."""
OVERLAP: Final = 0.3
"""Weight of repeating what follows the marker."""
PIECE: Final = 0.03
"""Each recipe that is added to another one has so much against it …"""
NEARLY_ALL: Final = 0.9
"""From this nearness to the whole prompt on, a recipe alone is nearly what is asked …"""
ADDED: Final = 0.7
"""… and what is added to it has so much more against it."""
VERBATIM: Final = 0.97
"""From this nearness on, a wording is what is asked, word for word …"""
ALONE: Final = 1.0
"""… and so much speaks for its recipe alone."""
UNSAID: Final = 0.4
"""So much each class, id and attribute has against a text that the prompt writes out and the text does not say."""
FOR_DARK: Final = 0.6
"""So much a text for a dark scheme has against it, if the prompt speaks of none."""
LENGTH: Final = 0.05
"""Weight of length: answers get shorter by a fifteenth, and fulfil as many prompts.

This, `ADDED` and `OVERLAP` are not learnt: prompts to learn from ask what must be there, hardly ever what must not.
"""


def rank(candidates: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Candidates of different texts, the best first; unfinished ones last."""
    distinct: dict[str, Candidate] = {}
    # What a model writes as the cookbook does is as near to the prompt as the recipe.
    for candidate in sorted(candidates, key=_distance):
        distinct.setdefault(candidate.text.strip(), candidate)
    return sorted(
        distinct.values(),
        key=lambda candidate: (candidate.finish_reason == "stop", merit(candidate, context)),
        reverse=True,
    )


def _distance(candidate: Candidate) -> float:
    return -candidate.nearness.worth if candidate.nearness else 0.0


def merit(candidate: Candidate, context: Context) -> float:
    """How much speaks for a candidate; the probability that its model gave it decides between equals."""
    traits = read_traits(candidate.text, context)
    features = list_features(candidate, traits)
    weighed = sum(weight * feature for weight, feature in zip(WEIGHTS, features, strict=True))
    near = candidate.nearness or GENERATED
    added = (PIECE + (ADDED if near.whole >= NEARLY_ALL else 0.0)) * near.parts
    if near.whole >= VERBATIM and not near.parts:
        added -= ALONE
    likelihood = (candidate.logprob or 0.0) / max(len(candidate.text), 1)
    added += UNSAID * traits.unsaid_names + FOR_DARK * traits.is_for_dark
    return weighed - added - OVERLAP * traits.overlap - LENGTH * traits.length + 1e-3 * likelihood


def list_features(candidate: Candidate, traits: Traits) -> tuple[float, ...]:
    """What ranking looks at.

    Nearness of its recipes to the prompt and to the single wishes in it, and the number of those for another kind of
    place; sizes and colours of the prompt that it says, sizes and colours that it does not; names that nobody knows;
    what it does not say of what the prompt makes one expect, how little one expects what it says, and how well that
    agrees with the prompt.
    """
    near = candidate.nearness or GENERATED
    learnt = (traits.missing, traits.surprise, traits.agreement)
    said = (float(traits.said), float(traits.unsaid_sizes), float(traits.unsaid_colours))
    return (near.whole, near.wishes, float(near.foreign), *said, traits.new_names, *learnt)
