"""Which stylesheets count as alike."""

import re

import pytest

from cssgen.training.near_duplicates import NamedText, drop_near_duplicates
from tests.training.conftest import STYLESHEETS

CARDS = STYLESHEETS["cards.css"]
HEADER = STYLESHEETS["header.css"]


def minify(css: str) -> str:
    return re.sub(r"\s*([{};:,])\s*", r"\1", css).replace(";}", "}")


def names(texts: list[NamedText]) -> list[str]:
    return [text.name for text in texts]


@pytest.mark.parametrize(
    ("others", "kept"),
    [
        pytest.param({"header.css": HEADER}, ["card.css", "header.css"], id="another file"),
        pytest.param({"card.min.css": minify(CARDS * 4)}, ["card.css"], id="minified"),
        pytest.param({"card.rtl.css": CARDS.replace("0 4px 12px", "0 -14px 12px")}, ["card.css"], id="mirrored"),
        pytest.param({"layered.css": f"@layer a {{\n{CARDS}}}\n"}, ["card.css"], id="in a layer"),
        pytest.param(
            {"header.css": HEADER, "all.css": HEADER + CARDS}, ["card.css", "header.css"], id="a bundle of the others"
        ),
        pytest.param({"tiles.css": CARDS.replace("card", "tiles")}, ["card.css"], id="another name"),
        pytest.param({"empty.css": "/* nothing */"}, ["card.css"], id="nothing in it"),
    ],
)
def test_near_duplicates(others: dict[str, str], kept: list[str]) -> None:
    sheets = {"card.css": CARDS, **others}
    left, dropped = drop_near_duplicates([NamedText(name, text) for name, text in sheets.items()])
    assert names(left) == kept
    assert sorted(names(left) + names(dropped)) == sorted(sheets)


def test_a_file_is_named_after_what_it_is_for() -> None:
    template = "." + "{0} {{ margin: 0; }}\n.{0}:hover {{ color: red; }}\n.{0}-title {{ padding: 0; }}\n"
    paths = {"card": "es/card/style/index.css", "table": "es/table/style/index.css"}
    texts = [NamedText(path, template.format(name)) for name, path in paths.items()]
    assert names(drop_near_duplicates(texts)[0]) == ["es/card/style/index.css"]


def test_what_is_known_is_not_said_again() -> None:
    texts = [NamedText("cards.css", CARDS), NamedText("header.css", HEADER)]
    left, _ = drop_near_duplicates(texts, known=[NamedText("cards.css", CARDS)])
    assert names(left) == ["header.css"]
