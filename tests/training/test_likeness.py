"""How much of a wanted answer another one says."""

import pytest

from cssgen.productions import Production
from cssgen.training.likeness import likeness

RULE = "a {\n  color: red;\n  margin: 0;\n}"


@pytest.mark.parametrize(
    ("text", "less", "production"),
    [
        pytest.param("color: red;", "color: blue;", Production.DECLARATIONS, id="another value"),
        pytest.param("color: blue;", "margin: 0;", Production.DECLARATIONS, id="another property"),
        pytest.param("color: red;\nmargin: 0;", "color: red;\norder: 1;\nflex: 1;", Production.DECLARATIONS, id="more"),
        pytest.param(RULE, "b {\n  color: red;\n  margin: 0;\n}", Production.STYLESHEET, id="another selector"),
        pytest.param(RULE, "a {\n  color: red;\n}", Production.STYLESHEET, id="something is missing"),
        pytest.param(RULE, "a {", Production.STYLESHEET, id="broken"),
        pytest.param("0 0 1px red", "0 0 2px red", Production.VALUE, id="another word of a value"),
        pytest.param("0 0 2px red", "none", Production.VALUE, id="no word of it"),
    ],
)
def test_order(text: str, less: str, production: Production) -> None:
    wanted = {
        Production.DECLARATIONS: "color: red;",
        Production.STYLESHEET: RULE,
        Production.VALUE: "0 0 1px red",
    }[production]
    assert 1 >= likeness(text, wanted, production) > likeness(less, wanted, production) >= 0


def test_what_is_missing_counts_more_than_what_nobody_asked_for() -> None:
    wanted = "color: red;\nmargin: 0;"
    missing = likeness("color: red;", wanted, Production.DECLARATIONS)
    beyond = likeness("color: red;\nmargin: 0;\npadding: 0;\nflex: 1;", wanted, Production.DECLARATIONS)
    assert beyond > missing
