"""Sizes in prompts, and what they are the size of."""

import pytest

from cssgen.wishes.quantities import Quantity, find_quantities


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("16px padding", [Quantity("16px", "length", "padding")]),
        ("padding of 16px", [Quantity("16px", "length", "padding")]),
        ("no bullets, 8px between items", [Quantity("8px", "length", "gap")]),
        ("rounded corners, 12px", [Quantity("12px", "length", "border-radius")]),
        ("max width 60ch", [Quantity("60ch", "length", "max-width")]),
        ("at most 960 pixels wide", [Quantity("960px", "length", "max-width")]),
        ("fade in over 200ms", [Quantity("200ms", "time", "duration")]),
        ("rotate it by 45 degrees", [Quantity("45deg", "angle", "angle")]),
        ("at least 40vh tall", [Quantity("40vh", "length", "min-height")]),
        ("fade in half a second", [Quantity("500ms", "time", "duration")]),
        ("three columns", [Quantity("3", "number", "columns")]),
        ("1px grey border, 2rem padding", [Quantity("1px", "length", "border"), Quantity("2rem", "length", "padding")]),
        (".5rem gap", [Quantity("0.5rem", "length", "gap")]),
    ],
)
def test_sizes_find_what_they_are_the_size_of(prompt: str, expected: list[Quantity]) -> None:
    assert find_quantities(prompt) == expected


@pytest.mark.parametrize("prompt", ["", "centre it", "use h2 style", "#123456 text", "v2.css"])
def test_no_size(prompt: str) -> None:
    assert find_quantities(prompt) == []
