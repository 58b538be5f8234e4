"""The tokenizer against tables, and against tinycss2 as an independent reader."""

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from cssgen.validity.tokens import MAX_DEPTH, Token, tokenize


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("", "", id="empty"),
        pytest.param(" \t\n", "", id="blanks"),
        pytest.param("/* a */", "", id="comment"),
        pytest.param("a", "<ident>", id="identifier"),
        pytest.param("--x -a _b é", "<ident> <ident> <ident> <ident>", id="names"),
        pytest.param("-1a +.5e3 1e3px 5%", "<dimension> <number> <dimension> <percentage>", id="numbers"),
        pytest.param("1.", "<number> .", id="point without digits"),
        pytest.param("#fff #1 @media", "<hash> <hash> <at>", id="hash and at"),
        pytest.param("<!-- -->", "<cdo> <cdo>", id="html comment"),
        pytest.param("url(a) url( 'a' ) URL(b)", "<url> <function> <url>", id="urls"),
        pytest.param("\\u\\72 l(a) U\\52L('a')", "<url> <function>", id="urls with escapes"),
        pytest.param("a~=b a||b <=", "<ident> ~= <ident> <ident> || <ident> < =", id="operators"),
        pytest.param("f(a) (b) [c] {d}", "<function> ( [ {", id="blocks"),
        pytest.param(r"\26 b \{", "<ident> <ident>", id="escapes"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    tokens = tokenize(text)
    assert " ".join(token.kind for token in tokens.values) == kinds
    assert tokens.problems == []


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        pytest.param("a { b", "CSSG101", (2, 3), id="unclosed block"),
        pytest.param("a { b: c(d } e { }", "CSSG101", (7, 9), id="forgotten parenthesis"),
        pytest.param("a } b", "CSSG102", (2, 3), id="unmatched brace"),
        pytest.param("(a]) b", "CSSG102", (2, 3), id="unmatched bracket"),
        pytest.param("a /* b", "CSSG103", (2, 6), id="unclosed comment"),
        pytest.param('a "b\nc', "CSSG104", (2, 4), id="unclosed string"),
        pytest.param("url(a b) c", "CSSG105", (0, 8), id="blank in a url"),
        pytest.param("(" * (MAX_DEPTH + 1), "CSSG106", (MAX_DEPTH, MAX_DEPTH + 1), id="too deep"),
    ],
)
def test_problems(text: str, code: str, span: tuple[int, int]) -> None:
    (problem,) = tokenize(text).problems
    assert (problem.code, tuple(problem.span)) == (code, span)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(r"\72 ed", "red", id="hexadecimal, blank"),
        pytest.param("\\72\r\ned", "red", id="hexadecimal, CRLF"),
        pytest.param(r"\000072ed", "red", id="six digits"),
        pytest.param(r"\110000 a", "\ufffda", id="beyond Unicode"),
        pytest.param(r"\d800 a", "\ufffda", id="surrogate"),
        pytest.param("a\0b", "a\ufffdb", id="NUL"),
        pytest.param(r"a\{b", "a{b", id="escaped sign"),
    ],
)
def test_names(text: str, value: str) -> None:
    (token,) = tokenize(text).values
    assert (token.kind, token.value) == ("<ident>", value)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\f"])
def test_offsets_are_those_of_the_text(newline: str) -> None:
    text = f"a{newline}/* {newline} */b{newline}{{{newline}  c: 'd\\{newline}e'; {newline}}}"
    for token in _flatten(tokenize(text).values):
        if token.kind == "<ident>":
            assert text[token.start : token.end] == token.value
        if token.kind == "<string>":
            assert text[token.start] == text[token.end - 1] == "'"
            assert token.value == "de"


def _flatten(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in (token, *_flatten(token.children))]


_PIECES = [
    "a",
    "-",
    "1",
    ".",
    "e",
    "%",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "\\",
    "/*",
    "*/",
    "\n",
    " ",
    "url(",
    "#",
    "@",
]
_PIECES += ["<!--", "-->", ";", ":", ",", "|", "~=", "\r\n", "+", "px", "é", "u+"]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_agrees_with_tinycss2(text: str) -> None:
    """The same brackets, names, numbers and strings, wherever there is nothing to complain about."""
    ours = tokenize(text)
    theirs = tinycss2.parse_component_value_list(text, skip_comments=True)
    if ours.problems or "u+" in text.lower():
        return
    assert _outline(ours.values) == _tinycss2_outline(theirs)


def _outline(tokens: list[Token]) -> list[object]:
    return [
        (token.kind[0] if token.kind in ("(", "[", "{") else "f", _outline(token.children))
        if token.kind in ("(", "[", "{", "<function>")
        else (token.kind, token.value)
        for token in tokens
        if token.kind in ("(", "[", "{", "<function>", "<ident>", "<hash>", "<at>", "<string>", "<url>")
    ]


def _tinycss2_outline(nodes: list[tinycss2.ast.Node]) -> list[object]:
    found: list[object] = []
    kinds = {"ident": "<ident>", "hash": "<hash>", "at-keyword": "<at>", "string": "<string>", "url": "<url>"}
    for node in nodes:
        if node.type in kinds:
            found.append((kinds[node.type], node.value))
        elif node.type == "function":
            found.append(("f", _tinycss2_outline(node.arguments)))
        elif node.type.endswith(" block"):
            found.append((node.type[0], _tinycss2_outline(node.content)))
    return found
