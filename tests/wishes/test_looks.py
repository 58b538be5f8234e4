"""Looks that have a name, and changes in a state."""

import pytest

from cssgen.wishes.looks import read_look


@pytest.mark.parametrize(
    ("wish", "css"),
    [
        *((wish, "opacity: 0.5") for wish in ("greyed out", "washed out", "slightly faded", "is dimmed")),
        *((wish, "text-decoration: line-through") for wish in ("crossed out", "struck through", "strikethrough")),
        *((wish, "padding: 0") for wish in ("no padding", "without padding", "without any padding")),
        ("without rounded corners", "border-radius: 0"),
        ("no shadow", "box-shadow: none"),
        ("without a border", "border: none"),
        *((wish, "pointer-events: none") for wish in ("not clickable", "cannot be clicked", "can't be selected")),
    ],
)
def test_looks(wish: str, css: str) -> None:
    assert [f"{each.name}: {each.value}" for each in read_look(wish, ".a")] == [css]


@pytest.mark.parametrize(
    ("wish", "css"),
    [
        *((wish, "scale: 1.05") for wish in ("bigger", "grows a little", "a bit larger", "pops up", "zooms in")),
        *((wish, "scale: 0.95") for wish in ("smaller", "shrinks slightly", "gets smaller", "scales down")),
        *((wish, "filter: brightness(1.1)") for wish in ("lighter", "gets brighter", "lights up", "a touch lighter")),
        *((wish, "filter: brightness(0.9)") for wish in ("darker", "gets somewhat darker")),
        *((wish, "opacity: 0.7") for wish in ("fades", "a little paler")),
    ],
)
@pytest.mark.parametrize("selector", [".a:hover", ".a:focus-visible", ".a:active", ".a:hover, .b:hover"])
def test_changes(wish: str, css: str, selector: str) -> None:
    assert [f"{each.name}: {each.value}" for each in read_look(wish, selector)] == [css]


@pytest.mark.parametrize(
    ("wish", "selector"),
    [
        ("bigger", ".a"),
        ("bigger", ".a:hover, .b"),
        ("bigger shadow", ".a:hover"),
        ("lighter background", ".a:hover"),
        ("20px bigger", ".a:hover"),
        ("grey", ".a"),
        ("clickable", ".a"),
        ("bigger", ".a:hover-card"),
        ("", ".a:hover"),
    ],
)
def test_none(wish: str, selector: str) -> None:
    assert read_look(wish, selector) == ()
