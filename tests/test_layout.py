"""Reading the layout of a file, and writing in it."""

import pytest

from cssgen.answers import parse_answer
from cssgen.layout import Layout, read_layout, render_inline, render_items, requote
from cssgen.productions import Production


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        pytest.param("", Layout(), id="nothing to see"),
        pytest.param("a {\n    b: c;\n}\n", Layout(indent="    "), id="four spaces"),
        pytest.param("@media x {\n\ta {\n\t\tb: c;\n\t}\n}\n", Layout(indent="\t"), id="tabs"),
        pytest.param("a {\r\n  b: c;\r\n}\r\n", Layout("\r\n"), id="CRLF"),
        pytest.param("a { b: 'c' '\"'; d: \"e\" }", Layout(quote="'"), id="quotes"),
        pytest.param("a {}\nb {}\nc {}\n", Layout(blank_lines=False), id="no blank lines"),
        pytest.param("a {}\n\nb {}\n\nc {}\nd {}", Layout(), id="mostly blank lines"),
    ],
)
def test_read_layout(text: str, layout: Layout) -> None:
    assert read_layout(text) == layout


def test_render_items() -> None:
    items = parse_answer("--x:1px;a:b;& p,&:is(q,r){c:d;@media (e){f:g}}h:i", Production.DECLARATIONS)
    assert render_items(items, Layout(indent="\t", blank_lines=False), "  ").splitlines() == [
        "--x: 1px;",
        "  a: b;",
        "  & p,",
        "  &:is(q,r) {",
        "  \tc: d;",
        "  \t@media (e) {",
        "  \t\tf: g;",
        "  \t}",
        "  }",
        "  h: i;",
    ]


def test_rows_of_a_grid_stand_below_each_other() -> None:
    items = parse_answer('grid-template-areas: "a a" "b c"', Production.DECLARATIONS)
    assert render_items(items, Layout(quote="'"), "  ") == "grid-template-areas:\n    'a a'\n    'b c';"
    assert render_inline(items, Layout()) == 'grid-template-areas: "a a" "b c";'


def test_render_inline() -> None:
    items = parse_answer("@layer x; a, b { c: d; e: f }", Production.STYLESHEET)
    assert render_inline(items, Layout()) == "@layer x; a, b { c: d; e: f; }"


@pytest.mark.parametrize(
    ("source", "expected"),
    [('"a"', "'a'"), ("'a'", "'a'"), ('"it\'s"', '"it\'s"'), ('"\\201C"', '"\\201C"'), ('url("a")', "url('a')")],
)
def test_requote(source: str, expected: str) -> None:
    assert requote(source, "'") == expected
