"""What tinycss2 testifies."""

import pytest

from cssgen.edits import Span
from cssgen.productions import Production
from cssgen.witness import Insertion, find_disagreement, find_errors, is_contained, keeps_outside


@pytest.mark.parametrize(
    ("answer", "production"),
    [
        ("color: red; margin: 0", Production.DECLARATIONS),
        ("& p { color: red }", Production.DECLARATIONS),
        ("a { b: c } @media (x) { d { e: f } }", Production.STYLESHEET),
        ("from { a: b }", Production.KEYFRAMES),
        ("1px solid rgb(0 0 0)", Production.VALUE),
    ],
)
def test_no_error(answer: str, production: Production) -> None:
    assert find_errors(answer, production) == ""


@pytest.mark.parametrize(
    ("answer", "production"),
    [
        ("color red", Production.DECLARATIONS),
        ("color: )", Production.DECLARATIONS),
        ("a { b c }", Production.STYLESHEET),
        ("@media (x) { a { b: c; d } }", Production.STYLESHEET),
        ("1px )", Production.VALUE),
        ("{}", Production.VALUE),
        ('"a\nb"', Production.VALUE),
    ],
)
def test_error(answer: str, production: Production) -> None:
    error = find_errors(answer, production)
    assert error
    assert "{" not in error, "no template of tinycss2's own"


@pytest.mark.parametrize("text", ["color: red;", "a: (b)", "a: 'b'", "/* a */", ""])
def test_contained(text: str) -> None:
    assert is_contained(Insertion(Span(0, 0), text), ("@media print", ".a"), "", "")


@pytest.mark.parametrize(
    "text", ["}", "{", "a: b; } .c { d: e", '"a', "/* a", "calc(1px", "url(a", "\\", "]", "a: b; }} c {{"]
)
def test_escapes(text: str) -> None:
    # A bracket too many stays where it is; that it is an error is another question.
    assert is_contained(Insertion(Span(0, 0), text), (".a",), "x: ", ";") == (text == "]")


def test_deep_nesting_ends() -> None:
    depth = 20_000
    assert find_errors("(" * depth + ")" * depth, Production.VALUE) == ""
    assert keeps_outside("a {}", [Insertion(Span(3, 3), "b: " + "(" * depth + ")" * depth)])


def test_tokens_do_not_run_together() -> None:
    assert keeps_outside("a { margin: 0/* x */0 }", [Insertion(Span(13, 20), " 1px ")])
    assert not keeps_outside("a { b: c }", [Insertion(Span(4, 4), '"')])


def test_numbers_that_python_does_not_convert() -> None:
    number = "9" * 4_500
    assert find_disagreement(f"a {{ z-index: {number}; /* x */ }}") is None
    assert keeps_outside(f"a {{ z-index: {number}; }}", [Insertion(Span(3, 3), "b: c;")])
    assert not keeps_outside(f"a {{ z-index: {number}; }}", [Insertion(Span(3, 3), "b: c; }")])
    assert find_errors(f"z-index: {number}", Production.DECLARATIONS) == "a number has too many digits"
