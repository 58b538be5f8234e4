"""Custom properties that a prompt speaks of."""

import pytest

from cssgen.wishes.tokens import find_lone_token, find_mentions

PROPERTIES = [
    ("--brand", "#00f"),
    ("--code-bg", "#eee"),
    ("--text", "#111"),
    ("--measure", "65ch"),
    ("--c1", "red"),
    ("--color-violet", "#80f"),
    ("--shadow-lg", "0 1px 2px #000"),
    ("--space-4", "1rem"),
    ("--gap", "1rem"),
    ("--soft", "#eef"),
]


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("in brand", ["--brand"]),
        ("our brand colour", ["--brand"]),
        ("code bg, and violet text", ["--code-bg", "--color-violet"]),
        ("as wide as the measure", ["--measure"]),
        ("from c1 to white", ["--c1"]),
        ("var(--text)", ["--text"]),
        ("--text", ["--text"]),
        ("the text colour", ["--text"]),
        ("large text", []),
        ("4.5rem high, with a gap", []),
        ("space 4 around it", ["--space-4"]),
        ("brandy", []),
        ("soft background", ["--soft"]),
        ("soft shadow", []),
        ("brand shadow", ["--brand"]),
        ("", []),
    ],
)
def test_mentions(prompt: str, names: list[str]) -> None:
    assert [mention.name for mention in find_mentions(prompt, PROPERTIES)] == names


def test_a_part_of_the_page_is_no_colour() -> None:
    assert not find_mentions("brand on the left", PROPERTIES, parts={"brand"})
    assert find_mentions("the brand colour", PROPERTIES, parts={"brand"})


@pytest.mark.parametrize(
    ("value", "kind"), [("8px", "length"), ("0.2s", "time"), ("0 1px 2px #000", "shadow"), ("#fff", ""), ("red", "")]
)
def test_kind(value: str, kind: str) -> None:
    (mention,) = find_mentions("the x1", [("--x1", value)])
    assert mention.kind == kind


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        ("the shadow-lg token", "var(--shadow-lg)"),
        ("brand variable", "var(--brand)"),
        ("brand", None),
        ("brand token, a bit darker", None),
    ],
)
def test_a_prompt_that_says_nothing_but_which_one(prompt: str, value: str | None) -> None:
    assert find_lone_token(prompt, PROPERTIES) == value
