"""Sizes in prompts, and what they are the size of."""

import pytest

from cssgen.wishes.quantities import Quantity, find_quantities


def _least(literal: str) -> Quantity:
    return Quantity(literal, "length", "least column")


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("16px padding", [Quantity("16px", "length", "padding")]),
        ("padding of 16px", [Quantity("16px", "length", "padding")]),
        ("no bullets, 8px between items", [Quantity("8px", "length", "gap")]),
        ("rounded corners, 12px", [Quantity("12px", "length", "border-radius")]),
        ("32px ring", [Quantity("32px", "length", "size")]),
        ("2px ring", [Quantity("2px", "length", "ring")]),
        ("ring 2px offset 4px", [Quantity("2px", "length", "ring"), Quantity("4px", "length", "outline-offset")]),
        ("420px panel, full height", [Quantity("420px", "length", "")]),
        ("32px round x button", [Quantity("50%", "length", "border-radius"), Quantity("32px", "length", "size")]),
        ("margin below 20px", [Quantity("20px", "length", "margin-bottom")]),
        ("stacked below 700px", [Quantity("700px", "length", "")]),
        ("max width 60ch", [Quantity("60ch", "length", "max-width")]),
        ("at most 960 pixels wide", [Quantity("960px", "length", "max-width")]),
        ("fade in over 200ms", [Quantity("200ms", "time", "duration")]),
        ("rotate it by 45 degrees", [Quantity("45deg", "angle", "angle")]),
        ("at least 40vh tall", [Quantity("40vh", "length", "min-height")]),
        ("fade in half a second", [Quantity("500ms", "time", "duration")]),
        ("three columns", [Quantity("3", "number", "columns")]),
        ("1px grey border, 2rem padding", [Quantity("1px", "length", "border"), Quantity("2rem", "length", "padding")]),
        (".5rem gap", [Quantity("0.5rem", "length", "gap")]),
        ("as many 180px wide columns as fit", [Quantity("180px", "length", "least column")]),
        ("as many cards per row as fit, none narrower than 220px", [Quantity("220px", "length", "least column")]),
        ("as many as will fit, at least 12rem each", [Quantity("12rem", "length", "least column")]),
        ("two columns, at least 220px each", [Quantity("2", "number", "columns"), _least("220px")]),
        ("auto-fit grid, 280px minimum, 24px gap", [_least("280px"), Quantity("24px", "length", "gap")]),
        ("grid of cards with a minimum width of 300px", [_least("300px")]),
        ("at least 220px wide", [Quantity("220px", "length", "min-width")]),
        ("bottom left corner, 1rem away from the edges", [Quantity("1rem", "length", "inset")]),
        ("24px from the corner", [Quantity("24px", "length", "inset")]),
        ("16px of space to both sides", [Quantity("16px", "length", "inset")]),
        (
            "sidebar 240px, the rest flexible, 2rem gap",
            [Quantity("240px 1fr", "flex", "tracks"), Quantity("2rem", "length", "gap")],
        ),
        ("grows to one and a half times its size", [Quantity("1.5", "number", "scale")]),
        ("shrinks to half its size", [Quantity("0.5", "number", "scale")]),
        ("twice the size on hover", [Quantity("2", "number", "scale")]),
        ("a quarter of its size", [Quantity("0.25", "number", "scale")]),
        ("grows to 110%", [Quantity("1.1", "number", "scale")]),
        ("5% bigger", [Quantity("1.05", "number", "scale")]),
        ("shrinks by 5%", [Quantity("0.95", "number", "scale")]),
        ("half its width", []),
        ("as many as fit, min 220px each, --gap between", [_least("220px")]),
        ("24px from the bottom", [Quantity("24px", "length", "bottom")]),
    ],
)
def test_sizes_find_what_they_are_the_size_of(prompt: str, expected: list[Quantity]) -> None:
    assert find_quantities(prompt) == expected


@pytest.mark.parametrize("prompt", ["", "centre it", "use h2 style", "#123456 text", "v2.css"])
def test_no_size(prompt: str) -> None:
    assert find_quantities(prompt) == []


def test_a_name_tells_what_it_is_the_size_of() -> None:
    properties = (("--sidebar-w", "260px"), ("--bar-h", "48px"))
    assert find_quantities("nav left --sidebar-w", properties) == [Quantity("var(--sidebar-w)", "length", "side")]
    assert find_quantities("--bar-h at the top", properties) == [Quantity("var(--bar-h)", "length", "height")]
