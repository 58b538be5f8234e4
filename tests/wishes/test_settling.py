"""Recipes settled in the rule that a marker stands in."""

import pytest

from cssgen.answers import parse_answer
from cssgen.layout import Layout, render_inline
from cssgen.productions import Production
from cssgen.wishes.settling import settle

DOT = 'content: ""; position: absolute; width: 8px;'
CURRENT = "color: gray; &.active { color: blue; }"


@pytest.mark.parametrize(
    ("text", "own", "around", "settled"),
    [
        pytest.param(
            DOT,
            ".a::after",
            ".avatar",
            'position: relative; &::after { content: ""; position: absolute; width: 8px; }',
            id="of a part",
        ),
        pytest.param(DOT, ".a::after", ".avatar::before", DOT, id="in the rule of a part already"),
        pytest.param(DOT, ".a", ".avatar", DOT, id="of no part"),
        pytest.param("color: red;", ".a::after", ".avatar", "color: red;", id="nothing is generated"),
        pytest.param(CURRENT, ".a", ".tab[aria-current=page]", "color: blue;", id="in that state, told otherwise"),
        pytest.param(CURRENT, ".a", ".tab.active", "color: blue;", id="in that state"),
        pytest.param(CURRENT, ".a", ".tab", CURRENT, id="in no state"),
        pytest.param(
            "gap: 4px; & span { width: 8px; } & span:nth-child(2) { color: red; }",
            ".a",
            ".typing span",
            "width: 8px; &:nth-child(2) { color: red; }",
            id="of what is inside, in the rule of that",
        ),
        pytest.param("& span { width: 8px; }", ".a", ".typing", "& span { width: 8px; }", id="of what is inside"),
        pytest.param("&:disabled { opacity: 0.5; }", ".a", ".btn[disabled]", "opacity: 0.5;", id="disabled"),
    ],
)
def test_settled(text: str, own: str, around: str, settled: str) -> None:
    items = settle(parse_answer(text, Production.DECLARATIONS), own, around)
    assert render_inline(items, Layout()) == settled


def test_what_is_placed_already_holds_its_part() -> None:
    items = settle(parse_answer(DOT, Production.DECLARATIONS), ".a::after", ".avatar", ["position"])
    assert [type(item).__name__ for item in items] == ["Rule"]
