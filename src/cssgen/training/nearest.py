"""The recipes nearest to a wording, by meaning as at run time, but for a wording that must not be found."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cssgen.bert import load_encoder
from cssgen.cookbook import Recipe
from cssgen.productions import Production
from cssgen.wordings import SCALE, Floats, embed, fingerprint, kind_of, read_vectors


class NearestRecipes:
    """Finds recipes by the meaning of their wordings.

    Wordings that come with cssgen are not embedded again.
    """

    def __init__(self, recipes: Sequence[Recipe]) -> None:
        self._known: dict[int, NDArray[np.int8]] = dict(read_vectors())
        self._entries: dict[str, list[tuple[Recipe, str]]] = {}
        for recipe in recipes:
            entries = self._entries.setdefault(kind_of(recipe.production, recipe.property), [])
            entries += [(recipe, wording) for wording in recipe.wordings]
        vectors = embed(recipes, load_encoder(), self._known)
        self._known |= {
            fingerprint(wording): vector
            for wording, vector in zip((w for recipe in recipes for w in recipe.wordings), vectors, strict=True)
        }
        self._vectors: Mapping[str, Floats] = {
            kind: np.stack([self._vector(wording) for _, wording in entries])
            for kind, entries in self._entries.items()
            if entries
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
        kind = kind_of(production, name)
        if kind not in self._vectors:
            return []
        entries, cosines = self._entries[kind], self._vectors[kind] @ self._vector(wording)
        found: dict[str, tuple[str, Recipe]] = {}
        for place in np.argsort(-cosines, kind="stable"):
            if len(found) == most:
                break
            recipe, other = entries[place]
            if other != without:
                found.setdefault(recipe.name, (other, recipe))
        return list(found.values())

    def _vector(self, wording: str) -> Floats:
        known = self._known.get(fingerprint(wording))
        return load_encoder().encode([wording])[0] if known is None else known.astype(np.float32) / np.float32(SCALE)
