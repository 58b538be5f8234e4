"""Markers, and comments that are nearly markers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssgen.diagnostics import Diagnostic
from cssgen.markers import Leave, Marker, MarkerOptions, find_line_comments, find_markers
from cssgen.prefilter import may_hold_marker
from cssgen.scanner import scan


def read(text: str, keyword: str = "complete") -> list[Marker | Diagnostic]:
    tokens = list(scan(text))
    return [*find_markers(tokens, keyword), *find_line_comments(tokens, keyword)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a { color: red }", id="no comment"),
        pytest.param('a { content: "/* complete: x */" }', id="inside a string"),
        pytest.param("a { b: url(/* complete: x */) }", id="inside a url"),
        pytest.param("/*! complete: x */", id="licence comment"),
        pytest.param("/* to complete: x */", id="keyword is not first"),
        pytest.param("/* completed: x */", id="another word"),
        pytest.param("/* Computed: x */", id="a word two letters away"),
        pytest.param("/* Complete Card Style */", id="prose in title case"),
        pytest.param("/* complete */", id="keyword alone"),
        pytest.param("/* completed: x", id="another word, never closed"),
        pytest.param("/* content: x */", id="far word"),
        pytest.param("a { b: url(//complete: x) }", id="line comment inside a url"),
        pytest.param("/* // complete: x */", id="line comment inside a comment"),
    ],
)
def test_no_marker(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "prompt", "comment"),
    [
        pytest.param("/* complete: red text */", "red text", "/* red text */", id="plain"),
        pytest.param("/*complete:red*/", "red", "/* red */", id="no blanks"),
        pytest.param("/* COMPLETE : red */", "red", "/* red */", id="capitals, blank before the colon"),
        pytest.param("/** complete: red */", "red", "/** red */", id="doc comment"),
        pytest.param("/* complete: red\n * bold\n */", "red bold", "/* red\n * bold\n */", id="several lines"),
        pytest.param("/* complete: a: b */", "a: b", "/* a: b */", id="colon in the prompt"),
        pytest.param("/* complete(n=2): red */", "red", "/* red */", id="options are dropped"),
        pytest.param("/* complete:\tred\r\n\tbold */", "red bold", "/*\tred\r\n\tbold */", id="tabs and CRLF"),
    ],
)
def test_prompt(text: str, prompt: str, comment: str) -> None:
    (marker,) = read(text)
    assert isinstance(marker, Marker)
    assert (marker.prompt, marker.comment) == (prompt, comment)
    assert text[slice(*marker.span)] == text
    assert may_hold_marker(text)


@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("()", MarkerOptions()),
        ("(n=8)", MarkerOptions(n=8)),
        ("(max=64, seed=0)", MarkerOptions(max_new_tokens=64, seed=0)),
        (" ( leave = region , n=1 ) ", MarkerOptions(n=1, leave=Leave.REGION)),
    ],
)
def test_options(source: str, options: MarkerOptions) -> None:
    (marker,) = read(f"/* complete{source}: x */")
    assert isinstance(marker, Marker)
    assert marker.options == options


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("/* complte: x */", "did you mean `complete:`?", id="letter missing"),
        pytest.param("/* compelte: x */", "did you mean `complete:`?", id="letters swapped"),
        pytest.param("/* completee(n=2): x */", "did you mean `complete:`?", id="letter too many"),
        pytest.param("/* complete the header */", "a colon is missing", id="no colon"),
        pytest.param("/* complete: */", "asks for nothing", id="empty"),
        pytest.param("/* complete: * */", "asks for nothing", id="only a star"),
        pytest.param(f"/* complete: {'x' * 1001} */", "1001 characters", id="too long"),
        pytest.param("/* complete: complete: x */", "begins like a marker", id="marker in a marker"),
        pytest.param("/* complete: complte: x */", "begins like a marker", id="near miss in a marker"),
        pytest.param("/* complete: /* old */ x */", "comments do not nest", id="comment in a comment"),
        pytest.param("a { /* complete: x\n}", "never closed: write `*/`", id="never closed"),
        pytest.param("/* complete(n=9): x */", "from 1 to 8", id="n too large"),
        pytest.param("/* complete(n=two): x */", "from 1 to 8, not `two`", id="n no number"),
        pytest.param("/* complete(n): x */", "`n` has no value", id="no value"),
        pytest.param("/* complete(n=1, n=2): x */", "given twice", id="twice"),
        pytest.param("/* complete(rules=2): x */", "unknown option `rules`", id="unknown option"),
        pytest.param("/* complete(leave=it): x */", "comment, nothing, region, not `it`", id="unknown leave"),
        pytest.param("// complete: x\na { }", "`//` starts no comment", id="line comment"),
        pytest.param("a { //complete: x\n }", "`//` starts no comment", id="line comment in a block"),
    ],
)
def test_near_miss(text: str, message: str) -> None:
    (diagnostic,) = read(text)
    assert isinstance(diagnostic, Diagnostic)
    assert diagnostic.code == "CSSG002"
    assert message in diagnostic.message
    assert may_hold_marker(text), "the quick look must let every near miss through"


def test_another_keyword() -> None:
    assert isinstance(read("/* generate: x */", "generate")[0], Marker)
    assert read("/* complete: x */", "generate") == []
    assert may_hold_marker("/* genrate: x */", "generate")


@given(st.text(st.sampled_from("/*! completeCOMPLT:(n=2)x\n"), max_size=30))
def test_quick_look_lets_everything_through(text: str) -> None:
    if read(text):
        assert may_hold_marker(text)
