"""What a prompt wants styled."""

import pytest

from cssgen.wishes.subjects import (
    find_held_state,
    find_state,
    iter_blocks,
    list_subjects,
    name_subject,
    name_variant,
    split_head,
)

SELECTORS = [".card", ".card__title", ".Ticket-labels", "nav a", ".site-footer", ".row + .row"]


@pytest.mark.parametrize(
    ("prompt", "head", "rest"),
    [
        pytest.param("ticket: white card", "ticket", "white card", id="colon"),
        pytest.param("overdue = white on red", "overdue", "white on red", id="sign"),
        pytest.param("white card", "", "white card", id="none"),
        pytest.param("a:hover is red", "", "a:hover is red", id="a pseudo-class"),
        pytest.param("make all of these six words here: x", "", "make all of these six words here: x", id="too long"),
    ],
)
def test_head(prompt: str, head: str, rest: str) -> None:
    assert split_head(prompt) == (head, rest)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("underlined on hover", ":hover"),
        ("when hovered", ":hover"),
        ("a ring when focused", ":focus-visible"),
        ("smaller while pressed", ":active"),
        ("grey if disabled", ":disabled"),
        ("active tab", ""),
        ("red", ""),
    ],
)
def test_state(text: str, state: str) -> None:
    assert find_state(text) == state


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [
        pytest.param("card: white", ".card", id="a class of the file"),
        pytest.param("ticket: white", ".Ticket", id="the block of its classes"),
        pytest.param("nav links in red", "nav a", id="an element in another"),
        pytest.param("fab: round", ".fab", id="a class that the file does not have"),
        pytest.param("card badge: red", ".card__badge", id="a part of a block that it has"),
        pytest.param("card kicker: red", ".card__kicker", id="a part, named as the file does"),
        pytest.param("a bit more padding", None, id="an article is no link"),
        pytest.param("row kicker: red", ".row__kicker", id="of a block in a longer selector"),
        pytest.param("card hover: darker", ".card", id="a state is no part"),
        pytest.param("title--big: red", ".card__title--big", id="a modifier of a part"),
        pytest.param("card--wide: red", ".card--wide", id="a modifier of a block"),
        pytest.param("fab--round: red", ".fab--round", id="a modifier of what the file does not have"),
        pytest.param("everything in red", None, id="nothing"),
    ],
)
def test_subject(prompt: str, subject: str | None) -> None:
    assert name_subject(prompt, SELECTORS) == subject


def test_blocks() -> None:
    assert list(iter_blocks(SELECTORS)) == [".card", ".Ticket", ".site", ".row"]


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("hide nav, aside and footer", ["nav", "aside", ".site-footer"]),
        ("hide the cards & the site footer", [".card", ".site-footer"]),
        ("hide the card", []),
        ("hide aside and make the cards wider", []),
        ("white nav and footer", []),
    ],
)
def test_several_subjects(prompt: str, subjects: list[str]) -> None:
    assert list_subjects(prompt, SELECTORS) == subjects


@pytest.mark.parametrize(
    ("prompt", "variant"),
    [
        ("danger button", ".btn-danger"),
        ("outline variant of the button: brand border", ".btn-outline"),
        ("icon only button, 40px square", ".btn-icon"),
        ("primary button darker", None),
        ("primary and secondary button", None),
        ("ghost link", None),
    ],
)
def test_variant(prompt: str, variant: str | None) -> None:
    assert name_variant(prompt, [".btn", ".btn-primary", ".btn-group", "a"]) == variant


def test_what_is_told_before_a_condition_does_not_hold_then_alone() -> None:
    assert find_held_state("green, red when .late") is None
    assert find_held_state("red border and bold when .late") is not None
