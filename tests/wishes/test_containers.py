"""What of a file lays others out."""

from cssgen.wishes.containers import find_container

RULES = [(".card", frozenset(("padding",))), (".shop", frozenset(("display", "grid-template-columns")))]


def test_what_declares_the_same() -> None:
    assert find_container(("gap", "grid-template-columns"), RULES, [".card", ".shop", ".grid"]) == ".shop"


def test_what_is_called_a_container() -> None:
    assert find_container(("flex-direction",), RULES, [".card", ".shop", ".page-layout"]) == ".page-layout"


def test_the_innermost_first() -> None:
    assert find_container(("grid-template-columns",), [], [".page", ".card", ".gallery"]) == ".gallery"


def test_none() -> None:
    assert find_container(("flex-direction",), RULES, [".card", ".shop"]) is None
    assert find_container(("color",), RULES, [".grid"]) is None
