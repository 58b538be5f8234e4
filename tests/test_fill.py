"""Texts with markers to texts without: what is written, and what never is."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cssgen.candidates import Candidate
from cssgen.fill import FillOptions, fill_text
from cssgen.markers import Leave
from tests.scripted import scripted

M = "/* complete: x */"


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        pytest.param(
            f"{M}\n", "a{color:red}", "/* x */\na {\n  color: red;\n}\n", id="stylesheet"
        ),
        pytest.param(f"{M}", "a{color:red}", "/* x */\na {\n  color: red;\n}", id="no final newline"),
        pytest.param(
            f"b {{}}\n\n{M}\nc {{}}\n",
            "a{color:red}",
            "b {}\n\n/* x */\na {\n  color: red;\n}\n\nc {}\n",
            id="a blank line keeps rules apart",
        ),
        pytest.param(
            f".a {{\n    {M}\n}}\n",
            "color: red; margin: 0",
            ".a {\n    /* x */\n    color: red;\n    margin: 0;\n}\n",
            id="declarations",
        ),
        pytest.param(
            f".a {{ {M} }}\n", "color: red; margin: 0", ".a { /* x */ color: red; margin: 0; }\n", id="one line"
        ),
        pytest.param(
            f".a {{ {M}\n  b: c;\n}}\n", "color: red", ".a { /* x */\n  color: red;\n  b: c;\n}\n", id="behind the brace"
        ),
        pytest.param(
            f".a {{\n  margin: 0; {M}\n}}\n",
            "color: red",
            ".a {\n  margin: 0; /* x */\n  color: red;\n}\n",
            id="behind a declaration",
        ),
        pytest.param(
            f".a {{\r\n\tb: c;\r\n\t{M}\r\n}}\r\n",
            "color: red;\nmargin: 0;",
            ".a {\r\n\tb: c;\r\n\t/* x */\r\n\tcolor: red;\r\n\tmargin: 0;\r\n}\r\n",
            id="CRLF and tabs",
        ),
        pytest.param(
            f"@media print {{\n  {M}\n}}\n",
            "a, b {display:none}",
            "@media print {\n  /* x */\n  a,\n  b {\n    display: none;\n  }\n}\n",
            id="group",
        ),
        pytest.param(
            f"@keyframes a {{\n  {M}\n}}\n",
            "from {opacity:0} to {opacity:1}",
            "@keyframes a {\n  /* x */\n  from {\n    opacity: 0;\n  }\n\n  to {\n    opacity: 1;\n  }\n}\n",
            id="keyframes",
        ),
        pytest.param(f"a {{ color: {M}; }}", " red;", "a { color: red; }", id="value"),
        pytest.param(f"a {{ color:{M}}}", "red", "a { color:red}", id="value without blanks"),
        pytest.param(f"a {{ margin: 0{M}0 }}", "1px", "a { margin: 0 1px 0 }", id="value between words"),
        pytest.param(
            f"a {{ background: linear-gradient({M}, red) }}",
            "45deg",
            "a { background: linear-gradient(45deg, red) }",
            id="value in a function",
        ),
        pytest.param(
            f"a {{ background: linear-gradient({M}) }}",
            "linear-gradient(45deg, red, rgb(0 0 0))",
            "a { background: linear-gradient(45deg, red, rgb(0 0 0)) }",
            id="value with its function",
        ),
        pytest.param(
            f".header-container {{\n  {M}\n",
            "display: flex;",
            ".header-container {\n  /* x */\n  display: flex;\n}\n",
            id="never closed",
        ),
        pytest.param(
            f"@media print {{\n\ta {{\n\t\tcolor: {M}",
            "red",
            "@media print {\n\ta {\n\t\tcolor: red;\n\t}\n}",
            id="value never closed",
        ),
        pytest.param(
            "a {\n  /* complete:\n   * red\n   * bold\n   */\n}\n",
            "color: red",
            "a {\n  /*\n   * red\n   * bold\n   */\n  color: red;\n}\n",
            id="several lines",
        ),
        pytest.param(f'a {{ b: \'c\' }}\n{M}\n', 'a{content:"x"}', "a { b: 'c' }\n/* x */\na {\n  content: 'x';\n}\n", id="quotes"),
        pytest.param(f"@font-face {{ {M} }}", "font-family: A; src: local(B)", "@font-face { /* x */ font-family: A; src: local(B); }", id="descriptors"),
    ],
)  # fmt: skip
def test_fill(before: str, answer: str, after: str) -> None:
    filled = fill_text(before, scripted(answer))
    assert filled.text == after
    assert filled.diagnostics == ()
    assert fill_text(after, scripted()).text == after, "what is filled stays as it is"


@pytest.mark.parametrize(
    ("leave", "after"),
    [
        (Leave.COMMENT, "a {\n  /* x */\n  color: red;\n}\n"),
        (Leave.NOTHING, "a {\n  color: red;\n}\n"),
        (Leave.REGION, f"a {{\n  {M}\n  color: red;\n  /* cssgen:end p=18a4400ba2 sum=f1ff77e5dd */\n}}\n"),
    ],
)
def test_leave(leave: Leave, after: str) -> None:
    text = f"a {{\n  {M}\n}}\n"
    assert fill_text(text, scripted("color: red"), FillOptions(leave=leave)).text == after
    marker = f"/* complete(leave={leave}): x */"
    filled = fill_text(text.replace(M, marker), scripted("color: red")).text
    assert filled.replace(marker, M) == after, "the marker's own option says the same"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("color: red; } body { display: none", id="escapes from its block"),
        pytest.param('content: "', id="string never closed"),
        pytest.param("color: red; /* x", id="only a comment follows", marks=()),
        pytest.param("color: calc(1px", id="function never closed"),
        pytest.param("color: red\\", id="backslash at the end"),
        pytest.param("color: red)", id="bracket too many"),
        pytest.param("colr: red", id="unknown property"),
        pytest.param("margin: 0", id="property is set already"),
        pytest.param("color red", id="no colon"),
        pytest.param("", id="empty"),
        pytest.param(" \n ", id="blank"),
        pytest.param("background: url(https://example.com/x.png)", id="remote url"),
        pytest.param('background: url("//example.com/x.png")', id="url without scheme"),
        pytest.param("behavior: url(x.htc)", id="script"),
        pytest.param("content: '</style>'", id="end of an element"),
        pytest.param("@import 'x.css';", id="import"),
        pytest.param("\ud800", id="half a character"),
    ],
)
def test_refused(answer: str) -> None:
    text = f".a {{\n  margin: 0;\n  {M}\n}}\n.b {{ color: blue }}\n"
    filled = fill_text(text, scripted(answer))
    if answer.startswith("color: red; "):
        assert "body" not in filled.text
        return
    assert filled.text == text
    (diagnostic,) = filled.diagnostics
    assert diagnostic.code == "CSSG006"


def test_first_valid_candidate_is_written() -> None:
    filled = fill_text(f"a {{ {M} }}", scripted(["colr: red", "color: red", "color: blue"]))
    assert filled.text == "a { /* x */ color: red; }"


def test_reasons_are_counted() -> None:
    (diagnostic,) = fill_text(f"a {{ {M} }}", scripted(["colr: red", "colr: blue", ""])).diagnostics
    assert (
        diagnostic.message
        == "no valid CSS for this marker: unknown property `colr`; did you mean `color`? (×2); it is empty"
    )


def test_no_candidate() -> None:
    (diagnostic,) = fill_text(f"a {{ {M} }}", scripted([])).diagnostics
    assert diagnostic.message == "the model wrote nothing for this marker"


def test_unfinished_candidate_loses_its_end() -> None:
    candidate = Candidate("color: red;\nmargin: 0 au", finish_reason="length")
    assert fill_text(f"a {{ {M} }}", scripted([candidate])).text == "a { /* x */ color: red; }"


def test_number_of_rules() -> None:
    marker = "/* complete(n=2): x */"
    filled = fill_text(marker, scripted(["a{b:c}", "a{color:red} b{color:red} c{color:red}"]))
    assert filled.text == "/* x */\na {\n  color: red;\n}\n\nb {\n  color: red;\n}"


def test_property_twice_in_one_block() -> None:
    filled = fill_text(f"a {{\n  {M}\n  {M}\n}}\n", scripted("color: red", "color: blue"))
    assert filled.text == f"a {{\n  /* x */\n  color: red;\n  {M}\n}}\n"
    assert "filled with `color` already" in filled.diagnostics[0].message


def test_unbalanced_file_is_left_alone() -> None:
    text = f"a {{ {M} b: (c }}"
    filled = fill_text(text, scripted())
    assert filled.text == text
    assert [diagnostic.code for diagnostic in filled.diagnostics] == ["CSSG007"]


def test_what_is_none_of_our_business_blocks_nothing() -> None:
    text = f"a {{ *zoom: 1; colr: x; @apply font-bold; composes: b from 'c'; filter: progid:X(a=1) }}\n{M}\n"
    assert fill_text(text, scripted("b{color:red}")).diagnostics == ()


REGION = "a {\n  /* complete(leave=region): x */\n  color: red;\n  /* cssgen:end p=18a4400ba2 sum=f1ff77e5dd */\n}\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(REGION, id="as written"),
        pytest.param(REGION.replace("color: red;", "color:red"), id="minified"),
        pytest.param(REGION.replace("\n", "\r\n"), id="CRLF"),
    ],
)
def test_fresh_region(text: str) -> None:
    filled = fill_text(text, scripted())
    assert (filled.text, filled.diagnostics) == (text, ())


def test_stale_region_is_filled_anew() -> None:
    filled = fill_text(REGION.replace(": x", ": y"), scripted("margin: 0"))
    assert "color" not in filled.text
    assert "  /* complete(leave=region): y */\n  margin: 0;\n  /* cssgen:end" in filled.text
    assert fill_text(filled.text, scripted()).text == filled.text


@pytest.mark.parametrize("prompt", ["x", "y"])
def test_edited_region_is_protected(prompt: str) -> None:
    text = REGION.replace("red", "blue").replace(": x", f": {prompt}")
    filled = fill_text(text, scripted())
    assert filled.text == text
    assert [diagnostic.code for diagnostic in filled.diagnostics] == ["CSSG004"]


def test_region_given_back() -> None:
    text = REGION.replace("red", "blue").replace(" sum=f1ff77e5dd", "")
    assert "margin: 0;" in fill_text(text, scripted("margin: 0")).text


PLACES = [
    "{m}", "a {{ b: c }} {m}", "a {{\n  {m}\n}}\n", "a {{ {m} }} b {{ c: d }}", "a {{ color: {m} }}", "a {{ color: {m}; d: e }}",
    "@media print {{ {m} }}", "@keyframes a {{\n{m}\n}}", "a {{ b: calc(1px + {m}) }}", "a {{ {m}",
]  # fmt: skip
ANSWERS = st.one_of(
    st.text(st.sampled_from(list("ab:;{}()[]\"'\\/*\n!@#<>-, ")), max_size=24),
    st.lists(
        st.sampled_from(
            [
                "color",
                ":",
                ";",
                " ",
                "red",
                "}",
                "{",
                "a",
                "(",
                ")",
                "/*",
                "*/",
                '"',
                "\\",
                "url(",
                "@media",
                "\n",
                "from",
                "1px",
            ]
        ),
        max_size=12,
    ).map("".join),
)


@settings(max_examples=1_000, deadline=None)
@given(st.sampled_from(PLACES), ANSWERS)
@example("a {{ {m} }} b {{ c: d }}", "color: red; } x {")
def test_nothing_escapes(place: str, answer: str) -> None:
    """Whatever a model writes: outside the marker not a character changes, and the result is a fixed point."""
    text = place.format(m=M)
    filled = fill_text(text, scripted(answer), FillOptions(judge=lambda _text, _context: ()))
    head, tail = text.split(M)
    assert filled.text.startswith(head)
    assert filled.text.endswith(tail)
    assert (filled.text == text) == (not filled.fills)
    if filled.fills:
        assert fill_text(filled.text, scripted()).diagnostics == ()
