"""Texts that nobody writes: never an exception, never more than linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cssgen.validity import load_spec, validate, validate_declaration
from cssgen.validity.tokens import MAX_DEPTH
from tests.validity.codes_of import errors_in, errors_of

_PIECES = [
    "a",
    ".b",
    "#c",
    ":hover",
    "::before",
    ">",
    "+",
    "~",
    ",",
    "*",
    "&",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ";",
    ":",
    "!",
    "/",
    "\\",
    '"',
    "'",
    "@media",
    "@font-face",
    "@layer",
    "@page",
    "@x",
    "--y",
    "color",
    "margin",
    "var(",
    "calc(",
    "rgb(",
    "url(",
    "attr(",
    ":is(",
    ":nth-child(",
    ":not(",
    "1px",
    "2%",
    "3",
    "red",
    "none",
    "inherit",
    "important",
    "from",
    "to",
    "/*",
    "*/",
    "<!--",
    "-->",
    "//",
    "$",
    "=",
    "|",
    "^=",
    "and",
    "not",
    "or",
    "only",
    "(width",
    "width",
    "<",
    ">",
    "u+4?",
    "\n",
    "\r\n",
    "\x0c",
    "\t",
    "é",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40), st.sampled_from(["", " "]))
def test_validate_takes_any_stylesheet(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    for strictness in ("file", "generated"):
        for found in validate(text, strictness=strictness):
            assert found.message
            assert (found.line, found.column) <= (found.end_line, found.end_column)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_validate_takes_any_text(text: str) -> None:
    validate(text)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(load_spec().properties)), st.lists(st.sampled_from(_PIECES), max_size=8))
def test_validate_takes_any_value(name: str, pieces: list[str]) -> None:
    validate_declaration(name, " ".join(pieces))


@pytest.mark.parametrize(
    ("opener", "closer"),
    [
        pytest.param("(", ")", id="parentheses"),
        pytest.param("a{", "}", id="rules"),
        pytest.param("calc(", ")", id="calculations"),
        pytest.param(":not(", ")", id="selectors"),
        pytest.param("@media print{", "}", id="groups"),
        pytest.param("[", "]", id="brackets"),
    ],
)
def test_ten_thousand_levels_are_a_diagnostic(opener: str, closer: str) -> None:
    depth = 10_000
    assert errors_in(opener * depth + closer * depth) == ["CSSG106"]


@pytest.mark.parametrize(
    ("name", "opener", "inner", "closer"),
    [
        pytest.param("width", "calc(1px + ", "1px", ")", id="calculations"),
        pytest.param("color", "color-mix(in srgb, ", "red", ", blue)", id="colours"),
        pytest.param("color", "light-dark(", "red", ", blue)", id="light-dark"),
        pytest.param("color", "rgb(from ", "red", " r g b)", id="relative colours"),
        pytest.param("margin", "var(--a, ", "1px", ")", id="fallbacks"),
        pytest.param("background-image", "cross-fade(", "url(a)", ", red)", id="images"),
    ],
)
def test_deepest_values_are_judged(name: str, opener: str, inner: str, closer: str) -> None:
    depth = MAX_DEPTH - 1
    assert errors_of(name, opener * depth + inner + closer * depth) == []


@pytest.mark.parametrize(
    ("opener", "inner", "closer"),
    [
        pytest.param("a{", "color:red", "}", id="rules"),
        pytest.param("@media print{", "a{}", "}", id="groups"),
        pytest.param(":not(", "a", ")", id="selectors"),
    ],
)
def test_deepest_rules_are_judged(opener: str, inner: str, closer: str) -> None:
    depth = MAX_DEPTH - 2
    text = opener * depth + inner + closer * depth
    assert errors_in(text + "{}" if opener == ":not(" else text) == []


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("a{{color:{}}}", id="value of many words"),
        pytest.param("a{{font-family:{}}}", id="families"),
        pytest.param("a{{transition:{}}}", id="transitions"),
        pytest.param("a{{grid-template-columns:{}}}", id="tracks"),
        pytest.param("a{{background:{}}}", id="layers"),
        pytest.param("{} {{}}", id="selectors"),
        pytest.param("@media {} {{}}", id="queries"),
        pytest.param("@layer {};", id="layer names"),
        pytest.param("a{{--b:{}}}", id="custom property"),
    ],
)
@pytest.mark.parametrize(
    "piece", ["a ", "a,", "1px ", "(a) ", "url( ", '"', "\\", "/*", "var(--a) ", "[a] ", "--", "@", "u+"]
)
def test_time_is_linear(pattern: str, piece: str) -> None:
    """Sixteen times the text takes about sixteen times as long; what takes half a second is not looked at."""
    small = _seconds(pattern.format(piece * 500))
    large = _seconds(pattern.format(piece * 8_000))
    assert large < 0.5 or large < 48 * small


def _seconds(text: str) -> float:
    start = time.process_time()
    validate(text)
    return time.process_time() - start
