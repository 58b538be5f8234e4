"""What can be seen of a candidate without a model."""

import pytest

from cssgen.contexts import read_contexts
from cssgen.traits import overlap, read_traits

SHEET = ".card { margin: 0 }\n/* complete: a white card with 8px radius and .badge */\n.foot { margin: 0 }"
(CONTEXT,) = read_contexts(SHEET).contexts


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        (".card { background: white; border-radius: 8px }", 2, (0, 0)),
        (".card { background: #fff; border-radius: 18px }", 1, (1, 0)),
        (".card { color: red }", 0, (1, 1)),
    ],
)
def test_what_the_prompt_names(text: str, said: int, unsaid: tuple[int, int]) -> None:
    traits = read_traits(text, CONTEXT)
    assert (traits.said, (traits.unsaid_sizes, traits.unsaid_colours)) == (said, unsaid)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        pytest.param(".card { color: red }", 0, id="of the file"),
        pytest.param(".badge { color: red }", 0, id="of the prompt"),
        pytest.param(".card .title { color: red }", 0.5, id="one of two is new"),
        pytest.param("a { color: #fab }", 0, id="no names"),
    ],
)
def test_new_names(text: str, share: float) -> None:
    assert read_traits(text, CONTEXT).new_names == share


@pytest.mark.parametrize(
    ("text", "share"), [("margin: 0;\n  color: red;", 0.5), ("", 0), ("margin: 0", 1)], ids=["half", "empty", "all"]
)
def test_overlap(text: str, share: float) -> None:
    assert overlap(text, CONTEXT.suffix) == share


DARK = "@media (prefers-color-scheme: dark) { .a { color: #eee; } }"


@pytest.mark.parametrize(
    ("prompt", "is_told"),
    [
        ("dark text on a light card", False),
        ("dark blue heading", False),
        ("dark mode", True),
        ("colours for night", True),
        ("in the dark: pale text", True),
        ("follow the system's scheme", True),
        ("dark", True),
    ],
)
def test_a_dark_scheme_is_asked_for(prompt: str, *, is_told: bool) -> None:
    [context] = read_contexts(f"/* complete: {prompt} */").contexts
    assert read_traits(DARK, context).is_for_dark is not is_told
