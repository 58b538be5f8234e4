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
    ],
)
def test_tracks(prompt: str, tracks: str | None) -> None:
    assert find_tracks(prompt) == tracks
