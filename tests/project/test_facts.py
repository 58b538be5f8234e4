"""What one stylesheet says that helps to fill another."""

import pytest

from cssgen.project.facts import Example, read_facts

RULE = ".card {\n  color: red;\n}"


@pytest.mark.parametrize(
    ("text", "wordings"),
    [
        pytest.param(
            f"/* cards of the front page */\n{RULE}", ["cards of the front page"], id="a comment and its rule"
        ),
        pytest.param(f"/**\n * x y\n */\n{RULE}", [], id="a block of stars"),
        pytest.param(f"/* cards */\n{RULE}", [], id="a heading"),
        pytest.param(f"/* cards of the front page */\n\n{RULE}", [], id="apart"),
        pytest.param(f"a {{}} /* cards of the front page */ {RULE}", [], id="not on a line of its own"),
        pytest.param(f"/* complete: cards of the page */\n{RULE}", [], id="a marker"),
        pytest.param("/* cards of the front page */\n@media print { a { b: c } }", [], id="an at-rule"),
        pytest.param(f"/* cards of the front page */\n{RULE}}}", [], id="not balanced"),
    ],
)
def test_examples(text: str, wordings: list[str]) -> None:
    assert [example.wording for example in read_facts(text).examples] == wordings


def test_code_is_in_canonical_layout() -> None:
    (example,) = read_facts("/* cards of the front page */\n.card{color:red;margin:0}").examples
    code = "color: red;\nmargin: 0;"
    assert example == Example("cards of the front page", ".card {\n  color: red;\n  margin: 0;\n}", code)


@pytest.mark.parametrize(
    ("text", "properties"),
    [
        (":root { --a: 1px; --b:  red }", (("--a", "1px"), ("--b", "red"))),
        (":root { --a: 1px } .dark { --a: 2px }", (("--a", "1px"),)),
        ("/* --a: 1px */ a { color: var(--b) }", ()),
        (":root { --a: 1px ", ()),
    ],
    ids=["two", "the first value", "none that are defined", "not balanced"],
)
def test_custom_properties(text: str, properties: tuple[tuple[str, str], ...]) -> None:
    assert read_facts(text).custom_properties == properties
