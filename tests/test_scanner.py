"""The scanner: offsets, and what a comment is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cssgen.scanner import Kind, scan
from cssgen.witness import find_disagreement

CSS_TEXT = st.text(st.sampled_from(list("ab/*'\"\\\n\r\f (){}[];:,!@#url-<>0é")), max_size=60)


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        pytest.param("/* a */", ["/* a */"], id="alone"),
        pytest.param("/* a **/b/**/", ["/* a **/", "/**/"], id="stars before the end"),
        pytest.param("a { content: '/* a */' }", [], id="inside a string"),
        pytest.param('a { content: "\\"/* a */" }', [], id="behind an escaped quote"),
        pytest.param("a { b: url( /*a*/ ) }", [], id="inside an unquoted url"),
        pytest.param("a { b: URL(/*a*/) }", [], id="url in capitals"),
        pytest.param("a { b: u\\72l(/*a*/) }", [], id="url with an escape"),
        pytest.param("a { b: \\u\\72 \\l(/*a*/) }", [], id="url in escapes alone"),
        pytest.param("<!--url(/*a*/)", [], id="url behind the opening of an HTML comment"),
        pytest.param("\\7b url(/*a*/)", ["/*a*/"], id="a blank behind an escape belongs to the name"),
        pytest.param('"\\7b\n/*a*/"', [], id="a newline behind an escape belongs to the string"),
        pytest.param('a { b: url("x" /*a*/) }', ["/*a*/"], id="url with a string is a function"),
        pytest.param("#url(/*a*/)", ["/*a*/"], id="a hash is no url"),
        pytest.param("@url(/*a*/)", ["/*a*/"], id="an at-keyword is no url"),
        pytest.param("myurl(/*a*/)", ["/*a*/"], id="another function"),
        pytest.param('a { b: "x\n/* a */', ["/* a */"], id="a bad string ends with its line"),
        pytest.param("\\/* a */", [], id="an escaped slash opens none"),
        pytest.param("/* a /* b */", ["/* a /* b */"], id="comments do not nest"),
        pytest.param("/* a", [], id="never closed"),
    ],
)
def test_comments(text: str, comments: list[str]) -> None:
    assert [token.text for token in scan(text) if token.kind is Kind.COMMENT] == comments


@given(CSS_TEXT)
def test_tokens_cover_the_text(text: str) -> None:
    tokens = list(scan(text))
    assert "".join(token.text for token in tokens) == text
    assert all(token.text == text[token.start : token.end] for token in tokens)


@settings(max_examples=2_000, deadline=None)
@given(CSS_TEXT)
def test_comments_are_those_of_tinycss2(text: str) -> None:
    assert find_disagreement(text) is None
