"""The public calls: findings with lines and columns, codes that are explained, data that is there."""

import re
from pathlib import Path

import pytest

import cssgen.validity
from cssgen.diagnostics import Severity
from cssgen.validity import is_known_property, load_spec, validate
from cssgen.validity.codes import CODES, SYNTAX_CODES
from cssgen.validity.spec import shipped_properties
from cssgen.validity.suggestions import suggest


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\f"])
def test_lines_and_columns(newline: str) -> None:
    text = newline.join(["a {", "  color: 'x", "; margin: \U0001f600 5;", "}"])
    bad_string, *_ = validate(text, path="a.css")
    assert str(bad_string) == "a.css:2:10: error: a string is not closed on its line [CSSG104]"
    emoji = next(found for found in validate(text) if found.code == "CSSG111" and "margin" in found.message)
    assert (emoji.line, emoji.column, emoji.end_column) == (3, 11, 12)


def test_known_custom_properties() -> None:
    text = "a { color: var(--b) }"
    assert [found.severity for found in validate(text)] == [Severity.NOTE]
    assert validate(text, custom_properties=["--b"]) == []


def test_generated_strictness_knows_only_what_is_shipped() -> None:
    text = "a { float-defer: none }"
    assert validate(text) == []
    assert [found.code for found in validate(text, strictness="generated")] == ["CSSG150"]


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\ud800"])
def test_messages_hold_no_control_characters(sign: str) -> None:
    text = f"a{sign} b {{ {sign}x: 1; color: {sign}y; }} @{sign}z;"
    assert len(validate(text)) > 2
    assert all(found.message.isprintable() for found in validate(text))


def test_every_code_is_explained() -> None:
    folder = Path(cssgen.validity.__file__).parent
    used = {code for path in folder.glob("*.py") for code in re.findall(r"CSSG1\d\d", path.read_text("utf-8"))}
    assert used == CODES.keys()
    assert CODES.keys() > SYNTAX_CODES
    assert all(rule.explanation and rule.summary.endswith(".") for rule in CODES.values())
    assert len({rule.name for rule in CODES.values()}) == len(CODES)


@pytest.mark.parametrize(
    ("name", "known"),
    [("color", True), ("COLOR", True), ("--x", True), ("-webkit-mask", True), ("colr", False), ("--", False)],
)
def test_is_known_property(name: str, known: bool) -> None:
    assert is_known_property(name) is known


def test_the_data_names_its_sources() -> None:
    sources = {source["name"]: source for source in load_spec().about["sources"]}
    assert sources["@webref/css"]["licence"] == "MIT"
    assert "World Wide Web Consortium" in sources["@webref/css"]["notice"]
    assert sources["@mdn/browser-compat-data"]["licence"] == "CC0-1.0"


def test_shipped_properties() -> None:
    shipped = shipped_properties()
    assert {"color", "gap", "inset-inline", "accent-color"} < shipped
    assert shipped.isdisjoint({"grid-gap", "-webkit-mask", "float-defer"})
    assert "font-stretch" in shipped, "more engines ship it than its new name, font-width"
    assert 450 < len(shipped) < 550


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        pytest.param("colr", "color", id="letter missing"),
        pytest.param("colro", "color", id="letters swapped"),
        pytest.param("colorr", "color", id="letter too many"),
        pytest.param("kolor", "color", id="letter wrong"),
        pytest.param("rde", "red", id="short word"),
        pytest.param("rdd", "red", id="short word with a wrong letter"),
    ],
)
def test_suggestions(word: str, suggestion: str) -> None:
    assert suggest(word, ["color", "red", "margin"]) == f"; did you mean `{suggestion}`?"


@pytest.mark.parametrize("word", ["", "re", "color", "xyz", "dre-margin"])
def test_no_suggestion(word: str) -> None:
    assert suggest(word, ["color", "red", "margin"]) == ""
