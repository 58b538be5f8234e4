"""Sizes in the places that they are for."""

import pytest

from cssgen.answers import parse_answer
from cssgen.layout import Layout, render_items
from cssgen.productions import Production
from cssgen.wishes.placing import place
from cssgen.wishes.quantities import Quantity


@pytest.mark.parametrize(
    ("target", "literal", "code", "expected"),
    [
        ("least column", "9rem", "repeat(auto-fit, minmax(250px, 1fr))", "repeat(auto-fit, minmax(9rem, 1fr))"),
        (
            "least column",
            "9rem",
            "repeat(auto-fill, minmax(min(250px, 100%), 1fr))",
            "repeat(auto-fill, minmax(min(9rem, 100%), 1fr))",
        ),
        ("least column", "9rem", "repeat(2, 1fr)", "repeat(2, minmax(9rem, 1fr))"),
        ("least column", "9rem", "repeat(3, minmax(0, 1fr))", "repeat(3, minmax(9rem, 1fr))"),
        ("least column", "9rem", "200px 1fr", None),
    ],
)
def test_columns(target: str, literal: str, code: str, expected: str | None) -> None:
    _check(target, literal, f"grid-template-columns: {code};", expected and f"grid-template-columns: {expected};")


@pytest.mark.parametrize(
    ("target", "literal", "code", "expected"),
    [
        pytest.param("inset", "8px", "top: 0;\nright: 1rem;", "top: 8px;\nright: 8px;", id="two edges"),
        pytest.param("inset", "8px", "inset: auto 1rem 1rem auto;", "inset: auto 8px 8px auto;", id="shorthand"),
        pytest.param("inset", "8px", "top: 50%;\nleft: 2px;", "top: 50%;\nleft: 8px;", id="not what is centred"),
        pytest.param("inset", "8px", "top: calc(100% + 4px);", None, id="not what hangs below"),
        pytest.param("inset", "8px", "color: red;", None, id="nowhere"),
        pytest.param("rows", "3", "grid-column: span 2;", "grid-column: span 2;\ngrid-row: span 3;", id="rows, too"),
        pytest.param("rows", "3", "grid-row: span 2;", "grid-row: span 3;", id="other rows"),
        pytest.param("rows", "3", "display: grid;", None, id="no span"),
        pytest.param(
            "scale",
            "1.5",
            "scale: 1;\n& a {\n  scale: 3;\n}",
            "scale: 1;\n\n& a {\n  scale: 1.5;\n}",
            id="what it grows to",
        ),
        pytest.param(
            "scale", "0.5", "transform: scale(0) rotate(3deg);", "transform: scale(0.5) rotate(3deg);", id="0"
        ),
        pytest.param("scale", "2", "transform: translateX(3px);", None, id="no scale"),
        pytest.param("width", "3px", "width: 1px;", None, id="the size of one property"),
    ],
)
def test_place(target: str, literal: str, code: str, expected: str | None) -> None:
    _check(target, literal, code, expected)


def _check(target: str, literal: str, code: str, expected: str | None) -> None:
    kind = "number" if literal.replace(".", "").isdigit() else "length"
    items = place(tuple(parse_answer(code, Production.DECLARATIONS)), Quantity(literal, kind, target))
    assert (None if items is None else render_items(items, Layout(), "")) == expected
