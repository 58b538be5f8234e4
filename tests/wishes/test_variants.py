"""Variants that differ by colour, and what all of them have of it."""

import pytest

from cssgen.wishes.targets import find_targets
from cssgen.wishes.variants import spread_variants

FILE = [".status", ".line", ".callout", "body"]


def tell(prompt: str) -> dict[str | None, dict[str, str]]:
    """What is told for each selector."""
    told = spread_variants(find_targets(prompt, FILE), ())
    return {target.selector: {each.name: each.value for each in target.told} for target in told}


def tint(colour: str) -> str:
    return f"color-mix(in srgb, {colour} 12%, transparent)"


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        (
            ".line--add pale green, .line--del pale red, both with a 3px stronger stripe on the left",
            {
                ".line--add": {"background-color": "#dcfce7", "border-left": "3px solid green"},
                ".line--del": {"background-color": "#fee2e2", "border-left": "3px solid red"},
            },
        ),
        (
            "status colours: --won green, --lost red, each on a paler tone of the same",
            {
                ".status--won": {"background-color": tint("green"), "color": "green"},
                ".status--lost": {"background-color": tint("red"), "color": "red"},
            },
        ),
        (
            "callout kinds: .note blue, .danger red. bar on the left plus a pale tint",
            {
                ".note": {"background-color": tint("blue"), "border-left": "4px solid blue"},
                ".danger": {"background-color": tint("red"), "border-left": "4px solid red"},
            },
        ),
        (
            ".a teal, .b orange, each with a border",
            {".a": {"border": "1px solid teal"}, ".b": {"border": "1px solid orange"}},
        ),
        (
            "status: paid green, due red, all on a light background of that",
            {
                ".status.paid": {"background-color": tint("green"), "color": "green"},
                ".status.due": {"background-color": tint("red"), "color": "red"},
            },
        ),
    ],
)
def test_told(prompt: str, told: dict[str, dict[str, str]]) -> None:
    assert tell(prompt) == told


@pytest.mark.parametrize(
    ("prompt", "last"),
    [
        (".a green, .b red, both bold", ".a, .b"),
        (".a green, .b red, each with a grey border", ".a, .b"),
        (".a big, .b small, each on a pale tint", ".a, .b"),
        (".a green, bold", ".a"),
        (".a green, .b in all caps", ".b"),
        (".a green, all bold", ".a"),
    ],
)
def test_what_is_for_all(prompt: str, last: str) -> None:
    told = spread_variants(find_targets(prompt, FILE), ())
    assert (told[-1].selector, told[-1].told) == (last, ())
