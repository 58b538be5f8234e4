"""What a prompt does not want shown, and what of it is about the paper that it is printed on."""

import pytest

from cssgen.answers import Declaration
from cssgen.wishes.hiding import begins_hiding, is_hiding
from cssgen.wishes.paper import PAGE, read_paper
from cssgen.wishes.targets import Target, find_targets

PAGE_OF = [".topnav", ".footer", ".ads", ".course", ".courses", ".photo", ".donate-button", "body"]


@pytest.mark.parametrize(
    "wish",
    [
        *("no", "gone", "leave out", "left out", "skip", "omit", "without", "hidden", "please hide", "not printed"),
        *("is gone", "don't print", "is not shown", "get rid of", "gone completely"),
    ],
)
def test_hiding(wish: str) -> None:
    assert is_hiding(wish)


@pytest.mark.parametrize("wish", ["no shadow", "bigger", "nobody sees it", "without a border", "hide the text", ""])
def test_shown(wish: str) -> None:
    assert not is_hiding(wish)


@pytest.mark.parametrize(
    ("prompt", "selectors"),
    [
        ("leave out the nav, the footer and the ads", [".topnav, .footer, .ads"]),
        ("without the nav and the photos", [".topnav, .photo"]),
        ("no nav and no photos, footer bigger", [".topnav", ".photo", ".footer"]),
        ("no nav, footer and donate button, course bold", [".topnav, .footer, .donate-button", ".course"]),
        ("nav and footer gone", [".topnav, .footer"]),
        ("no nav, ads and footer smaller", [".topnav", ".ads, .footer"]),
        ("hide the ads but keep the nav", [".ads"]),
        ("no photos, the nav stays, footer bigger", [".photo", ".footer"]),
        ("hide all but the first photo", [".photo:not(:first-child)"]),
        ("a course never split over two pages", [".course"]),
    ],
)
def test_lists(prompt: str, selectors: list[str]) -> None:
    assert [target.selector for target in find_targets(prompt, PAGE_OF)] == selectors


def test_what_begins_a_list() -> None:
    assert begins_hiding("and without the nav")
    assert not begins_hiding("no-print")
    assert find_targets("skip link", PAGE_OF) == []
    assert not begins_hiding("the nav is hidden")


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("on A4 landscape", Declaration("size", "A4 landscape")),
        ("a4 paper", Declaration("size", "A4")),
        ("Letter, portrait", Declaration("size", "letter portrait")),
        ("in landscape format", Declaration("size", "landscape")),
        ("15mm margins", Declaration("margin", "15mm")),
        ("margin 0", Declaration("margin", "0")),
        ("margin of 2cm all round", Declaration("margin", "2cm")),
    ],
)
def test_paper(wish: str, told: Declaration) -> None:
    assert read_paper([Target(None, wish, is_own=False)]) == (Target(PAGE, wish, is_own=False, told=(told,)),)


@pytest.mark.parametrize("wish", ["black on white", "2cm", "A4 text in black", "bold", ""])
def test_no_paper(wish: str) -> None:
    assert read_paper([Target(None, wish, is_own=False)]) == (Target(None, wish, is_own=False),)
