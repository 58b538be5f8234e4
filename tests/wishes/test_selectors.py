"""Selectors of a file that a prompt speaks of."""

import pytest

from cssgen.wishes.selectors import choose_selectors, drop_unsaid, find_last_block, find_selectors

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
        ("teaser with a primary border", ".teaser"),
    ],
)
def test_the_prompt_names_a_selector(prompt: str, expected: str) -> None:
    assert choose_selectors(prompt, find_selectors(FILE))[0].selector == expected


def test_a_modifier_that_says_how_large_is_none_of_its_own() -> None:
    selectors = [".callout--wide", "table", ".card--wide"]
    assert choose_selectors("wide tables scroll", selectors)[0].selector == "table"
    assert choose_selectors("wide cards", selectors)[0].selector == ".card--wide"


def test_a_prompt_that_names_nothing() -> None:
    assert choose_selectors("zebra stripes", find_selectors(FILE)) == []


@pytest.mark.parametrize(
    ("text", "block"),
    [
        pytest.param(".menu { margin: 0 }\n.menu__item { color: red }", ".menu", id="an element of a block"),
        pytest.param(".menu__item { color: red }", ".menu__item", id="of a block without rules"),
        pytest.param(".menu a:hover { color: red }", ".menu", id="what stands in it"),
        pytest.param("main { margin: 0 }", None, id="no class"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_a_file_spoke_of_last(text: str, block: str | None) -> None:
    assert find_last_block(text) == block


def test_of_one_and_many_what_is_spelt_so() -> None:
    selectors = [".products", ".product"]
    assert choose_selectors("badge on the product", selectors)[0].selector == ".product"
    assert choose_selectors("all products in a row", selectors)[0].selector == ".products"


@pytest.mark.parametrize(
    ("prompt", "last", "kept"),
    [
        ("primary button blue", None, [".btn"]),
        ("primary button blue", ".bar", [".bar button", ".btn"]),
        ("buttons of the bar blue", None, [".bar button", ".btn"]),
    ],
)
def test_elements_of_what_nobody_speaks_of(prompt: str, last: str | None, kept: list[str]) -> None:
    assert drop_unsaid(prompt, [".bar button", ".btn"], last) == kept
