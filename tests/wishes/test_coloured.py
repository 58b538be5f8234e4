"""Declarations of a recipe with the colours of a prompt."""

import pytest

from cssgen.answers import Declaration
from cssgen.wishes.coloured import apply_colours, cut_unreadable
from cssgen.wishes.colours import Colour

PALE_BRAND = "color-mix(in srgb, var(--brand) 15%, white)"


@pytest.mark.parametrize(
    ("ground", "text", "told", "is_kept"),
    [
        pytest.param("white", "#fff", ["white", "#fff"], True, id="a colour that is told stays"),
        pytest.param("#e5e7eb", "#fff", ["#e5e7eb"], False, id="white on light grey"),
        pytest.param(PALE_BRAND, "white", [PALE_BRAND], False, id="white on a pale one of the file"),
        pytest.param(PALE_BRAND, "#222", [PALE_BRAND], True, id="dark on pale"),
        pytest.param("red", "#fff", ["red"], True, id="white on red"),
        pytest.param("#e5e7eb", "#fff", ["blue"], True, id="as the recipe has it"),
    ],
)
def test_text_as_pale_as_its_ground(ground: str, text: str, told: list[str], *, is_kept: bool) -> None:
    items = (Declaration("background", ground), Declaration("color", text))
    said = [Colour(value, "background") for value in told]
    assert cut_unreadable(items, said) == (items if is_kept else items[:1])


@pytest.mark.parametrize(
    ("values", "colour", "expected"),
    [
        pytest.param(
            {"border": "1px solid #2563eb", "color": "#2563eb", "box-shadow": "0 0 4px #2563EB"},
            Colour("var(--accent)", "border"),
            ["1px solid var(--accent)", "var(--accent)", "0 0 4px var(--accent)"],
            id="a hue goes everywhere",
        ),
        pytest.param(
            {"background-color": "#2563eb", "color": "#fff", "border": "1px solid #fff"},
            Colour("black", "color"),
            ["#2563eb", "black", "1px solid #fff"],
            id="white may be there for several reasons",
        ),
        pytest.param(
            {"background-color": "#2563eb", "border-color": "#2563eb", "color": "#2563eb"},
            Colour("red", "background"),
            ["red", "red", "#2563eb"],
            id="text does not follow its ground",
        ),
        pytest.param(
            {"border": "1px solid #2563eb", "color": "#2563eb80"},
            Colour("red", "border"),
            ["1px solid red", "#2563eb80"],
            id="another colour that begins alike",
        ),
        pytest.param(
            {"border": "3px solid #e5e7eb", "border-top-color": "#3b82f6"},
            Colour("var(--accent)", "border"),
            ["3px solid #e5e7eb", "var(--accent)"],
            id="the arc of a spinner",
        ),
    ],
)
def test_colours_of_a_prompt(values: dict[str, str], colour: Colour, expected: list[str]) -> None:
    items = tuple(Declaration(name, value) for name, value in values.items())
    changed = apply_colours(items, [colour], may_add=False)
    assert [item.value for item in changed if isinstance(item, Declaration)] == expected
