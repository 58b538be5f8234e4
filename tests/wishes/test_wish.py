"""What of a prompt is wanted."""

import pytest

from cssgen.wishes.wish import cut_unwanted


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("rounded corners instead of square", "rounded corners"),
        ("grid instead of flex, two columns", "grid, two columns"),
        ("instead of grey use red text", "use red text"),
        ("padding rather than margin", "padding"),
        pytest.param("a shadow instead of a border", "a shadow instead of a border", id="no border any more"),
        pytest.param("instead of a shadow use a border", "instead of a shadow use a border", id="no shadow any more"),
        pytest.param("instead of red", "instead of red", id="nothing else"),
        ("two  columns", "two  columns"),
    ],
)
def test_unwanted(prompt: str, wanted: str) -> None:
    assert cut_unwanted(prompt) == wanted
