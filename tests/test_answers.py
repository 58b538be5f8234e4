"""What a model wrote: where it ends, and what it says."""

import pytest

from cssgen.answers import AnswerError, Declaration, Rule, collapse, find_end, parse_answer
from cssgen.productions import Production

RULE = Rule("a", (Declaration("b", "c"),))


@pytest.mark.parametrize(
    ("text", "production"),
    [
        ("", Production.DECLARATIONS),
        ("color: red;\nmargin: 0;", Production.DECLARATIONS),
        ("\n\n  color: red", Production.DECLARATIONS),
        ("&:hover {\n  color: red;\n\n  margin: 0;\n}", Production.DECLARATIONS),
        (".a { b: c }\n\n.d {", Production.STYLESHEET),
        ("color: red;\n\n&:hover {\n  color: blue;\n}", Production.DECLARATIONS),
        ("color: red;\n\n", Production.DECLARATIONS),
        ("content: '}'", Production.DECLARATIONS),
        (" 1px solid rgb(0 0\n0)", Production.VALUE),
        ("url(a;b)", Production.VALUE),
    ],
)
def test_goes_on(text: str, production: Production) -> None:
    assert find_end(text, production) is None


@pytest.mark.parametrize(
    ("text", "production", "n", "kept"),
    [
        ("color: red;\n}\n.b {", Production.DECLARATIONS, None, "color: red;\n"),
        ("color: red;\n\nmargin: 0", Production.DECLARATIONS, None, "color: red;"),
        ("color: red; /* x", Production.DECLARATIONS, None, "color: red; "),
        ("a { b: c } d { e: f }", Production.STYLESHEET, 1, "a { b: c }"),
        ("a { b { c: d } } e", Production.GROUP, 1, "a { b { c: d } }"),
        ("from { a: b } } c {", Production.KEYFRAMES, None, "from { a: b } "),
        ("a{}" * 9, Production.STYLESHEET, None, "a{}" * 8),
        (" red; color: blue", Production.VALUE, None, " red"),
        ("red\n}", Production.VALUE, None, "red"),
        ("red !important", Production.VALUE, None, "red "),
        ("red)", Production.VALUE, None, "red"),
        ("\n  red, blue\n", Production.VALUE, None, "\n  red, blue"),
    ],
)
def test_ends(text: str, production: Production, n: int | None, kept: str) -> None:
    assert text[: find_end(text, production, n)] == kept


@pytest.mark.parametrize(
    ("text", "production", "items"),
    [
        ("b: c", Production.DECLARATIONS, (Declaration("b", "c"),)),
        (";b :  c  d ; e:f;;", Production.DECLARATIONS, (Declaration("b", "c d"), Declaration("e", "f"))),
        ("b: 'x  y' url( z )", Production.DECLARATIONS, (Declaration("b", "'x  y' url( z )"),)),
        ("a{b:c}", Production.STYLESHEET, (RULE,)),
        ("@media (x) { a { b: c } }", Production.STYLESHEET, (Rule("@media (x)", (RULE,)),)),
        ("@layer x, y; a { b: c }", Production.STYLESHEET, (Rule("@layer x, y", None), RULE)),
        ("b: c; a { b: c }", Production.DECLARATIONS, (Declaration("b", "c"), RULE)),
        ("b: (x;y)", Production.DECLARATIONS, (Declaration("b", "(x;y)"),)),
    ],
)
def test_parse(text: str, production: Production, items: tuple[object, ...]) -> None:
    assert parse_answer(text, production) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("b: c; d: e", (Declaration("b", "c"),)),
        ("a { b: c; d: e", (RULE,)),
        ("a { b: c } d { e", (RULE,)),
        ("@media (x) { a { b: c } d {", (Rule("@media (x)", (RULE,)),)),
    ],
)
def test_what_broke_off_is_dropped(text: str, items: tuple[object, ...]) -> None:
    assert parse_answer(text, Production.DECLARATIONS, is_cut=True) == items


@pytest.mark.parametrize(
    ("text", "production", "message"),
    [
        ("", Production.STYLESHEET, "empty"),
        ("a { b: c", Production.STYLESHEET, "never closed"),
        ("b: c }", Production.DECLARATIONS, "closes a block"),
        ("b: c)", Production.DECLARATIONS, "`)` closes nothing"),
        ("just words", Production.DECLARATIONS, "is no declaration"),
        ("b: c;", Production.STYLESHEET, "declaration outside a rule"),
        ("a{" * 20 + "}" * 20, Production.STYLESHEET, "too deeply"),
    ],
)
def test_no_answer(text: str, production: Production, message: str) -> None:
    with pytest.raises(AnswerError, match=message.replace(")", r"\)")):
        parse_answer(text, production)


def test_collapse() -> None:
    assert collapse(" 1px\n\t solid  'a  b' ") == "1px solid 'a  b'"
