"""Prompts that want one thing always, and another one in some media."""

import pytest

from cssgen.answers import parse_answer
from cssgen.productions import Production
from cssgen.wishes.conditions import find_conditions, say_otherwise


@pytest.mark.parametrize(
    ("prompt", "base", "conditions"),
    [
        ("two columns, 24px gap, single column below 800px", "two columns, 24px gap", ["800px: single column"]),
        (
            "4 columns, drops to 2 under 900px and 1 under 500px, gap 1rem",
            "4 columns, gap 1rem",
            ["900px: 2 columns", "500px: 1 columns"],
        ),
        ("3 cols desktop, 2 tablet, 1 mobile", "3 cols", ["900px: 2 columns", "600px: 1 columns"]),
        ("1 column on mobile, 2 from 640px", "1 column", ["640px: 2 columns"]),
        ("padding 2rem, 1rem on phones", "padding 2rem", ["600px: 1rem"]),
        ("row, 8px apart; on phones stacked and full width", "row, 8px apart", ["600px: stacked and full width"]),
        ("grid of cards that collapses to one column below 40em", "grid of cards", ["40em: collapses to one column"]),
        ("hidden on phones", "", ["600px: hidden"]),
    ],
)
def test_conditions(prompt: str, base: str, conditions: list[str]) -> None:
    told = find_conditions(prompt, "")
    assert told is not None
    assert told.base == base
    sizes = [each.medium.rpartition(" ")[2].rstrip(")") for each in told.conditions]
    assert [f"{size}: {each.wish}" for size, each in zip(sizes, told.conditions, strict=True)] == conditions


def test_later_conditions_hold_for_fewer_screens() -> None:
    told = find_conditions("4 columns, 1 below 500px, 2 below 900px", "")
    assert told is not None
    assert [each.medium for each in told.conditions] == ["@media (max-width: 900px)", "@media (max-width: 500px)"]


@pytest.mark.parametrize(
    "prompt",
    [
        "hide nav, aside and footer on mobile",
        "smaller title, single column on phones",
        "as many cards as fit, min 220px each",
        "never wider than 600px, centred",
        "two columns",
        "",
    ],
)
def test_none(prompt: str) -> None:
    assert find_conditions(prompt, "") is None


@pytest.mark.parametrize(
    ("wish", "base", "prompt", "said"),
    [
        ("single column", "display: grid; grid-template-columns: 1fr 1fr", "two columns", "grid-template-columns: 1fr"),
        ("2 columns", "display: grid", "4 columns", "grid-template-columns: repeat(2, 1fr)"),
        ("2 columns", "columns: 4", "4 columns", "columns: 2"),
        ("stacked", "display: flex", "in a row", "flex-direction: column"),
        ("in a row", "display: flex; flex-direction: column", "stacked", "flex-direction: row"),
        ("1rem", "padding: 2rem; gap: 8px", "padding 2rem, 8px gap", "gap: 1rem"),
        ("gap 4px", "padding: 2rem; gap: 8px", "padding 2rem, 8px gap", "gap: 4px"),
        ("12px", "font-size: 16px", "text 16px", "font-size: 12px"),
        ("full width", "width: 50%", "half wide", "width: 100%"),
        ("hidden", "display: flex", "row", "display: none"),
        ("blue", "color: red", "red", ""),
    ],
)
def test_said_otherwise(wish: str, base: str, prompt: str, said: str) -> None:
    items = parse_answer(base, Production.DECLARATIONS)
    told = say_otherwise(wish, items, prompt)
    assert "; ".join(f"{each.name}: {each.value}" for each in told) == said
