"""Wishes that mean one thing or another, by what they are said of."""

import pytest

from cssgen.wishes.relative import read_relative


@pytest.mark.parametrize(
    ("wish", "selector", "beside", "told"),
    [
        ("large", ".title", "", "font-size: 1.5rem"),
        ("large", ".icon", "", ""),
        ("centred", ".title", "", "text-align: center"),
        ("centred", ".toolbar", "row, 8px gap", "display: flex; align-items: center; justify-content: center"),
        ("centred", ".modal", "white", ""),
        ("full viewport height", ".hero", "white", "min-height: 100vh"),
        ("full viewport height", ".sidebar", "white", "height: 100vh"),
        ("cover", ".thumb", "16:9", "object-fit: cover"),
        ("cover", ".hero", "hero.jpg, centred", "background-size: cover"),
        ("cover", ".box", "", ""),
        ("full height", ".hero", "white", "min-height: 100vh"),
        ("full height", ".bar", "white", ""),
        ("full viewport height", ".list", "scrolls by itself", "height: 100vh"),
        ("logo left, links right", ".bar", "64px tall",
         "display: flex; align-items: center; justify-content: space-between"),
        ("days left, times right", ".hours", "two columns", ""),
        ("12 columns", ".layout", "24px gap", "display: grid; grid-template-columns: repeat(12, 1fr)"),
        ("two columns", ".text", "", ""),
        ("takes 3 of them", ".aside", "", "grid-column: span 3"),
        # Steps of an animation
        ("invisible", "from", "8px lower", "opacity: 0"),
        ("8px lower", "from", "invisible", "translate: 0 8px"),
        ("20% to the left", "0%, 50%", "", "translate: -20%"),
        ("fully visible", "to", "", "opacity: 1"),
        ("invisible", ".note", "", ""),
    ],
)  # fmt: skip
def test_told(wish: str, selector: str, beside: str, told: str) -> None:
    assert "; ".join(f"{each.name}: {each.value}" for each in read_relative(wish, selector, beside)) == told
