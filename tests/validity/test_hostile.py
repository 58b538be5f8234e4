"""Texts that nobody writes: never an exception, never more than linear work."""

import sys

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
def test_work_is_linear(pattern: str, piece: str) -> None:
    """Eight times the text takes about eight times the calls, and not sixty-four times."""
    small = _count_calls(pattern.format(piece * 100))
    large = _count_calls(pattern.format(piece * 800))
    assert large < 24 * small + 5_000


def _count_calls(text: str) -> int:
    """How many functions are called: what time would tell, without a clock."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        validate(text)
    finally:
        sys.setprofile(None)
    return calls
