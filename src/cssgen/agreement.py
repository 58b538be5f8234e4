"""How well a text agrees with a prompt: the angle between what is asked and what is said, each as a vector.

Recipes that say alike lie near each other, and near the wordings that ask for them; both sides are learnt from the
cookbook (`cssgen train agreement`). Nearness tells how near a wording is to the prompt, this how near the text is that
came of it after sizes were changed and others were added. Two towers, as in https://arxiv.org/abs/2004.04906.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssgen.bert.weights import read_arrays, widen_all
from cssgen.contexts import Context
from cssgen.facts import PLACES, list_facts
from cssgen.productions import Production
from cssgen.queries import embed
from cssgen.wordings import Floats


@dataclass(frozen=True)
class Agreement:
    """Vectors of what is said and of what is asked, of one width.

    Attributes:
        facts: the number of each fact (`cssgen.facts`).
        said: (facts, width): of each fact.
        said_at: (places, width): of each kind of place.
        asked: (width, queries' width): of a query of `cssgen.queries`.
        asked_at: (places, width).
    """

    facts: Mapping[str, int]
    said: Floats
    said_at: Floats
    asked: Floats
    asked_at: Floats

    def ask(self, query: Floats, production: Production) -> Floats:
        """The unit vector of a query, (width,)."""
        return _normalise(self.asked @ query + self.asked_at[PLACES.index(production)])

    def say(self, facts: frozenset[str], production: Production) -> Floats:
        """The unit vector of what a text says, (width,)."""
        # In one order, so that sums do not differ from run to run.
        known = sorted(self.facts[fact] for fact in facts if fact in self.facts)
        return _normalise(self.said[known].sum(axis=0) + self.said_at[PLACES.index(production)])


def _normalise(vector: Floats) -> Floats:
    result: Floats = vector / (np.linalg.norm(vector) + np.float32(1e-9))
    return result


def agree(text: str, context: Context) -> float:
    """The cosine of a text and a prompt, from -1 to 1; 0 of an empty prompt."""
    if not context.marker.prompt.strip():
        return 0.0
    facts = list_facts(text, context.production, context.property)
    return float(_ask(context) @ load_agreement().say(facts, context.production))


@functools.lru_cache(maxsize=256)
def _ask(context: Context) -> Floats:
    return load_agreement().ask(embed([context.marker.prompt])[0], context.production)


def read_agreement(arrays: Mapping[str, NDArray[Any]]) -> Agreement:
    """What `cssgen train agreement` wrote."""
    facts: Sequence[str] = str(arrays["facts"]).split("\n")
    widened = widen_all({name: values for name, values in arrays.items() if name != "facts"})
    return Agreement({fact: number for number, fact in enumerate(facts)}, **widened)


@functools.cache
def load_agreement() -> Agreement:
    """That which comes with cssgen."""
    return read_agreement(read_arrays(resources.files("cssgen.data").joinpath("agreement.npz")))
