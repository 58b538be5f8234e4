"""Things that are seen only in a state of what holds them."""

import pytest

from cssgen.wishes.revealing import read_revealing

FILE = [".card", ".card .delete", ".menu", ".menu ul"]
TOLD = [".card .delete", ".card:hover .delete, .card:focus-within .delete"]


@pytest.mark.parametrize(
    "prompt",
    [
        "delete button only shows up when its card is hovered or focused inside",
        "show the delete button only when the card is hovered",
        "delete appears on hovering the card",
        "the delete is visible while the card is hovered",
    ],
)
def test_two_rules(prompt: str) -> None:
    assert [target.selector for target in read_revealing(prompt, FILE)] == TOLD


@pytest.mark.parametrize(
    "prompt",
    [
        "card turns red when hovered",
        "delete shows when the card is open",
        "card shows a shadow when the card is hovered",
        "tooltip appears when the button is hovered",
        "",
    ],
)
def test_other_prompts_tell_nothing(prompt: str) -> None:
    assert read_revealing(prompt, [".card", ".menu"]) == ()
