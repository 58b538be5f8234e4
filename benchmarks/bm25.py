"""The recipes nearest to a wording, by BM25 over the words of all wordings.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cssgen.cookbook import Recipe
from cssgen.productions import Production

_WORD = re.compile(r"[a-z]+|\d+")
K1, B = 1.2, 0.5  # saturation, and normalisation by length: wordings are short, so it counts little


class RecipeIndex:
    """Finds recipes by wording."""

    def __init__(self, recipes: Sequence[Recipe]) -> None:
        self._entries = [(recipe, wording) for recipe in recipes for wording in recipe.wordings]
        counts = [Counter(_words(wording)) for _, wording in self._entries]
        mean = sum(count.total() for count in counts) / max(1, len(counts))
        places: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for place, count in enumerate(counts):
            norm = K1 * (1 - B + B * count.total() / mean)
            for word, number in count.items():
                places[word].append(place)
                weights[word].append(number * (K1 + 1) / (number + norm))
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {
            word: (np.array(found), self._rarity(len(found)) * np.array(weights[word]))
            for word, found in places.items()
        }

    def find(
        self, wording: str, production: Production, name: str | None, most: int, *, without: str | None = None
    ) -> list[tuple[str, Recipe]]:
        """The best recipes for a place, the best first, each with its nearest wording.

        Args:
            wording: what is asked.
            production: what may stand there.
            name: for VALUE, the property.
            most: how many recipes.
            without: a wording that must not be found: the one that an example asks by.
        """
        scores = np.zeros(len(self._entries))
        for word in set(_words(wording)):
            if word in self._postings:
                places, weights = self._postings[word]
                scores[places] += weights
        found: dict[str, tuple[str, Recipe]] = {}
        for place in np.argsort(-scores, kind="stable")[:200]:
            recipe, other = self._entries[place]
            if len(found) == most or scores[place] == 0:
                break
            if recipe.production is production and recipe.property == name and other != without:
                found.setdefault(recipe.name, (other, recipe))
        return list(found.values())

    def _rarity(self, number: int) -> float:
        return math.log(1 + (len(self._entries) - number + 0.5) / (number + 0.5))


def _words(text: str) -> list[str]:
    return [word[:-1] if word.endswith("s") and len(word) > 3 else word for word in _WORD.findall(text.lower())]
