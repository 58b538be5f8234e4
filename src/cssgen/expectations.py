"""What a prompt makes one expect: how likely each of a thousand facts is, such as `position: sticky` or `:hover {}`.

A logistic regression for each fact over the vectors of `cssgen.queries`, learnt from all wordings of the cookbook
(`cssgen train expectations`). The nearest recipe says what one wording asks; this says what many that are alike do.
"""

import functools
import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cssgen.bert.weights import read_arrays, widen_all
from cssgen.contexts import Context
from cssgen.facts import PLACES, list_facts
from cssgen.productions import Production
from cssgen.queries import embed, is_rule_list, split_queries
from cssgen.wordings import Floats

SURE: Final = 0.99  # no fact is taken for more certain than that …
HARDLY: Final = 1e-3  # … nor for much less than that


class Expectations:
    """How likely facts are.

    Args:
        facts: what is predicted.
        weights: (facts, width + places): of a unit vector, and of each kind of place.
        biases: (facts,).
    """

    def __init__(self, facts: Sequence[str], weights: Floats, biases: Floats) -> None:
        self._numbers = {fact: number for number, fact in enumerate(facts)}
        self._weights = np.ascontiguousarray(weights[:, : -len(PLACES)].T)
        self._places = {place: weights[:, number - len(PLACES)] + biases for number, place in enumerate(PLACES)}

    def expect(self, vectors: Floats, production: Production) -> Floats:
        """The probability of each fact, (facts,): the highest that any of the queries, (queries, width), gives it."""
        biases = self._places[production]
        if is_rule_list(production):
            biases = np.maximum(biases, self._places[Production.DECLARATIONS])
        # Each query by itself: what it makes one expect does not depend on the others.
        logits = np.max([vector @ self._weights for vector in vectors], axis=0) + biases
        probabilities: Floats = 1 / (1 + np.exp(-logits))
        return probabilities

    def compare(self, expected: Floats, facts: frozenset[str]) -> "Comparison":
        """What a text says beside what is expected.

        Args:
            expected: probabilities of `expect`.
            facts: what the text says.
        """
        return self.weigh(measure(expected), facts)

    def weigh(self, expected: "Measured", facts: frozenset[str]) -> "Comparison":
        """The same, of what `measure` says of the probabilities: many texts are compared with the same ones."""
        # In one order, so that sums do not differ from run to run.
        said = sorted(number for fact in facts if (number := self._numbers.get(fact)) is not None)
        missing = sum(expected.absent[number] for number in said) - expected.nothing
        surprise = -sum(expected.present[number] for number in said) / len(said) if said else -math.log(HARDLY)
        return Comparison(max(0.0, missing), surprise)


@dataclass(frozen=True, slots=True)
class Measured:
    """Logarithms of probabilities, to be read one by one: a text says few facts of a thousand.

    Attributes:
        absent: of each fact, that it is not meant.
        present: of each fact, that it is.
        nothing: that none is meant.
    """

    absent: "array[float]"
    present: "array[float]"
    nothing: float


def measure(expected: Floats) -> Measured:
    """Logarithms of how likely it is that each fact is not meant, and of how likely each is."""
    absent = np.log1p(-np.minimum(expected, SURE))
    present = np.log(expected + HARDLY)
    return Measured(_pack(absent), _pack(present), float(absent.sum(dtype=np.float64)))


def _pack(values: Floats) -> "array[float]":
    return array("f", values.astype(np.float32).tobytes())


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text beside what its prompt makes one expect, in nats.

    Attributes:
        missing: minus the logarithm of how likely it is that nothing is asked for but what it says.
        surprise: minus the logarithm of how likely a fact is that it says, on the average.
    """

    missing: float
    surprise: float


def compare(text: str, context: Context) -> Comparison:
    """A text beside what a prompt makes one expect; an empty prompt makes one expect nothing."""
    if not context.marker.prompt.strip():
        return Comparison(0.0, 0.0)
    facts = list_facts(text, context.production, context.property)
    return load_expectations().weigh(_expect(context), facts)


@functools.lru_cache(maxsize=128)
def _expect(context: Context) -> Measured:
    return measure(load_expectations().expect(embed(split_queries(context)), context.production))


def read_expectations(arrays: Mapping[str, NDArray[Any]]) -> Expectations:
    """What `cssgen train expectations` wrote."""
    widened = widen_all({name: arrays[name] for name in ("weights", "weights.scale", "biases")})
    return Expectations(str(arrays["facts"]).split("\n"), widened["weights"], widened["biases"])


@functools.cache
def load_expectations() -> Expectations:
    """Those that come with cssgen."""
    return read_expectations(read_arrays(resources.files("cssgen.data").joinpath("expectations.npz")))
