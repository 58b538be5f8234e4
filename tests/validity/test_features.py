"""Media queries and their features."""

import pytest

from cssgen.diagnostics import Severity
from cssgen.validity import validate
from tests.validity.codes_of import errors_in


@pytest.mark.parametrize(
    "query",
    [
        "all",
        "screen, print",
        "not all and (monochrome)",
        "only screen and (min-width: 100px) and (max-width: calc(10em + 1px))",
        "(400px <= width <= 700px)",
        "(width > 400px) or (height>=2em)",
        "not ((hover) and (color))",
        "(min-resolution: 2dppx), (-webkit-min-device-pixel-ratio: 2)",
        "(aspect-ratio: 16/9)",
        "(prefers-color-scheme: dark)",
        "(--custom)",
        "(-ms-high-contrast: active)",
    ],
)
def test_valid(query: str) -> None:
    assert errors_in(f"@media {query} {{}}") == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("screen an (color)", "expected `and` behind `screen`", id="misspelt and"),
        pytest.param("scren", "unknown media type `scren`; did you mean `screen`?", id="misspelt type"),
        pytest.param("(min-widht: 1px)", "unknown media feature `min-widht`; did you mean `min-width`?", id="feature"),
        pytest.param("(max-width 1px)", "expected `:` behind `max-width`", id="no colon"),
        pytest.param("(hover: yes)", "`yes` is no value for `hover`; expected: none | hover", id="value"),
        pytest.param("(min-hover: none)", "unknown media feature `min-hover`", id="range of a discrete feature"),
        pytest.param("(1px < width > 2px)", "this is no comparison such as", id="two directions"),
        pytest.param("(hover > 1)", "`hover` is no range", id="comparison of a discrete feature"),
        pytest.param("(width: var(--a))", "`var()` does not work in queries", id="var()"),
        pytest.param("(width: )", "the value of `width` is missing", id="no value"),
        pytest.param("()", "a feature is missing between the parentheses", id="empty"),
        pytest.param("print,", "a media query is empty", id="comma at the end"),
        pytest.param("(color) and", "a condition is missing behind `and`", id="and at the end"),
        pytest.param("not", "a condition in parentheses is missing at the end", id="not alone"),
        pytest.param("(not(hover))", "`not` needs a blank before the parenthesis", id="function"),
    ],
)
def test_invalid(query: str, message: str) -> None:
    found = validate(f"@media {query} {{}}")
    assert [each.message[: len(message)] for each in found if each.severity is Severity.ERROR] == [message]
