"""Tracks that a prompt tells one by one."""

import pytest

from cssgen.wishes.tracks import find_tracks


@pytest.mark.parametrize(
    ("prompt", "tracks"),
    [
        ("260px nav, flexible article, 200px toc", "260px 1fr 200px"),
        ("sidebar 240px and the rest flexible", "240px 1fr"),
        ("picture one third, text two thirds", "1fr 2fr"),
        ("two columns, 300px and auto, 24px gap", "300px auto"),
        ("two columns: 10rem and 30%", "10rem 30%"),
        ("a third wide", None),
        ("picture one third, text three quarters", None),
        ("16px gap, 2rem padding", None),
        ("thin rounded track, 4px, white at 30%", None),
        ("grows with the viewport, between 2rem and 3.5rem", None),
        ("header of nav-h, body fills, tab bar auto", None),
        ("label in a 200px column, the control next to it takes the rest, baselines lined up", "200px 1fr"),
        ("narrow column for the hours, then five equal days", "auto repeat(5, 1fr)"),
        ("80px label column, then four equal columns", "80px repeat(4, 1fr)"),
        ("first column only as wide as its longest entry", "max-content 1fr"),
        ("right column just as wide as its content", "1fr max-content"),
        ("photo on the left taking a third, details on the right", "1fr 2fr"),
        ("photo on the right taking a third, details on the left", "2fr 1fr"),
        ("a quarter for the picture, the rest for the text", "1fr 3fr"),
        ("sidebar on the right at 300px, content takes the rest", "1fr 300px"),
        ("list on the left, 400px map on the right", "1fr 400px"),
        (
            "three seats of 2.5rem, the row number in the aisle, another three seats",
            "repeat(3, 2.5rem) auto repeat(3, 2.5rem)",
        ),
        ("five equal columns that may get narrower than their content", "repeat(5, minmax(0, 1fr))"),
        ("four equal columns whatever is in them", "repeat(4, minmax(0, 1fr))"),
        ("three equal columns", None),
        ("as many 180px wide columns as fit, stretch them to fill the rest", None),
        ("floated right, a third wide", None),
        ("on the right, a quarter of the width, text on the left", None),
        ("12px dot on the left, name on the right", None),
        ("price on the right, 14px", None),
        ("fills a third, white text on the right", None),
        ("auto-fit grid, 280px minimum, 24px gap", None),
        ("bars jump between a fifth and full height", None),
        ("two quick beats, then a pause", None),
    ],
)
def test_tracks(prompt: str, tracks: str | None) -> None:
    found = find_tracks(prompt)
    assert (found and found.value) == tracks
