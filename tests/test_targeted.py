"""Texts with a rule for each thing that a prompt speaks of, through the cookbook that ships."""

import pytest

from cssgen.contexts import read_contexts
from cssgen.suggestions import find


def suggest(sheet: str) -> set[str]:
    """All texts that are offered, each on one line."""
    (context,) = read_contexts(sheet).contexts
    return {" ".join(draft.text.split()) for draft in find(context).suggestions}


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        (".old red, .new green", ".old { color: red; } .new { color: green; }"),
        ("delta green when .up, red when .down", ".delta.up { color: green; } .delta.down { color: red; }"),
        ("card: red with white letters", ".card { background-color: red; color: white; }"),
        ("title: width from --w, red", ".title { width: var(--w); color: red; }"),
        ("card: white on red", ".card { color: white; background-color: red; }"),
        ("title: red, 2rem", ".title { color: red; font-size: 2rem; }"),
        (
            "title red, placeholder of the toolbar green",
            ".title { color: red; } .toolbar::placeholder { color: green; }",
        ),
        ("no toolbar", ".toolbar { display: none; }"),
        ("hide all but the first card", ".card:not(:first-child) { display: none; }"),
        ("hide every card except the last two", ".card:nth-last-child(n + 3) { display: none; }"),
        (
            "left border per kind: .a blue, .b purple",
            ".a { border-left: 4px solid blue; } .b { border-left: 4px solid purple; }",
        ),
        ("on phones: hide the toolbar", "@media (max-width: 600px) { .toolbar { display: none; } }"),
        (
            "print it on A4 landscape, without the toolbar and the title",
            "@page { size: A4 landscape; } @media print { .toolbar, .title { display: none; } }",
        ),
        ("print: cards never split over two pages", "@media print { .card { break-inside: avoid; } }"),
        (
            "print: black on white, 11pt",
            "@media print { body { color: black; background-color: white; font-size: 11pt; } }",
        ),
        (".on dark blue with white numbers", ".on { background-color: darkblue; color: white; }"),
        (".on filled with red and white text", ".on { background-color: red; color: white; }"),
        (
            ".up green with a plus in front, .down red with a minus",
            '.up { color: green; } .up::before { content: "+"; } .down { color: red; } .down::before { content: "−"; }',
        ),
        (
            "title looks like a sheet: white, on a grey page",
            ".title { background-color: white; } body { background-color: grey; }",
        ),
        (".up green with ▲ before the number", '.up { color: green; } .up::before { content: "▲"; }'),
    ],
)
def test_rules(prompt: str, text: str) -> None:
    sheet = f".card {{ margin: 0 }}\n.delta {{ margin: 0 }}\n.title {{ margin: 0 }}\n.toolbar {{ margin: 0 }}\n/* complete: {prompt} */\n"
    assert text in suggest(sheet)


def test_columns_are_for_what_has_them() -> None:
    sheet = (
        ".side { margin: 0 }\n.shop { grid-template-columns: 1fr 2fr }\n"
        "@media print { /* complete: hide the side and go single column */ }"
    )
    assert ".side { display: none; } .shop { grid-template-columns: 1fr; }" in suggest(sheet)


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        pytest.param("A4", "@page { size: A4; }", id="not four of something"),
        pytest.param("cards not broken across pages", ".card { break-inside: avoid; }", id="pages are no columns"),
        ("no cards but keep the nav", ".card { display: none; }"),
    ],
)
def test_what_is_printed(prompt: str, text: str) -> None:
    sheet = (
        ".shop { grid-template-columns: 1fr 2fr }\n.card { margin: 0 }\n.nav { margin: 0 }\n"
        f"@media print {{ /* complete: {prompt} */ }}"
    )
    assert text in suggest(sheet)


def test_a_value_that_is_begun_keeps_its_name() -> None:
    sheet = "@keyframes fan { to { rotate: 1turn } }\n.a { animation: fan /* complete: 2s per turn, never stops */; }"
    assert any(text.startswith("2s ") and "infinite" in text for text in suggest(sheet))
