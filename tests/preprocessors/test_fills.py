"""CSS that compilers would read otherwise is not written into SCSS and Less."""

import pytest

from cssgen.preprocessors.dialects import Dialect, Language
from cssgen.preprocessors.fills import find_misread, respell

SCSS = Dialect(Language.SCSS, nests=True)
LESS = Dialect(Language.LESS, nests=True)


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        pytest.param(SCSS, "box-shadow: 0 1px 2px rgb(0 0 0 / 20%);", id="colour"),
        pytest.param(SCSS, "width: min(100% - 2rem, 60ch);", id="mathematics that Sass knows"),
        pytest.param(SCSS, "font: 12px/1.5 serif;", id="slash"),
        pytest.param(SCSS, "width: calc(100% - 2rem);", id="calc()"),
        pytest.param(LESS, "width: calc(100% - (2rem + 1px));", id="calc() in Less"),
        pytest.param(LESS, "font-size: clamp(1rem, 2vw, 3rem);", id="clamp() in Less"),
        pytest.param(SCSS, "color: red; &:hover, &:focus-visible { color: blue; }", id="nested rule"),
        pytest.param(SCSS, "color: red; &:is(a, b) { color: blue; }", id="list of a pseudo-class"),
        pytest.param(SCSS, "> li { color: blue; }", id="nested child"),
        pytest.param(SCSS, "@media (width > 40em) { color: red; }", id="nested @media"),
        pytest.param(LESS, "@media (min-width: 40em) { color: red; }", id="nested @media in Less"),
        pytest.param(LESS, "--a: 1px;", id="custom property"),
        pytest.param(LESS, 'content: "a-b"; background: url("a.png");', id="strings"),
    ],
)
def test_written(dialect: Dialect, text: str) -> None:
    assert find_misread(text, dialect, is_value=False, is_nested=True) == ""


@pytest.mark.parametrize(
    ("dialect", "text", "what"),
    [
        pytest.param(LESS, "aspect-ratio: 16 / 9;", "`/`", id="division"),
        pytest.param(LESS, "width: min(100%, 60ch);", "`min()`", id="min() of Less"),
        pytest.param(LESS, "font-size: clamp(1rem, 1rem + 2vw, 3rem);", "arithmetic", id="sum outside of calc()"),
        pytest.param(LESS, "color: color(display-p3 1 0 0);", "`color()`", id="color() of Less"),
        pytest.param(SCSS, "width: round(up, 1px, 2px);", "`round()`", id="round()"),
        pytest.param(SCSS, "color: oklch(from red l c h);", "a colour", id="relative colour"),
        pytest.param(SCSS, "color: hsl(var(--h) 50% 50%);", "a colour", id="colour of variables"),
        pytest.param(SCSS, 'content: "#{a}";', "`", id="interpolation in a string"),
        pytest.param(LESS, 'content: "@{a}";', "`", id="interpolation of Less in a string"),
        pytest.param(SCSS, "width: $a;", "`$a`", id="variable"),
        pytest.param(LESS, 'width: ~"a";', '`~"`', id="escaped string"),
        pytest.param(SCSS, "& + & { color: red; }", "the nested rule", id="parent twice"),
        pytest.param(SCSS, ".a & { color: red; }", "the nested rule", id="parent at the end"),
        pytest.param(SCSS, "&-b { color: red; }", "the nested rule", id="suffix of the parent"),
        pytest.param(SCSS, ".a { .b { color: red; } }", "the nested rule", id="two levels"),
        pytest.param(SCSS, "&:hover { color: red; } color: blue;", "behind a nested rule", id="order"),
        pytest.param(LESS, "--a: clamp(1px, 1px + 2px, 9px);", "arithmetic", id="custom property"),
        pytest.param(LESS, "border-radius: calc(infinity * 1px);", "a constant", id="constant of calc()"),
        pytest.param(LESS, "--a: @keyframes b;", "`@`", id="at-keyword in a value"),
        pytest.param(SCSS, "@media print { @media print { color: red; } }", "in another one", id="@media twice"),
        pytest.param(
            Dialect(Language.LESS, in_media=True), "@media print { color: red; }", "in another one", id="in @media"
        ),
        pytest.param(SCSS, "@starting-style { color: red; }", "`@starting-style`", id="at-rule"),
        pytest.param(LESS, "@media (width > 40em) { color: red; }", "a range", id="range in Less"),
        pytest.param(SCSS, "@supports (color: oklch(0 0 0)) { color: red; }", "a condition", id="condition"),
        pytest.param(
            Dialect(Language.SCSS, ("scale",)), "transform: scale(2);", "`scale()`", id="function of the file"
        ),
        pytest.param(
            Dialect(Language.SCSS, nests=False), "&:hover { color: red; }", "the nested rule", id="list of parents"
        ),
    ],
)
def test_refused(dialect: Dialect, text: str, what: str) -> None:
    assert what in find_misread(text, dialect, is_value=False, is_nested=True)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param(".a, .b { &:hover { color: red; } }", "the nested rule", id="nested in a list"),
        pytest.param(".a::before { &:hover { color: red; } }", "the nested rule", id="nested in a pseudo-element"),
        pytest.param("&:hover { color: red; }", "outside of a rule", id="parent of nothing"),
        pytest.param("@scope (.a) { b { color: red; } }", "`@scope`", id="at-rule"),
        pytest.param(".button { color: red; }", "called as a mixin", id="mixin"),
        pytest.param(".a:has(b, c:not(d)) e { color: red; }", "a list with a function", id="function in a list"),
    ],
)
def test_refused_rules(text: str, what: str) -> None:
    dialect = Dialect(Language.LESS, (".button",))
    assert what in find_misread(text, dialect, is_value=False, is_nested=False)


def test_value() -> None:
    assert find_misread("1rem 2rem", LESS, is_value=True, is_nested=False) == ""
    assert "arithmetic" in find_misread("1rem - 2rem", LESS, is_value=True, is_nested=False)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("rgb(0 0 0 / 20%)", "rgba(0, 0, 0, 0.2)"),
        ("rgb(1 2 3/.5)", "rgba(1, 2, 3, .5)"),
        ("rgb(1 2 3)", "rgb(1, 2, 3)"),
        ("hsl(210deg 50% 40% / 10%)", "hsla(210, 50%, 40%, 0.1)"),
        ("rgb(0 0 0 / var(--a))", "rgb(0 0 0 / var(--a))"),
        ("rgb(from red r g b / 50%)", "rgb(from red r g b / 50%)"),
    ],
)
def test_colours_of_less(text: str, spelled: str) -> None:
    assert respell(f"color: {text};", LESS) == f"color: {spelled};"
    assert respell(text, SCSS) == text
