"""Words that deny."""

import pytest

from cssgen.wishes.negation import opposes


@pytest.mark.parametrize(
    ("prompt", "wording"),
    [
        ("header not fixed", "fixed header"),
        ("fixed header", "header isn't fixed any more"),
        ("text doesn't wrap", "let the text wrap"),
        ("no longer sticky", "sticky header"),
    ],
)
def test_opposites(prompt: str, wording: str) -> None:
    assert opposes(prompt, wording)


@pytest.mark.parametrize(
    ("prompt", "wording"),
    [
        ("header not fixed", "the header isn't fixed"),
        ("fixed header", "header stays in view"),
        ("not too wide", "readable line length"),
        ("don't shrink", "never shrinks"),
        ("", ""),
    ],
)
def test_no_opposites(prompt: str, wording: str) -> None:
    assert not opposes(prompt, wording)
