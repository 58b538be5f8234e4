"""Selectors of a file that a prompt speaks of."""

import pytest

from cssgen.wishes.selectors import choose_selectors, find_selectors

FILE = """
:root { --x: 1px; }
.site-nav ul { margin: 0; }
.site-nav a { color: red; }
.product-card, .teaser { padding: 1rem; }
.product-card:hover .title { color: blue; }
@media (min-width: 40em) { .btn-primary { padding: 0; } }
@keyframes spin { to { rotate: 1turn; } }
table.prices td { padding: 2px; }
"""


def test_selectors_are_read_without_their_states() -> None:
    assert find_selectors(FILE) == [
        ".site-nav ul", ".site-nav a", ".product-card", ".teaser", ".product-card .title", ".btn-primary",
        "table.prices td",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("nav links: underline on hover", ".site-nav a"),
        ("cards get a shadow", ".product-card"),
        ("primary button darker when hovered", ".btn-primary"),
        ("cells of the price table right aligned", "table.prices td"),
        ("a .skip-link that is off screen", ".skip-link"),
    ],
)
def test_the_prompt_names_a_selector(prompt: str, expected: str) -> None:
    assert choose_selectors(prompt, find_selectors(FILE))[0].selector == expected


def test_a_prompt_that_names_nothing() -> None:
    assert choose_selectors("zebra stripes", find_selectors(FILE)) == []
