"""The recipes nearest to a wording, by BM25 over the words of all wordings."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from cssgen.training.cookbook import Recipe

_WORD = re.compile(r"[a-z]+|\d+")
K1, B = 1.2, 0.5  # saturation and length normalisation of BM25; wordings are short, so length counts little


class RecipeIndex:
    """Finds recipes by wording, leaving out the very wording that asks."""

    def __init__(self, recipes: Sequence[Recipe]) -> None:
        self._entries = [(recipe, wording) for recipe in recipes for wording in recipe.wordings]
        self._lengths = [len(_words(wording)) for _, wording in self._entries]
        self._mean = sum(self._lengths) / max(1, len(self._lengths))
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, (_, wording) in enumerate(self._entries):
            for word, number in Counter(_words(wording)).items():
                self._postings[word].append((place, number))

    def find(self, wording: str, like: Recipe, most: int) -> list[tuple[str, Recipe]]:
        """The best `most` recipes of the same production, each with its nearest wording."""
        scores: Counter[int] = Counter()
        for word in set(_words(wording)):
            postings = self._postings.get(word, ())
            weight = math.log(1 + (len(self._entries) - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, number in postings:
                norm = 1 - B + B * self._lengths[place] / self._mean
                scores[place] += weight * number * (K1 + 1) / (number + K1 * norm)  # type: ignore[assignment]
        found: dict[str, tuple[str, Recipe]] = {}
        for place, _ in scores.most_common(40):
            recipe, other = self._entries[place]
            if recipe.production is like.production and recipe.property == like.property and other != wording:
                found.setdefault(recipe.name, (other, recipe))
            if len(found) == most:
                break
        return list(found.values())


def _words(text: str) -> list[str]:
    return [word[:-1] if word.endswith("s") and len(word) > 3 else word for word in _WORD.findall(text.lower())]
