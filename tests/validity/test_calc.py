"""Calculations: types, arguments, white space."""

import pytest

from tests.validity.codes_of import errors_of, message_of


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("width", "calc(100% - 2 * (1px + 3em))", id="parentheses"),
        pytest.param("width", "calc(1px*2 + 3px)", id="no blanks around a product"),
        pytest.param("width", "min(1px, 2em, 3%)", id="minimum"),
        pytest.param("width", "clamp(none, 50%, 10px)", id="clamp without a lower bound"),
        pytest.param("width", "round(up, 1.5px, 1px)", id="round"),
        pytest.param("width", "calc(1px * 4px / 2px)", id="powers cancel out"),
        pytest.param("width", "calc(var(--a) * 2px)", id="unknown type"),
        pytest.param("width", "hypot(3px, 4px)", id="hypotenuse"),
        pytest.param("width", "calc(sign(1em - 2px) * 3px)", id="sign"),
        pytest.param("rotate", "atan2(1px, 2px)", id="angle of two lengths"),
        pytest.param("opacity", "sin(45deg)", id="sine"),
        pytest.param("opacity", "calc(pi / 4)", id="constant"),
        pytest.param("z-index", "calc(3 * 1.5)", id="rounded to an integer"),
        pytest.param("line-height", "calc(10% / 1px)", id="percentages are lengths"),
        pytest.param("color", "rgb(from red calc(r / 2) g b)", id="channel of a relative colour"),
        pytest.param("top", "calc(anchor(bottom) + 1px)", id="anchor in an inset"),
        pytest.param("height", "calc-size(auto, size + 10px)", id="calc-size"),
        pytest.param("width", "random(--x, 1px, 2px)", id="random"),
    ],
)
def test_valid(name: str, value: str) -> None:
    assert errors_of(name, value) == []


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        pytest.param(
            "width",
            "calc(1px +2px)",
            "an operator is missing here: `+` and `-` need white space on both sides",
            id="one blank",
        ),
        pytest.param("width", "calc(1px + )", "a value is missing behind `+`", id="no right side"),
        pytest.param("width", "calc()", "`calc()` takes 1 arguments, not 0", id="empty"),
        pytest.param("width", "calc(1px 2px)", "an operator is missing here", id="no operator"),
        pytest.param("width", "calc(2 * * 3px)", "`*` is no value for a calculation", id="two operators"),
        pytest.param("width", "calc(1px + 1s)", "a length and a time do not add up", id="two dimensions"),
        pytest.param("width", "calc(1px * 1px)", "the result would be length^2, which no property takes", id="area"),
        pytest.param("width", "calc(1px + foo)", "`foo` is no value for a calculation", id="word"),
        pytest.param("width", "calc(1pxx + 1px)", "unknown unit `pxx`", id="unit"),
        pytest.param("width", "clamp(1px, 2px)", "`clamp()` takes 3 arguments, not 2", id="clamp of two"),
        pytest.param("width", "round(1.5px)", "`round()` of a length needs a step", id="round without step"),
        pytest.param("opacity", "sqrt(4px)", "`sqrt()` takes a number, not a length", id="root of a length"),
        pytest.param("opacity", "sin(1px)", "`sin()` takes a number or an angle, not a length", id="sine of a length"),
        pytest.param("color", "rgb(calc(r / 2) 0 0)", "`r` is no value for a calculation", id="channel of no colour"),
        pytest.param("font-weight", "sign(10%)", "this property takes no percentages", id="percentage"),
        pytest.param("padding", "calc(anchor(top) + 1px)", "`anchor()` cannot be used in this property", id="anchor"),
        pytest.param(
            "transform", "scale(calc(1% + 1px))", "a percentage and a length do not add up", id="in a function"
        ),
        pytest.param("width", "random(foo, 1px, 2px)", "`foo` is no value for a calculation", id="random"),
    ],
)
def test_invalid(name: str, value: str, message: str) -> None:
    assert errors_of(name, value) == ["CSSG113"]
    assert message_of(name, value).startswith(message)
