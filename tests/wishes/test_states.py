"""The class that tells when a prompt's wish holds, in place of the recipe's own."""

import pytest

from cssgen.wishes.naming import rename_selectors, rename_state
from cssgen.wishes.selectors import Named
from cssgen.wishes.written import cut_state_class

DRAWER = ".drawer {\n  translate: -100%;\n}\n\n.drawer.is-open {\n  translate: 0;\n}"


@pytest.mark.parametrize(
    ("prompt", "state"),
    [
        ("slides in from the left when it has .open", ".open"),
        ("hidden while .is-collapsed", ".is-collapsed"),
        ("cards: grey if .sold, red if .due", ""),
        ("a drawer that slides in", ""),
        ('open when aria-expanded="true"', ""),
    ],
)
def test_the_class_that_tells_when(prompt: str, state: str) -> None:
    assert cut_state_class(prompt)[1] == state


@pytest.mark.parametrize(
    ("answer", "renamed"),
    [
        pytest.param(DRAWER, DRAWER.replace(".is-open", ".open"), id="beside its own class"),
        pytest.param("&.is-open {\n  opacity: 1;\n}", "&.open {\n  opacity: 1;\n}", id="nested"),
        pytest.param(".a .b {\n  top: 0;\n}", ".a .b {\n  top: 0;\n}", id="a descendant is none"),
        pytest.param(".a.b {\n  top: 0;\n}\n\n.b {\n  top: 0;\n}", None, id="what stands alone is none"),
    ],
)
def test_the_recipes_own_becomes_it(answer: str, renamed: str | None) -> None:
    assert rename_state(answer, ".open") == (renamed or answer)


def test_both_rules_are_for_what_the_prompt_speaks_of() -> None:
    chosen = [Named(".open", 3.0), Named(".menu", 0.9)]
    renamed = rename_selectors(DRAWER, chosen, [".menu"], prompt="menu slides in when it has .open", state=".open")
    assert renamed == ".menu {\n  translate: -100%;\n}\n\n.menu.open {\n  translate: 0;\n}"
