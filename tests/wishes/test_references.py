"""Properties that a prompt sets to custom properties."""

import pytest

from cssgen.answers import Declaration, parse_answer
from cssgen.layout import Layout, render_items
from cssgen.productions import Production
from cssgen.wishes.references import (
    apply_references,
    blank_references,
    find_lone_reference,
    find_references,
    list_only_references,
)


@pytest.mark.parametrize(
    ("prompt", "declarations"),
    [
        ("height comes from --value, rounded at the top", [("height", "var(--value)")]),
        ("as wide as --pct, glides smoothly", [("width", "var(--pct)")]),
        ("exactly as tall as var(--h)", [("height", "var(--h)")]),
        ("uses --tone as background", [("background", "var(--tone)")]),
        ("opacity set by --o", [("opacity", "var(--o)")]),
        ("width: var(--w), red", [("width", "var(--w)")]),
        ("width is --pct percent", [("width", "calc(var(--pct) * 1%)")]),
        ("rotated by --turn degrees", [("rotate", "calc(var(--turn) * 1deg)")]),
        ("background from --tone, text colour --ink", [("background", "var(--tone)"), ("color", "var(--ink)")]),
        ("--pct wide", [("width", "var(--pct)")]),
        ("above everything using --z-modal", [("z-index", "var(--z-modal)")]),
        ("animation delay from --i", [("animation-delay", "var(--i)")]),
    ],
)
def test_references(prompt: str, declarations: list[tuple[str, str]]) -> None:
    assert [each.declaration for each in find_references(prompt)] == [Declaration(*pair) for pair in declarations]


@pytest.mark.parametrize(
    "prompt",
    [
        pytest.param("height is --h minus 10px", id="a calculation"),
        pytest.param("background from --a to --b", id="a gradient"),
        pytest.param("below the header, which is --header-h tall", id="of something else"),
        pytest.param("much deeper than --shadow-sm", id="no property"),
        pytest.param("height 10px", id="no custom property"),
        pytest.param("--space-1 to --space-6", id="names alone"),
    ],
)
def test_no_references(prompt: str) -> None:
    assert find_references(prompt) == ()


def test_a_size_of_the_file_may_be_one_of_several() -> None:
    assert find_references("padding --space", (("--space", "1rem"),)) == ()
    assert find_references("padding --space") != ()
    assert find_references("width from --w", (("--w", "70%"),)) != ()


@pytest.mark.parametrize(
    ("prompt", "code", "expected"),
    [
        ("width from --w", "color: red;", "color: red;\nwidth: var(--w);"),
        ("width from --w", "width: 100%;\ncolor: red;", "width: var(--w);\ncolor: red;"),
        ("height from --h", "block-size: auto;", "block-size: var(--h);"),
        (
            "--tone as background",
            "background-color: red;\nbackground-image: none;",
            "background: var(--tone);",
        ),
        ("width from --w", "& > a {\n  width: 1px;\n}", "width: var(--w);\n\n& > a {\n  width: 1px;\n}"),
    ],
)
def test_apply(prompt: str, code: str, expected: str) -> None:
    items = tuple(parse_answer(code, Production.DECLARATIONS))
    assert render_items(apply_references(items, find_references(prompt)), Layout(), "") == expected


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        ("comes from --value", "var(--value)"),
        ("the value of --x", "var(--x)"),
        ("--pct percent", "calc(var(--pct) * 1%)"),
        ("--a and --b", None),
        ("darker than --a", None),
    ],
)
def test_lone_reference(prompt: str, value: str | None) -> None:
    assert find_lone_reference(prompt) == value


def test_what_is_left() -> None:
    prompt = "width from --w and red"
    references = find_references(prompt)
    assert blank_references(prompt, references).split() == ["and", "red"]
    assert list_only_references(prompt, references) == []
    assert list_only_references("width from --w", find_references("width from --w")) == [
        Declaration("width", "var(--w)")
    ]
