"""Values that a prompt tells as a calculation."""

import pytest

from cssgen.wishes.arithmetic import find_calculation

PROPERTIES = (("--temp", "20"), ("--share", "0.3"), ("--gap", "1rem"))


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        ("the --pct, minus 4px", "calc(var(--pct) - 4px)"),
        ("temp var times 2px", "calc(var(--temp) * 2px)"),
        ("share as percent", "calc(var(--share) * 1%)"),
        ("half of the gap", "calc(var(--gap) / 2)"),
        ("full width minus 2rem", "calc(100% - 2rem)"),
        ("screen height minus the gap", "calc(100vh - var(--gap))"),
        ("16px plus 2px", None),
        ("double line", None),
        ("quick fade", None),
        ("the gap", None),
        ("", None),
    ],
)
def test_calculation(prompt: str, value: str | None) -> None:
    assert find_calculation(prompt, PROPERTIES) == value
