"""The wordings of the cookbook as vectors, and which recipes are nearest to what is asked.

Sentence embeddings find `stay above the content while scrolling` for `sticky header`, which share no word:
https://arxiv.org/abs/1908.10084.
"""

import functools
import hashlib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
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
BATCH = 64  # wordings that are embedded, or queries that are compared, at once
SCALE = 127  # of a unit vector's parts as 8-bit integers
BLOCK = 1_024  # wordings that are compared at once: as many as a core's own cache holds
MOST_FOUND = 384  # comparisons that are kept, of up to 20 kB each


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How near the recipes of one place are to some queries.

    Attributes:
        recipes: numbers of the recipes, (recipes,).
        similarities: cosine of each query and a recipe's nearest wording, (recipes, queries).
        queries: (queries, width).
        wordings: the vectors of the wordings of a recipe, (wordings, width), by its number.
    """

    recipes: NDArray[np.int64]
    similarities: Floats
    queries: Floats
    wordings: Callable[[int], Floats]

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
        return int((self.wordings(int(self.recipes[place])) @ self.queries[query]).argmax())


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
        self._recipes_of = functools.lru_cache(256)(self._find_recipes)
        self._found: dict[tuple[Hashable, bytes], Floats] = {}

    @functools.cached_property
    def properties(self) -> frozenset[str]:
        """The properties that have recipes for their values."""
        head = kind_of(Production.VALUE, "")
        return frozenset(str(kind).removeprefix(head) for kind in set(self._kinds) if str(kind).startswith(head))

    def compare(self, queries: Floats, production: Production, name: str | None) -> Neighbours:
        """The recipes for a place, and how near each is; many queries at once take a fraction of the time.

        Args:
            queries: (queries, width), unit vectors.
            production: what may stand there.
            name: for VALUE, the property.
        """
        kind = kind_of(production, name)
        return self._compare(queries, kind, self._recipes_of(kind))

    def compare_some(self, queries: Floats, recipes: tuple[int, ...]) -> Neighbours:
        """How near some recipes are, by their numbers."""
        return self._compare(queries, recipes, np.array(recipes, np.int64))

    def iter_numbers(self, *kinds: str) -> Iterator[int]:
        """Numbers of the recipes of some kinds."""
        yield from map(int, np.flatnonzero(np.isin(self._kinds, kinds)))

    def _compare(self, queries: Floats, place: Hashable, recipes: NDArray[np.int64]) -> Neighbours:
        keys = [(place, query.tobytes()) for query in queries]
        found = {key: self._found[key] for key in keys if key in self._found}
        new = {key: query for key, query in zip(keys, queries, strict=True) if key not in found}
        if new:
            wanted = list(new.values())
            groups = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
            measured = (row for group in groups for row in self._measure(group, recipes))
            found.update(zip(new, measured, strict=True))
            # Other threads may look into the one that is there.
            kept = self._found if len(self._found) + len(new) <= MOST_FOUND else {}
            self._found = {**kept, **{key: found[key] for key in new}}
        similarities = np.stack([found[key] for key in keys], axis=1)
        return Neighbours(recipes, similarities, queries, self._widen)

    def _measure(self, queries: Sequence[Floats], recipes: NDArray[np.int64]) -> Floats:
        """The cosine of each query and the nearest wording of each recipe, (queries, recipes)."""
        if not len(recipes):
            return np.zeros((len(queries), 0), np.float32)
        lengths = self._starts[recipes + 1] - self._starts[recipes]
        firsts = np.cumsum(lengths) - lengths
        rows = np.repeat(self._starts[recipes] - firsts, lengths) + np.arange(lengths.sum())
        cosines = np.empty((len(queries), len(rows)), np.float32)
        for start in range(0, len(rows), BLOCK):
            # As floats all vectors would take four times the memory.
            block = self._vectors[rows[start : start + BLOCK]].astype(np.float32)
            block /= np.float32(SCALE)
            for query, row in zip(queries, cosines, strict=True):
                # Each by itself: its cosines do not depend on the others.
                np.dot(block, query, out=row[start : start + BLOCK])
        return np.maximum.reduceat(cosines, firsts, axis=1)

    def _widen(self, recipe: int) -> Floats:
        """The vectors of a recipe's wordings."""
        widened: Floats = self._vectors[self._starts[recipe] : self._starts[recipe + 1]].astype(np.float32)
        return widened

    def _find_recipes(self, kind: str) -> NDArray[np.int64]:
        return np.flatnonzero(self._kinds == kind)


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
