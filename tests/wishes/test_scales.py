"""Scales of custom properties."""

import pytest

from cssgen.wishes.scales import find_scale


@pytest.mark.parametrize(
    ("prompt", "declarations"),
    [
        ("--space-1 to --space-3 in steps of 4px, as rem", "--space-1 0.25rem, --space-2 0.5rem, --space-3 0.75rem"),
        ("--space-0 to --space-2, 8px steps", "--space-0 0, --space-1 8px, --space-2 16px"),
        ("--t1 through --t3 in increments of 100ms", "--t1 100ms, --t2 200ms, --t3 300ms"),
        ("--gap-1…3 in steps of 0.5rem, starting at 1rem", "--gap-1 1rem, --gap-2 1.5rem, --gap-3 2rem"),
        ("--w-100 to --w-300 in steps of 10px", "--w-100 10px, --w-200 20px, --w-300 30px"),
        ("--space-1 to --space-3", ""),
        ("steps of 4px", ""),
        ("--a-1 to --a-999 in steps of 1px", ""),
        ("--a-3 to --a-1 in steps of 1px", ""),
        ("--a-1 to --b-3 in steps of 1px", ""),
    ],
)
def test_scale(prompt: str, declarations: str) -> None:
    assert ", ".join(f"{each.name} {each.value}" for each in find_scale(prompt)) == declarations
