"""Dark values for the custom properties of a file."""

import pytest

from cssgen.wishes.themes import find_dark_values

LIGHT = [
    ("--panel", "#ffffff"),
    ("--raised", "#f7f8fa"),
    ("--ink", "#1a1d21"),
    ("--brand", "#2f6fed"),
    ("--gap", "1rem"),
]


@pytest.mark.parametrize(
    "prompt",
    [
        "follow the system into dark mode: near-black panels, light text",
        "dark values for the surface and text colours if the system is set to dark",
        "when the OS is dark, use a dark palette",
        "dark colours for people whose device is dark",
        "prefers-color-scheme: dark values",
        "dark mode with the system",
        "follow the system's dark mode",
        "dark for users who prefer dark",
        "match the system: dark palette",
    ],
)
def test_dark(prompt: str) -> None:
    told = {each.name: each.value for each in find_dark_values(prompt, LIGHT)}
    assert told == {"--panel": "#141414", "--raised": "#1b1c1d", "--ink": "#dfe1e3"}


@pytest.mark.parametrize(
    "prompt",
    [
        "dark card",
        "system fonts, dark text",
        "browser default dark outline on links",
        "the user menu dark, with a shadow",
        "device frame dark with rounded corners",
        "phone in dark red",
        "dark menu with the user name",
        "dark theme with the class .dark",
        "system dark: background #111",
        "toggle for dark mode that beats the system",
        "darker logo when the system is dark",
        "",
    ],
)
def test_none(prompt: str) -> None:
    assert find_dark_values(prompt, LIGHT) == ()


@pytest.mark.parametrize(
    "properties", [[], [("--bg", "#0b0e11"), ("--panel", "#161a1e")], [("--brand", "#2f6fed"), ("--ink", "#111")]]
)
def test_nothing_to_turn(properties: list[tuple[str, str]]) -> None:
    assert find_dark_values("follow the system into dark mode", properties) == ()
