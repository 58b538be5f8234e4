"""Recipes turned to the side that a prompt speaks of."""

import pytest

from cssgen.answers import Declaration, parse_answer
from cssgen.productions import Production
from cssgen.wishes.sides import AXES, list_mirrored, mirror, mirror_declaration


@pytest.mark.parametrize(
    ("prompt", "wording", "answer", "sides"),
    [
        pytest.param("badge top left", "badge in the top right corner", "", ["left"], id="the other side"),
        pytest.param("bar at the bottom", "bar at the top", "", ["top"], id="the other edge"),
        pytest.param("bottom left", "top right", "", ["left", "top"], id="both"),
        pytest.param("badge top right", "badge in the top right corner", "", [], id="the same"),
        pytest.param("title left, menu right", "menu on the left", "", [], id="both sides asked"),
        pytest.param("stuck to the bottom, top corners round", "at the bottom", "", [], id="both edges asked"),
        pytest.param("corner badge", "badge on the right", "", [], id="no side asked"),
        pytest.param("what is left over", "on the right", "", [], id="another left"),
        pytest.param("in the left corner", "corner badge", "top: 0;\nright: 1rem;", ["left"], id="the code tells"),
        pytest.param("in the left corner", "caret", "right: 50%;", [], id="the middle is no side"),
        pytest.param("knob moves right", "toggle knob", "left: 2px;", [], id="where it goes to is not where it is"),
        pytest.param("at the bottom", "arrow", "top: 100%;", [], id="below is not at the top"),
    ],
)
def test_axes(prompt: str, wording: str, answer: str, sides: list[str]) -> None:
    assert [axis.sides[0] for axis in list_mirrored(prompt, wording, answer)] == sides


@pytest.mark.parametrize(
    ("source", "across", "down"),
    [
        ("left: 1rem", "right: 1rem", "left: 1rem"),
        ("margin-left: auto", "margin-right: auto", "margin-left: auto"),
        ("border-inline-start: 0", "border-inline-end: 0", "border-inline-start: 0"),
        ("border-top-left-radius: 4px", "border-top-right-radius: 4px", "border-bottom-left-radius: 4px"),
        ("border-radius: 1px 2px 3px 4px", "border-radius: 2px 1px 4px 3px", "border-radius: 4px 3px 2px 1px"),
        ("inset: 0 auto 0 0", "inset: 0 0 0 auto", "inset: 0 auto 0 0"),
        ("inset: 0 0 auto", "inset: 0 0 auto", "inset: auto 0 0"),
        ("padding: 1px 2px", "padding: 1px 2px", "padding: 1px 2px"),
        ("text-align: left", "text-align: right", "text-align: left"),
        ("justify-content: flex-end", "justify-content: flex-start", "justify-content: flex-end"),
        ("align-items: start", "align-items: start", "align-items: end"),
        ("transform: translateX(-100%)", "transform: translateX(100%)", "transform: translateX(-100%)"),
        ("transform: translateY(0)", "transform: translateY(0)", "transform: translateY(0)"),
        ("transform: translate(50%, -50%)", "transform: translate(-50%, -50%)", "transform: translate(50%, 50%)"),
        ("translate: 20px 0", "translate: -20px 0", "translate: 20px 0"),
        ("rotate: 45deg", "rotate: -45deg", "rotate: -45deg"),
        ("transform: rotate(360deg)", "transform: rotate(360deg)", "transform: rotate(360deg)"),
        ("box-shadow: 4px 0 8px red", "box-shadow: -4px 0 8px red", "box-shadow: 4px 0 8px red"),
        ("box-shadow: inset 0 -2px red", "box-shadow: inset 0 -2px red", "box-shadow: inset 0 2px red"),
        ("transform-origin: top left", "transform-origin: top right", "transform-origin: bottom left"),
        ("color: brightness", "color: brightness", "color: brightness"),
        ("--left: 1px", "--left: 1px", "--left: 1px"),
    ],
)
def test_mirrored(source: str, across: str, down: str) -> None:
    name, _, value = source.partition(": ")
    mirrored = [mirror_declaration(Declaration(name, value), axis) for axis in AXES]
    assert [f"{each.name}: {each.value}" for each in mirrored] == [across, down]


def test_mirrored_twice() -> None:
    text = (
        "left: 0;\ninset: 1px 2px 3px 4px;\n\n&::after {\n  transform: translate(3px, 4px) rotate(9deg);\n  top: 0;\n}"
    )
    items = parse_answer(text, Production.DECLARATIONS)
    for axis in AXES:
        assert mirror(items, axis) != items == mirror(mirror(items, axis), axis)
