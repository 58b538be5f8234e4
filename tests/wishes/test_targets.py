"""What each wish of a prompt is for."""

import pytest

from cssgen.wishes.targets import find_targets

SHOP = [".card", ".card img", ".card .title", ".card .meta", ".delta", ".tabs", ".tabs button", ".toolbar", "body"]


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("smaller title, hide the meta", [(".card .title", "smaller"), (".card .meta", "hide")]),
        (".old crossed out, .now red", [(".old", "crossed out"), (".now", "red")]),
        ("delta green when .up, red when .down", [(".delta.up", "green"), (".delta.down", "red")]),
        ("delta green with .up, red with .down", [(".delta.up", "green"), (".delta.down", "red")]),
        ("toolbar and buttons gone", [(".toolbar, .tabs button", "gone")]),
        (
            "card (.sold): greyscale picture, not clickable",
            [(".card.sold img", "greyscale"), (".card.sold", "not clickable")],
        ),
        ("selected tab: blue text, a line below it (aria-selected)", None),
        (
            "a card shrinks slightly and gets brighter while pressed",
            [(".card:active", "shrinks slightly"), (".card:active", "brighter")],
        ),
        ("card: bigger shadow, image bigger on hover", [(".card", "bigger shadow"), (".card img:hover", "bigger")]),
        ("when body has .privacy blur the meta", [("body.privacy .card .meta", "blur")]),
        ('when html has data-mode="x": card blue', [('html[data-mode="x"] .card', "blue")]),
        ("the card with the checked radio inside is blue", [(".card:has(:checked)", "radio inside is blue")]),
        ("tr.added green, tr.removed red", [(".added", "green"), (".removed", "red")]),
        ("delta--won green, delta--lost red", [(".delta--won", "green"), (".delta--lost", "red")]),
        ("delta.up green", [(".delta.up", "green")]),
        ("links with class new red", None),
        (
            "days of the trip (.between) light blue, .first and .last dark blue with white numbers",
            [(".between", "light blue"), (".first, .last", "dark blue"), (".first, .last", "white numbers")],
        ),
        ("a pressed card gets smaller and darker", [(".card:active", "smaller"), (".card:active", "darker")]),
        ("card blue, darker on hover, bold", [(".card", "blue"), (".card:hover", "darker"), (".card", "bold")]),
        (
            ".sold-out cards: faded, title struck through",
            [(".sold-out", "faded"), (".sold-out .title", "struck through")],
        ),
        (".card.sold: image faded, meta gone", [(".card.sold img", "faded"), (".card.sold .meta", "gone")]),
        (".card: title red", [(".card .title", "red")]),
        (".on filled with red and white text", [(".on", "filled in red"), (".on", "white text")]),
        ("h2 and .meta: bold", None),
        ("on a grey page", [("body", "grey")]),
        ("page background red", [("body", "background red")]),
        ("never split over two pages", [(None, "never split over two pages")]),
        ("card: --sold red, --new green", [(".card--sold", "red"), (".card--new", "green")]),
        ("tabs with tabs.png behind", [(".tabs", "tabs.png behind")]),
        ("nav.jpg in grey", [(None, "nav.jpg in grey")]),
        ("img/a.png as pointer", [(None, "img/a.png as pointer")]),
        (
            "active card (.is-on) gets a bar and a lighter look",
            [(".card.is-on", "active gets a bar"), (".card.is-on", "lighter look")],
        ),
        ("get rid of the toolbar and the meta", [(".toolbar, .card .meta", "rid")]),
        (".delta colours: paid green, due red", [(".delta.paid", "green"), (".delta.due", "red")]),
        ("delta: light grey, dark blue", [(".delta", "light grey"), (".delta", "dark blue")]),
        ("stripe on the very left side of it: orange for .a, teal for .b", [(".a", "orange"), (".b", "teal")]),
        ("one tab bold", [(".tabs button", "one bold")]),
        ("hide buttons and images", None),
        ("make everything bigger", [(None, "everything bigger")]),
        # Which of its like, inside of what, of what sort
        ("first card larger, spans two columns",
         [(".card:first-child", "larger"), (".card:first-child", "spans two columns")]),
        ("every other card grey", [(".card:nth-child(even)", "grey")]),
        ("links in the toolbar: red", [(".toolbar a", "red")]),
        ("toolbar links underlined on hover only", [(".toolbar a", "no underline"), (".toolbar a:hover", "underlined")]),
        ("ghost tabs: transparent", [(".tabs-ghost", "transparent")]),
        (".delta: success green, error red, each with a light background",
         [(".delta.success", "green"), (".delta.error", "red"), (".delta.success, .delta.error", "light background")]),
        ("an arrow after links that open in a new tab", [('a[target="_blank"]', "arrow after")]),
        ("hide cards, only 1rem page padding", [(".card", "hide"), ("body", "1rem padding")]),
        ("edge of a card by kind: new red, old grey", [(".card.new", "red"), (".card.old", "grey")]),
        # What is not a name
        ("card: title 1.25rem", [(".card .title", "1.25rem")]),
        ("card: pill, 2px 8px padding", [(".card", "pill"), (".card", "2px 8px padding")]),
        ("hide the toolbar, black text", [(".toolbar", "hide"), (None, "black text")]),
        ("", []),
    ],
)  # fmt: skip
def test_targets(prompt: str, wanted: list[tuple[str, str]] | None) -> None:
    found = [(target.selector, target.wish) for target in find_targets(prompt, SHOP)]
    if wanted is None:
        assert all(selector for selector, _ in found)
    else:
        assert found == wanted


def test_what_names_nothing_goes_with_what_was_spoken_of() -> None:
    found = find_targets("enlarge the toolbar and go single column", SHOP)
    assert [(target.selector, target.is_own) for target in found] == [(".toolbar", True), (".toolbar", False)]
