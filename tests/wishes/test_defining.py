"""Custom properties that a prompt names with their one value."""

import pytest

from cssgen.contexts import read_contexts
from cssgen.wishes.defining import define, read_single_value
from cssgen.wishes.wish import read_wish

SHEET = "@theme {\n  --color-red: #f00;\n  /* complete: PROMPT */\n}\n"
VALUE = ":root {\n  NAME: /* complete: PROMPT */;\n}\n"


@pytest.mark.parametrize(
    ("prompt", "declaration"),
    [
        ("brand blue", "--color-brand: blue;"),
        ("--color-brand a bright orange", "--color-brand: orange;"),
        ("set the brand color to rebeccapurple", "--color-brand: rebeccapurple;"),
        ("primary color #0af", "--color-primary: #0af;"),
        ("light grey background", "--color-background: #e5e7eb;"),
        ("teal", "--color-teal: teal;"),
        ("breakpoint for tablets at 800px", "--breakpoint-tablets: 800px;"),
        ("card radius 12px", "--radius-card: 12px;"),
        ("a spacing of 4px", "--spacing: 4px;"),
        ("header height 64px", "--header-height: 64px;"),
        ("fade duration 200ms", "--fade-duration: 200ms;"),
    ],
)
def test_define(prompt: str, declaration: str) -> None:
    [context] = read_contexts(SHEET.replace("PROMPT", prompt)).contexts
    assert define(read_wish(context)) == declaration


@pytest.mark.parametrize(
    "prompt",
    [
        pytest.param("blue palette", id="several"),
        pytest.param("brand colours: blue and orange", id="two colours"),
        pytest.param("radius 4px and 8px", id="two sizes"),
        pytest.param("red on hover", id="a state"),
        pytest.param("soft black shadow", id="more than a colour"),
        pytest.param("font for headings", id="no value"),
        pytest.param("--a and --b blue", id="two names"),
        pytest.param("#0af", id="no name"),
        pytest.param("the colour of buttons that save what was typed before, blue", id="a long name"),
    ],
)
def test_define_nothing(prompt: str) -> None:
    [context] = read_contexts(SHEET.replace("PROMPT", prompt)).contexts
    assert define(read_wish(context)) is None


@pytest.mark.parametrize(
    ("name", "prompt", "value"),
    [
        ("--color-accent", "bright green", "green"),
        ("--gap", "12px", "12px"),
        ("--cols", "three columns", "3"),
        ("--shadow-lg", "two soft layers, deeper than --shadow-sm", None),
        ("--z-modal", "above 3 other layers", None),
        ("--easing", "four steps", None),
        ("--shadow", "soft black", None),
        ("--border-strong", "black", None),
        ("--accent", "from red to blue", None),
    ],
)
def test_single_value(name: str, prompt: str, value: str | None) -> None:
    [context] = read_contexts(VALUE.replace("NAME", name).replace("PROMPT", prompt)).contexts
    assert read_single_value(read_wish(context)) == value
