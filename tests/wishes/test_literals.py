"""Texts that a prompt writes out."""

import pytest

from cssgen.wishes.literals import find_literal, find_sign, say_literal


@pytest.mark.parametrize(
    ("prompt", "literal"),
    [
        ("with PAUSED on top in big letters", "PAUSED"),
        ('shows the text "Nothing here"', "Nothing here"),
        ("shows the text Nothing here in italics", "Nothing here"),
        ("a ✈ in the middle", "✈"),
        ("a † before the dates", "†"),
        ("birthday cake emoji in front", "🎂"),
        ("faint CRT scanlines", None),
        ("the FAQ in two columns", None),
        ("A4 PDF, RTL", None),
        ('when html has data-theme="night"', None),
        ("DRAFT or FINAL", None),
        ("a card", None),
    ],
)
def test_literal(prompt: str, literal: str | None) -> None:
    assert find_literal(prompt) == literal


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('&::before { content: "New"; }', '&::before { content: "PAUSED"; }'),
        ("&::before { content: ''; }", '&::before { content: "PAUSED"; }'),
        ('.a::before { content: "x"; }\n.b::after { content: "y"; }', None),
        ('&::before { content: "a" counter(b); }', None),
        ("color: red;", None),
    ],
)
def test_said(answer: str, said: str | None) -> None:
    assert say_literal(answer, "with PAUSED on top", "a badge") == (said or answer)


def test_what_would_end_the_string_is_not_said() -> None:
    answer = '&::before { content: "New"; }'
    assert say_literal(answer, 'the text ‘a" } b’', "a badge") == answer


@pytest.mark.parametrize(
    ("wish", "sign"),
    [
        *((wish, '"+"') for wish in ("plus in front", "a plus sign at the end of each question", "plus")),
        *((wish, '"−"') for wish in ("minus", "a minus sign")),
        *((wish, '"✓"') for wish in ("tick before it", "a check mark", "checkmark in front of the text")),
        *((wish, '"→"') for wish in ("an arrow behind it", "little arrow after the link")),
        ("cross", '"✕"'),
        ("bullet before each", '"•"'),
        ("chevron at the end", '"›"'),
    ],
)
def test_signs(wish: str, sign: str) -> None:
    assert find_sign(wish) == sign


@pytest.mark.parametrize("wish", ["arrow", "dot", "plus 4px", "minus margin", "crossed out", "dashed", "green", ""])
def test_no_sign(wish: str) -> None:
    assert find_sign(wish) is None
