"""The wordings of the cookbook as vectors, and which recipes are nearest to what is asked.

Sentence embeddings find `stay above the content while scrolling` for `sticky header`, which share no word:
https://arxiv.org/abs/1908.10084.
"""

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cssgen.bert import SentenceEncoder
from cssgen.bert.weights import read_arrays
from cssgen.cookbook import Recipe, read_packed
from cssgen.productions import Production

Floats = NDArray[np.float32]
BATCH = 64  # wordings that are embedded at once
SCALE = 127  # of a unit vector's parts as 8-bit integers


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How near the recipes of one place are to some queries.

    Attributes:
        recipes: numbers of the recipes, (recipes,).
        similarities: cosine of each query and a recipe's nearest wording, (recipes, queries).
        cosines: of each query and each wording, (wordings, queries), those of a recipe behind one another.
        firsts: where those of each recipe begin, (recipes,).
    """

    recipes: NDArray[np.int64]
    similarities: Floats
    cosines: Floats
    firsts: NDArray[np.int64]

    def best(self, query: int, most: int) -> NDArray[np.int64]:
        """Places in `recipes` of the recipes nearest to a query, the nearest first."""
        distances = -self.similarities[:, query]
        if most >= len(distances):
            return np.argsort(distances, kind="stable")
        # Few of many are wanted: only those are sorted.
        near = np.flatnonzero(distances <= np.partition(distances, most - 1)[most - 1])
        return near[np.argsort(distances[near], kind="stable")][:most]

    def nearest_wording(self, place: int, query: int) -> int:
        """Number of the wording that is nearest to a query, within the recipe at a place of `recipes`."""
        start, end = self.firsts[place], [*self.firsts[place + 1 : place + 2], len(self.cosines)][0]
        return int(self.cosines[start:end, query].argmax())


class WordingIndex:
    """Finds recipes by the meaning of their wordings.

    Args:
        vectors: (wordings, width), int8, the wordings of a recipe behind one another.
        starts: where those of each recipe begin, (recipes + 1,).
        kinds: of each recipe its production, and for VALUE its property: `value:transition`.
    """

    def __init__(self, vectors: NDArray[np.int8], starts: NDArray[np.int64], kinds: Sequence[str]) -> None:
        self._vectors = vectors
        self._starts = starts
        self._kinds = np.array(kinds)
        # All kinds together are 26 MB; most markers of a run stand in a few.
        self._take = functools.lru_cache(256)(self._select)
        self._take_some = functools.lru_cache(2)(self._gather)

    @functools.cached_property
    def properties(self) -> frozenset[str]:
        """The properties that have recipes for their values."""
        head = kind_of(Production.VALUE, "")
        return frozenset(str(kind).removeprefix(head) for kind in set(self._kinds) if str(kind).startswith(head))

    def compare(self, queries: Floats, production: Production, name: str | None) -> Neighbours:
        """The recipes for a place, and how near each is.

        Args:
            queries: (queries, width), unit vectors.
            production: what may stand there.
            name: for VALUE, the property.
        """
        return _compare(queries, *self._take(kind_of(production, name)))

    def compare_some(self, queries: Floats, recipes: tuple[int, ...]) -> Neighbours:
        """How near some recipes are, by their numbers."""
        return _compare(queries, *self._take_some(recipes))

    def iter_numbers(self, *kinds: str) -> Iterator[int]:
        """Numbers of the recipes of some kinds."""
        yield from map(int, np.flatnonzero(np.isin(self._kinds, kinds)))

    def _select(self, kind: str) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        return self._gather(tuple(self.iter_numbers(kind)))

    def _gather(self, numbers: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Recipes, the number of wordings of each, and these as vectors, (width, wordings)."""
        recipes = np.array(numbers, np.int64)
        spans = [np.arange(self._starts[recipe], self._starts[recipe + 1]) for recipe in recipes]
        rows = np.concatenate(spans) if spans else np.zeros(0, np.int64)
        vectors: Floats = np.ascontiguousarray(self._vectors[rows].T).astype(np.float32) / np.float32(SCALE)
        return recipes, self._starts[recipes + 1] - self._starts[recipes], vectors


def _compare(queries: Floats, recipes: NDArray[np.int64], lengths: NDArray[np.int64], vectors: Floats) -> Neighbours:
    if not len(recipes):
        none = np.zeros((0, len(queries)), np.float32)
        return Neighbours(recipes, none, none, recipes)
    # Each query by itself: its cosines do not depend on the others, and one pass over the vectors is as fast.
    cosines = np.stack([query @ vectors for query in queries])  # (queries, wordings)
    firsts = np.cumsum(lengths) - lengths
    return Neighbours(recipes, np.maximum.reduceat(cosines, firsts, axis=1).T, cosines.T, firsts)


def kind_of(production: Production, name: str | None) -> str:
    """The key under which recipes of a place are found."""
    return f"{production}:{name}" if production is Production.VALUE else str(production)


def pack_wordings(recipes: Sequence[Recipe], vectors: NDArray[np.int8]) -> dict[str, NDArray[Any]]:
    """The arrays of an index, to be saved, of the vectors that `embed` makes."""
    lengths = [len(recipe.wordings) for recipe in recipes]
    return {
        "vectors": vectors,
        "fingerprints": np.array([fingerprint(each) for recipe in recipes for each in recipe.wordings], np.uint64),
        "starts": np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        "kinds": np.array([kind_of(recipe.production, recipe.property) for recipe in recipes]),
    }


def embed(
    recipes: Sequence[Recipe], encoder: SentenceEncoder, known: Mapping[int, NDArray[np.int8]] = MappingProxyType({})
) -> NDArray[np.int8]:
    """A vector for each wording, in order: (wordings, width).

    Args:
        recipes: whose wordings.
        encoder: what embeds them; texts of like length are embedded together.
        known: vectors that are there already, by the fingerprints of their wordings.
    """
    wordings = [wording for recipe in recipes for wording in recipe.wordings]
    new = sorted({wording for wording in wordings if fingerprint(wording) not in known}, key=len)
    vectors = dict(known)
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        vectors.update(zip(map(fingerprint, batch), quantise(encoder.encode(batch)), strict=True))
    return np.stack([vectors[fingerprint(wording)] for wording in wordings])


def fingerprint(wording: str) -> int:
    """64 bits of a hash."""
    return int.from_bytes(hashlib.blake2b(wording.encode(), digest_size=8).digest())


def quantise(vectors: Floats) -> NDArray[np.int8]:
    """Unit vectors as 8-bit integers."""
    return np.rint(vectors * SCALE).astype(np.int8)


def open_index(arrays: Mapping[str, NDArray[Any]]) -> WordingIndex:
    """The index that `pack_wordings` packed."""
    return WordingIndex(arrays["vectors"], arrays["starts"], [str(kind) for kind in arrays["kinds"]])


@functools.cache
def load_index() -> WordingIndex:
    """The index of the recipes that come with cssgen, numbered as `cssgen.cookbook.read_packed` numbers them."""
    return open_index(_read_arrays())


def read_vectors() -> dict[int, NDArray[np.int8]]:
    """The vectors that come with cssgen, by the fingerprints of their wordings."""
    arrays = _read_arrays()
    return dict(zip(map(int, arrays["fingerprints"]), arrays["vectors"], strict=True))


def _read_arrays() -> dict[str, NDArray[Any]]:
    return read_arrays(resources.files("cssgen.data").joinpath("wordings.npz"))


def get_recipe(number: int) -> Recipe:
    """A recipe that comes with cssgen, by its number."""
    return read_packed(number)
