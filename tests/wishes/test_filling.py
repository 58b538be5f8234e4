"""Backgrounds of two colours."""

import pytest

from cssgen.wishes.filling import find_filling

FILE = (("--accent", "#7c3aed"), ("--done", "70%"), ("--votes", "42"))


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        (
            "accent colour up to --progress, grey for the rest",
            "linear-gradient(to right, var(--accent) var(--progress), grey 0)",
        ),
        ("pie chart: blue up to --done, light grey for the rest", "conic-gradient(blue var(--done), #e5e7eb 0)"),
        ("red for the first 30%, the rest white", "linear-gradient(to right, red 30%, white 0)"),
        ("blue up to 40%, then grey", "linear-gradient(to right, blue 40%, grey 0)"),
        ("grey track, green up to var(--votes)", "linear-gradient(to right, green calc(var(--votes) * 1%), grey 0)"),
        (
            "fills from the bottom: teal until --level, silver beyond",
            "linear-gradient(to top, teal var(--level), silver 0)",
        ),
        ("ring, orange to 75% and the remaining part black", "conic-gradient(orange 75%, black 0)"),
        ("red to blue", None),
        ("blue up to --done", None),
        ("blue, green and the rest white", None),
        ("white text on blue for the rest", None),
    ],
)
def test_filling(prompt: str, value: str | None) -> None:
    assert find_filling(prompt, FILE) == value
