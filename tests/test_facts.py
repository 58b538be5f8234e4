"""What a text says, coarsely."""

import pytest

from cssgen.facts import generalise, list_facts
from cssgen.productions import Production


@pytest.mark.parametrize(
    ("value", "general"),
    [
        ("1px solid #eee", "<number> solid <color>"),
        ("0 0 -4px 1fr", "0 0 <-number> <number>fr"),
        ("var(--brand) !important", "<var>"),
        ("100%", "100%"),
        ("rgb(0 0 0 / 0.5) whitesmoke", "<color> <color>"),
        ("border-box no-repeat row-reverse", "border-box no-repeat row-reverse"),
    ],
)
def test_generalise(value: str, general: str) -> None:
    assert generalise(value) == general


@pytest.mark.parametrize(
    ("text", "production", "facts"),
    [
        pytest.param("top: 0;", Production.DECLARATIONS, {"top", "top: 0"}, id="declaration"),
        pytest.param("--gap: 2px;", Production.DECLARATIONS, {"--*"}, id="custom property"),
        pytest.param(
            "&:hover { top: 3px }",
            Production.DECLARATIONS,
            {"& {}", ":hover {}", "top", "top: <number>", ":hover { top }"},
            id="state",
        ),
        pytest.param(
            "@media print { nav > .x { top: 0 } }",
            Production.STYLESHEET,
            {*("@media {}", "print {}", "nav {}", "> {}", "top", "top: 0"), "@media { top }", "> { top }"},
            id="nested",
        ),
        pytest.param("1fr auto", Production.VALUE, {"p=<number>fr auto", "p = … <number>fr", "p = … auto"}, id="value"),
        pytest.param("}", Production.DECLARATIONS, set(), id="no answer"),
    ],
)
def test_facts(text: str, production: Production, facts: set[str]) -> None:
    assert list_facts(text, production, "p") == facts
