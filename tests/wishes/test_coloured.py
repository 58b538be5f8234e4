"""Declarations of a recipe with the colours of a prompt."""

import pytest

from cssgen.answers import Declaration
from cssgen.wishes.coloured import cut_unreadable
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
