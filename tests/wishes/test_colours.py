"""Colours in prompts, and what they are to colour."""

import pytest

from cssgen.wishes.colours import Colour, find_colours, match_property

PROPERTIES = (("--brand", "#2f6fed"), ("--color-muted", "#667"), ("--radius-md", "8px"), ("--surface", "#fff"))


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("white background", [Colour("white", "background")]),
        ("red text on a #eee background", [Colour("red", "color"), Colour("#eee", "background")]),
        ("brand colour for the text", [Colour("var(--brand)", "color")]),
        ("muted text", [Colour("var(--color-muted)", "color")]),
        ("border in var(--brand)", [Colour("var(--brand)", "border")]),
        ("light grey border", [Colour("#e5e7eb", "border")]),
        ("turn it tomato", [Colour("tomato", "")]),
        ("dark blue with white numbers", [Colour("darkblue", "background"), Colour("white", "color")]),
        ("tomato with bold black letters", [Colour("tomato", "background"), Colour("black", "color")]),
        ("black text shadow", [Colour("black", "shadow")]),
        ("pale brand fill", [Colour("color-mix(in srgb, var(--brand) 15%, white)", "background")]),
        ("dark text on a light card", [Colour("#1f2937", "color"), Colour("#f9fafb", "background")]),
        ("light heading on dark", [Colour("#f9fafb", "color"), Colour("#1f2937", "background")]),
        ("dark surface", [Colour("var(--surface)", "")]),
        ("darker brand border", [Colour("color-mix(in srgb, var(--brand) 70%, black)", "border")]),
        ("brand at 10% behind it", [Colour("color-mix(in srgb, var(--brand) 10%, transparent)", "background")]),
        ("brand tint behind it", [Colour("color-mix(in srgb, var(--brand) 12%, transparent)", "background")]),
        ("takes the text colour", []),
        ("15% brand border", [Colour("color-mix(in srgb, var(--brand) 15%, transparent)", "border")]),
        ("background 60% black", [Colour("rgb(0 0 0 / 60%)", "background")]),
    ],
)
def test_colours_find_what_they_colour(prompt: str, expected: list[Colour]) -> None:
    assert find_colours(prompt, PROPERTIES) == expected


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("soft dark shadow so that the white letters hold up", []),
        ("black shadow behind white text", [Colour("black", "shadow")]),
        ("dark blue background so that white writing is readable", [Colour("darkblue", "background")]),
        ("black text shadow", [Colour("black", "shadow")]),
    ],
)
def test_the_colour_of_text_is_of_nothing_else(prompt: str, expected: list[Colour]) -> None:
    assert find_colours(prompt, PROPERTIES, but_text=True) == expected


@pytest.mark.parametrize("prompt", ["", "reddish? no: centred", "blacklist the item", "border radius 8px"])
def test_no_colour(prompt: str) -> None:
    assert find_colours(prompt, PROPERTIES) == []


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("brand", "--brand"),
        ("accent", "--brand"),
        ("muted", "--color-muted"),
        ("radius", "--radius-md"),
        ("zebra", None),
    ],
)
def test_a_role_finds_the_files_custom_property(role: str, expected: str | None) -> None:
    assert match_property(role, PROPERTIES) == expected
