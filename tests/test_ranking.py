"""Which candidate is tried first."""

import pytest

from cssgen.candidates import Candidate
from cssgen.contexts import read_contexts
from cssgen.ranking import overlap, rank

(CONTEXT,) = read_contexts(":root { --brand: red } a { /* complete: x */ margin: 0; padding: 0 }").contexts


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(Candidate("a: b;", -1.0), Candidate("a: c;", -2.0), id="likelier"),
        pytest.param(
            Candidate("a: b;", -3.0, baseline=-9.0), Candidate("a: c;", -2.0, baseline=-2.0), id="owed to the prompt"
        ),
        pytest.param(
            Candidate("a: b; c: d;", -2.0), Candidate("a: b;", -1.5), id="longer, as likely for each character"
        ),
        pytest.param(Candidate("a: b;", -9.0), Candidate("a: c;", -1.0, "length"), id="finished"),
        pytest.param(Candidate("order: 1;", -1.0), Candidate("margin: 0;", -1.0), id="not what follows anyway"),
        pytest.param(
            Candidate("color: var(--brand);", -2.0),
            Candidate("color: var(--other);", -2.0),
            id="the file's own properties",
        ),
    ],
)
def test_order(better: Candidate, worse: Candidate) -> None:
    assert rank([worse, better], CONTEXT)[0] == better
    assert rank([better, worse], CONTEXT)[0] == better


@pytest.mark.parametrize(
    ("candidates", "texts"),
    [
        pytest.param([], [], id="none"),
        pytest.param([("ab", -4, "stop"), ("cd", -2, "stop")], ["cd", "ab"], id="probable first"),
        pytest.param([("ab", -4, "stop"), ("cdef", -6, "stop")], ["cdef", "ab"], id="by the character"),
        pytest.param([("ab", -1, "length"), ("cd", -9, "stop")], ["cd", "ab"], id="finished first"),
        pytest.param([("ab", -4, "stop"), ("ab", -2, "stop")], ["ab"], id="equal texts"),
        pytest.param([("ab", None, "stop"), ("cd", -2, "stop")], ["cd", "ab"], id="without probability"),
    ],
)
def test_order_of_texts(candidates: list[tuple[str, float | None, str]], texts: list[str]) -> None:
    ranked = rank([Candidate(*candidate) for candidate in candidates], CONTEXT)  # type: ignore[arg-type]
    assert [candidate.text for candidate in ranked] == texts


def test_equal_texts_count_once() -> None:
    first = Candidate("a: b;", -1.0)
    assert rank([first, Candidate("a: b; ", -1.5), Candidate("a: b;", -2.0)], CONTEXT) == [first]


def test_the_more_probable_of_equal_texts_counts() -> None:
    assert rank([Candidate("a", -4.0), Candidate("a", -2.0)], CONTEXT) == [Candidate("a", -2.0)]


def test_scores_are_optional() -> None:
    assert len(rank([Candidate("a: b"), Candidate("a: c")], CONTEXT)) == 2


def test_overlap() -> None:
    assert overlap("margin: 0;\n  color: red;", CONTEXT.suffix) == 0.5
    assert overlap("", CONTEXT.suffix) == 0
