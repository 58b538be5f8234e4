"""The recipes that are nearest to what is asked."""

import numpy as np
import pytest

from cssgen.bert import load_encoder
from cssgen.productions import Production
from cssgen.wordings import Neighbours, WordingIndex, load_index


@pytest.mark.parametrize("most", [1, 7, 8, 40, 199, 200, 500])
def test_the_best_are_those_of_a_stable_sort(most: int) -> None:
    # Many are as near as others: the first of them come first.
    similarities = np.random.default_rng(most).integers(0, 12, (200, 2)).astype(np.float32)
    near = Neighbours(np.arange(200), similarities, similarities, lambda _: similarities)
    wanted = np.argsort(-similarities[:, 1], kind="stable")[:most]
    assert near.best(1, most).tolist() == wanted.tolist()


def test_the_nearest_wording_of_each_recipe_counts() -> None:
    vectors = np.array([[127, 0], [0, 127], [90, 90], [0, 127]], np.int8)
    index = WordingIndex(vectors, np.array([0, 2, 3, 4]), [str(Production.DECLARATIONS)] * 2 + ["value:color"])
    near = index.compare(np.array([[0, 1], [0.6, 0.8]], np.float32), Production.DECLARATIONS, None)
    assert near.recipes.tolist() == [0, 1]
    np.testing.assert_allclose(near.similarities, [[1, 0.8], [90 / 127, 1.4 * 90 / 127]], atol=1e-6)
    assert near.nearest_wording(0, 0) == 1
    assert len(index.compare(np.ones((1, 2), np.float32), Production.VALUE, "margin").recipes) == 0


def test_some_recipes_alone_are_compared() -> None:
    vectors = np.array([[127, 0], [0, 127], [90, 90], [0, 127]], np.int8)
    index = WordingIndex(vectors, np.array([0, 2, 3, 4]), ["stylesheet", "declarations", "stylesheet"])
    near = index.compare_some(np.array([[0, 1]], np.float32), tuple(index.iter_numbers("stylesheet")))
    assert near.recipes.tolist() == [0, 2]
    np.testing.assert_allclose(near.similarities, [[1], [1]])


def test_a_query_is_compared_as_if_it_were_alone() -> None:
    queries = load_encoder().encode(["rounded corners", "a soft shadow", "sticky header"])
    assert queries.dtype == np.float32
    together = load_index().compare(queries, Production.DECLARATIONS, None)
    for number in range(3):
        alone = load_index().compare(queries[number : number + 1], Production.DECLARATIONS, None)
        assert np.array_equal(alone.similarities[:, 0], together.similarities[:, number])
