"""The media that a prompt speaks of."""

import pytest

from cssgen.wishes.media import find_medium


@pytest.mark.parametrize(
    ("prompt", "medium", "rest"),
    [
        ("on phones: hide the sidebar", "(max-width: 600px)", "hide the sidebar"),
        ("hide the sidebar on mobile", "(max-width: 600px)", "hide the sidebar"),
        ("print: no images", "print", "no images"),
        ("smaller title when printed", "print", "smaller title"),
        ("dark mode: dark grey container", "(prefers-color-scheme: dark)", "dark grey container"),
        ("title smaller below 40em", "(max-width: 40em)", "title smaller"),
        ("cards in a row from 48em up", "(min-width: 48em)", "cards in a row"),
        ("on paper leave out the nav", "print", "leave out the nav"),
        ("print version: no photos", "print", "no photos"),
        ("when printing, skip the ads", "print", "skip the ads"),
        ("for the printed version hide the nav", "print", "hide the nav"),
        ("no photos when it is printed", "print", "no photos"),
        ("print it on A4 landscape, no nav", "print", "on A4 landscape, no nav"),
        ("print on A4", "print", "on A4"),
        ("max 600px: one column", "(max-width: 600px)", "one column"),
        ("hide the buttons when printing", "print", "hide the buttons"),
        ("hide the note on paper", "print", "hide the note"),
        ("bigger icons for mobile", "(max-width: 600px)", "bigger icons"),
        ("on phones hide the sidebar", "(max-width: 600px)", "hide the sidebar"),
        ("below 40em stack the cards", "(max-width: 40em)", "stack the cards"),
        ("wide screens: two columns", "(min-width: 900px)", "two columns"),
        ("below 900px sidebar goes away", "(max-width: 900px)", "sidebar goes away"),
        ("on mobile nav becomes a drawer", "(max-width: 600px)", "nav becomes a drawer"),
        (
            "toc hidden below 60em, and the page in two columns",
            "(max-width: 60em)",
            "toc hidden and the page in two columns",
        ),
        ("between 600px and 900px: two columns", "(min-width: 600px) and (max-width: 900px)", "two columns"),
        ("bigger tap targets for touch screens", "(pointer: coarse)", "bigger tap targets"),
        ("in landscape: hide the header", "(orientation: landscape)", "hide the header"),
        ("media query: hide the nav below 40em", "(max-width: 40em)", "hide the nav"),
    ],
)
def test_media(prompt: str, medium: str, rest: str) -> None:
    assert find_medium(prompt, "") == (f"@media {medium}", rest)


@pytest.mark.parametrize(
    "prompt",
    [
        "print",
        "print button blue",
        "on paper texture",
        "paper texture",
        "white paper",
        "16px, bold",
        "margin below 20px",
        "tap targets min 44px",
        "columns min 300px",
        "text up to 60em",
        "a button for printing",
        "toggle for dark mode",
        "the icon for mobile",
        "handwritten note on paper",
        "print, save and share buttons side by side",
        "a gap from 16px",
        "dark",
        "article never wider than 60em",
        "not wider than 600px",
        "other colour on touch",
        "on mobile and tablets hide the nav",
        "",
    ],
)
def test_none(prompt: str) -> None:
    assert find_medium(prompt, "") == (None, prompt)


def test_breakpoint_of_the_file() -> None:
    text = "@media (max-width: 50rem) { a { b: c } }"
    assert find_medium("on phones: one column", text)[0] == "@media (max-width: 50rem)"
    assert find_medium("one column below 30rem", text)[0] == "@media (max-width: 30rem)"


@pytest.mark.parametrize(
    ("prompt", "container", "rest"),
    [
        ("two columns when its card is wider than 420px", "(min-width: 420px)", "two columns"),
        ("hide the label if the container gets narrower than 20rem", "(max-width: 20rem)", "hide the label"),
    ],
)
def test_what_holds_a_thing_is_not_the_screen(prompt: str, container: str, rest: str) -> None:
    assert find_medium(prompt, "") == (f"@container {container}", rest)
