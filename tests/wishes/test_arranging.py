"""Things placed beside or above one another are placed by what holds them."""

import pytest

from cssgen.wishes.arranging import arrange
from cssgen.wishes.selectors import find_rules, find_selectors
from cssgen.wishes.targets import find_targets

SHOP = """
.chips { display: flex }
.layout { display: grid; grid-template-columns: 16rem 1fr }
.filters { padding: 1rem }
.products { display: grid; grid-template-columns: repeat(3, 1fr) }
.map { height: 20rem }
"""
DESK = """
.desk { display: grid; grid-template-columns: 1fr 320px; grid-template-areas: "chart book" "chart news"; height: 100vh }
.chart { grid-area: chart }
.book { grid-area: book }
.news { grid-area: news }
"""
SEARCH = ".search { display: flex; gap: 1rem } .results { gap: 1rem } .map { height: 20rem }"


@pytest.mark.parametrize(
    ("text", "prompt", "rules"),
    [
        (
            SHOP,
            "filters on the left at 260px, results take the rest",
            [(".layout", "grid-template-columns: 260px 1fr")],
        ),
        (SHOP, "filters right (20rem wide), products fill the rest", [(".layout", "grid-template-columns: 1fr 20rem")]),
        (SHOP, "products left, map on the right, 300px", None),
        (
            SHOP,
            "filters above the products, two products per row",
            [(".layout", "grid-template-columns: 1fr"), (".products", "")],
        ),
        (SHOP, "map below the products", [(".layout", "grid-template-columns: 1fr")]),
        (
            SEARCH,
            "results left, map right, and the map stays in view",
            [
                (".search", "display: grid; grid-template-columns: 1fr 1fr"),
                (".map", "position: sticky; top: 1rem; align-self: start"),
            ],
        ),
        (
            DESK,
            "everything in one column, no news, page may scroll",
            [
                (".desk", 'grid-template-columns: 1fr; grid-template-areas: "chart" "book"; height: auto'),
                (".news", ""),
            ],
        ),
        (
            DESK,
            "single column",
            [(".desk", 'grid-template-columns: 1fr; grid-template-areas: "chart" "book" "news"')],
        ),
    ],
)
def test_held(text: str, prompt: str, rules: list[tuple[str, str]] | None) -> None:
    found = arrange(find_targets(prompt, find_selectors(text)), find_rules(text), text)
    told = [(each.selector, "; ".join(f"{one.name}: {one.value}" for one in each.told)) for each in found]
    assert (told[0][0] == ".layout") if rules is None else (told == rules)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        (".a { margin: 0 } .b { margin: 0 }", ".a left, .b right"),
        (SHOP, "filters left aligned, map bigger"),
        (SHOP, "filters bold"),
        (SHOP, "filters on the left, map on the left"),
        (SHOP, "products in one column"),
        (SHOP, ""),
    ],
)
def test_nothing_is_placed(text: str, prompt: str) -> None:
    targets = find_targets(prompt, find_selectors(text))
    assert arrange(targets, find_rules(text), text) == tuple(targets)
