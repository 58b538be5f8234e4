"""Declarations for each wish of a prompt, through the cookbook that ships."""

import pytest

from cssgen.clausewise import iterate_clausewise
from cssgen.contexts import read_contexts
from cssgen.drafts import Shelf
from cssgen.productions import Production
from cssgen.queries import embed, split_queries
from cssgen.suggestions import find
from cssgen.wishes.wish import read_wish
from cssgen.wordings import get_recipe, load_index


def suggest(selector: str, prompt: str) -> set[str]:
    """All texts that are offered, each on one line."""
    (context,) = read_contexts(f"{selector} {{ /* complete: {prompt} */ }}").contexts
    return {" ".join(draft.text.split()) for draft in find(context).suggestions}


@pytest.mark.parametrize(
    ("selector", "prompt", "text"),
    [
        (".price", "struck through, gray", "text-decoration: line-through; color: gray;"),
        (".meta", "small, red, uppercase", "font-size: 0.875rem; color: red; text-transform: uppercase;"),
        (".icon", "24px, gray, red on hover", "width: 24px; height: 24px; color: gray; &:hover { color: red; }"),
        (
            ".nav a",
            "white, underline only on hover",
            "color: white; text-decoration: none; &:hover { text-decoration: underline; }",
        ),
        (".event", "event blue, 4px padding", "background-color: blue; padding: 4px;"),
        (".event", "blue background, white, bold", "background-color: blue; color: white; font-weight: 700;"),
        (".btn", "green, white text, no border, 8px rounded",
         "background-color: green; color: white; border: none; border-radius: 8px;"),
        (".label", "block, bold, 4px below", "display: block; font-weight: 700; margin-bottom: 4px;"),
        (".hint", "0.875rem, 4px top margin", "font-size: 0.875rem; margin-top: 4px;"),
        (".line", "1px, light gray, 24px above and below",
         "height: 1px; background-color: #e5e7eb; margin-block: 24px;"),
        (".toolbar", "logo left, links right, 64px tall",
         "display: flex; align-items: center; justify-content: space-between; height: 64px;"),
        (".sidebar", "full viewport height, 260px wide", "height: 100vh; width: 260px;"),
        (".veil", "covers the whole screen, black at 60%",
         "position: fixed; inset: 0; background: rgb(0 0 0 / 60%);"),
        (".page", "full viewport height, red", "min-height: 100vh; background-color: red;"),
        (".footer", "black, white text, centred", "background-color: black; color: white; text-align: center;"),
        (".tile", "row, centred, 8px gap",
         "display: flex; align-items: center; justify-content: center; gap: 8px;"),
    ],
)  # fmt: skip
def test_each_wish_tells_its_own(selector: str, prompt: str, text: str) -> None:
    assert text in suggest(selector, prompt)


def test_a_wish_that_tells_nothing_gets_its_nearest_recipe() -> None:
    texts = suggest(".modal", "bold, 16px padding, blur behind")
    assert any(each.startswith("font-weight") and "backdrop-filter: blur" in each for each in texts)


def test_nothing_is_offered_where_no_wish_tells_anything() -> None:
    (context,) = read_contexts(".a { /* complete: glass look, floats above the page */ }").contexts
    index = load_index()
    clauses = split_queries(context)
    shelf = Shelf(index.compare(embed(clauses), Production.DECLARATIONS, None), get_recipe, lambda _: True)
    assert list(iterate_clausewise(read_wish(context), clauses[1:], shelf)) == []
