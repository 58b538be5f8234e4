"""Values against grammars: what is accepted, what is not, and what the message says."""

import pytest

from cssgen.diagnostics import Severity
from cssgen.validity import validate_declaration
from tests.validity.codes_of import errors_of, message_of


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("COLOR", "Red", id="case of the name"),
        pytest.param("margin", "inherit", id="keyword of every property"),
        pytest.param("margin", "0 auto", id="two of four"),
        pytest.param("margin", "0/* a */auto", id="comment"),
        pytest.param("font", "italic bold .8em/1.2 Arial, sans-serif", id="shorthand"),
        pytest.param("background", "url(a.png) no-repeat center / cover, red", id="layers"),
        pytest.param("grid-template", '"a b" 1fr "c d" auto / 1fr 2fr', id="strings and tracks"),
        pytest.param("grid-template-columns", "[full-start] minmax(1rem, 1fr) [main-start]", id="names of lines"),
        pytest.param("transition", "opacity .2s ease-in, --x 1s", id="transitions"),
        pytest.param("clip-path", "path('M 0 0 L 10 10 z')", id="path"),
        pytest.param("aspect-ratio", "16 / 9", id="ratio"),
        pytest.param("color", "color-mix(in oklab, red 20%, rgb(0 0 255 / .5))", id="nested colours"),
        pytest.param("will-change", "transform, scroll-position", id="hints"),
        pytest.param("margin", "env(safe-area-inset-top, 1px) auto", id="environment"),
        pytest.param("width", "if(media(print): 1px; else: 2px)", id="if()"),
        pytest.param("width", "--double(2px)", id="custom function"),
    ],
)
def test_valid(name: str, value: str) -> None:
    assert errors_of(name, value) == []


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        pytest.param("colr", "red", "unknown property `colr`; did you mean `color`?", id="misspelt name"),
        pytest.param("display", "flexx", "`flexx` is no value for `display`; did you mean `flex`?", id="misspelt word"),
        pytest.param("margin", "10pxx", "unknown unit `pxx`; did you mean `px`?", id="misspelt unit"),
        pytest.param("margin", "5", "`5` is no value for `margin`: a number needs a unit here", id="no unit"),
        pytest.param("color", "#12345", "`#12345` is no value for `color`: a hexadecimal colour", id="five digits"),
        pytest.param("margin", "1px 2px 3px 4px 5px", "`5px` is no value for `margin`; expected:", id="too many"),
        pytest.param("transform", "rotat(3deg)", "`rotat(3deg)` is no value for `transform`; did you", id="function"),
        pytest.param("color", "rgb(1 2)", "`rgb()` lacks something at its end", id="too few arguments"),
        pytest.param("color", "hsl(120deg, 100%, 50)", "`50` is no value in `hsl()`", id="wrong argument"),
        pytest.param("font", "bold", "the value of `font` is incomplete; expected:", id="incomplete"),
        pytest.param("color", "", "`color` has no value", id="empty"),
        pytest.param("color", "red !ie", "unexpected `!`", id="not important"),
        pytest.param("color", "red; margin", "unexpected `;`", id="two declarations"),
        pytest.param("animation", "a -1s", "the first time is the duration", id="negative duration"),
        pytest.param("transition", "-1s -2s", "the first time is the duration", id="negative duration of transition"),
        pytest.param("font-family", "cursive serif", "a comma is missing between `cursive` and `serif`", id="families"),
        pytest.param("clip-path", "path('L 1')", "`'L 1'` is no value in `path()`", id="path data"),
        pytest.param("margin", "var(--a) foo", "`foo` fits nowhere in this value", id="stray word"),
        pytest.param("margin", "var(--a) 1deg", "`1deg` fits nowhere in this value", id="angle beside var()"),
        pytest.param("transition", "-webkit-filter 1px", "`1px` is no value for `transition`", id="beside a prefix"),
        pytest.param("margin", "var(--a) inherit", "`inherit` fits nowhere in this value", id="keyword beside var()"),
        pytest.param("transform", "translate(var(--x)) rotate(10)", "`rotate(10)` has the wrong", id="sound function"),
        pytest.param("width", "calc(var(--a)+1px)", "an operator is missing here", id="calculation with var()"),
        pytest.param("color", "rgb(var(--a) foo)", "`foo` fits nowhere in this value", id="stray word in a function"),
        pytest.param("content", "attr()", "`attr()` needs the name of an attribute", id="attr"),
        pytest.param("width", "env(a ())", "`env()` takes a name, integers", id="env"),
        pytest.param("--x", "a ! b", "unexpected `!`", id="sign in a custom property"),
        pytest.param("height", "calc-size(auto, size + 1)", "`1` is no value in `calc-size()`", id="number and size"),
        pytest.param("--x", "var(y)", "`var()` needs the name of a custom property", id="var in a custom property"),
    ],
)
def test_invalid(name: str, value: str, message: str) -> None:
    assert errors_of(name, value) != []
    assert message_of(name, value).startswith(message)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        pytest.param("-webkit-tap-highlight-color", "red", "CSSG140", id="property of a browser"),
        pytest.param("width", "-moz-available", "CSSG141", id="value of a browser"),
        pytest.param("background", "-o-linear-gradient(red, blue)", "CSSG141", id="function of a browser"),
        pytest.param("color", "v-bind(color)", "CSSG143", id="Vue"),
        pytest.param("margin", "theme('spacing.4')", "CSSG143", id="Tailwind"),
    ],
)
def test_notes(name: str, value: str, code: str) -> None:
    (found,) = validate_declaration(name, value)
    assert (found.code, found.severity) == (code, Severity.NOTE)


def test_unknown_property_in_a_transition_is_a_warning() -> None:
    (found,) = validate_declaration("transition", "opacty 1s")
    assert found.severity is Severity.WARNING
    assert found.message == "no property is called `opacty`; did you mean `opacity`?"


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        pytest.param("margin", "0", [], id="shipped"),
        pytest.param("grid-gap", "0", ["CSSG152"], id="old name"),
        pytest.param("float-defer", "none", ["CSSG150"], id="shipped nowhere"),
        pytest.param("display", "grid-lanes", ["CSSG150"], id="keyword of one engine"),
        pytest.param("height", "calc-size(auto, size)", ["CSSG150"], id="function of one engine"),
    ],
)
def test_generated(name: str, value: str, codes: list[str]) -> None:
    found = validate_declaration(name, value, strictness="generated")
    assert [each.code for each in found if each.severity is Severity.ERROR] == codes


def test_columns_are_those_of_the_value() -> None:
    (found,) = validate_declaration("margin", "0\r\n  10pxx")
    assert (found.line, found.column, found.end_column) == (2, 3, 8)
