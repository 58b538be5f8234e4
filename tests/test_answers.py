"""What a model wrote: where it ends, and what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssgen.answers import (
    AnswerError,
    Declaration,
    Rule,
    _parse_lines,
    _parse_tokens,
    collapse,
    find_end,
    parse_answer,
)
from cssgen.cookbook import load_recipes
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


_LINES = st.sampled_from(
    [
        *("", "  ", "color: red;", "  margin: 0 auto;", "a {", "  .b > c,", "@media (width > 4em) {", "}", "  }", "};"),
        *("@layer a, b;", "color: rgb(0 0 0 / 50%);", "x: url(a;b);", 'content: "}";', "content: '", "/* x */", "/*"),
        *("a: b; c: d;", "color: red", "b: (;", "c: ];", "d: {};", ": x;", "a b: c;", "é: ü;", "\\41", "a\\;", "<!--"),
        *("--x: {", "a\t{", "b {\r", "grid-area: a,", "[x=';'] {", "a:not(.b, .c) {", ";", ",", "{", "x\x1f: y;"),
    ]
)


@given(st.lists(_LINES, max_size=12), st.sampled_from(list(Production)))
def test_lines_that_are_known_say_the_same_as_all_tokens(lines: list[str], production: Production) -> None:
    text = "\n".join(lines)
    known = _parse_lines(lines)
    assert known is None or known == _parse_tokens(text, is_cut=False)


def test_recipes_are_parsed_by_their_lines() -> None:
    texts = [recipe.answer for recipe in load_recipes() if recipe.production is not Production.VALUE]
    known = [_parse_lines(text.split("\n")) for text in texts]
    assert all(items == _parse_tokens(text, is_cut=False) for items, text in zip(known, texts, strict=True) if items)
    assert sum(items is not None for items in known) > 0.9 * len(texts)


def test_the_same_line_twice_makes_two_declarations() -> None:
    first, second = parse_answer("from {\n  top: 0;\n}\nto {\n  top: 0;\n}", Production.KEYFRAMES)
    assert isinstance(first, Rule)
    assert isinstance(second, Rule)
    assert first.items == second.items
    assert first.items is not None
    assert second.items is not None
    assert first.items[0] is not second.items[0]
