"""The two sizes of a prompt as the bounds of a fluid one."""

import pytest

from cssgen.answers import Declaration
from cssgen.wishes.declarations import apply_quantities
from cssgen.wishes.quantities import find_quantities


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        ("fluid between 2rem and 4.5rem", "clamp(2rem, 1rem + 3vw, 4.5rem)"),
        ("from 4.5rem down to 2rem", "clamp(2rem, 1rem + 3vw, 4.5rem)"),
        ("never under 200px or over 600px", "clamp(200px, 1rem + 3vw, 600px)"),
        ("fluid", "clamp(1rem, 1rem + 3vw, 9rem)"),
    ],
)
def test_bounds(prompt: str, value: str) -> None:
    own = Declaration("font-size", "clamp(1rem, 1rem + 3vw, 9rem)")
    (declaration,) = apply_quantities([own], find_quantities(prompt), may_add=False)
    assert isinstance(declaration, Declaration)
    assert declaration.value == value
