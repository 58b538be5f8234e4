"""The cookbook: recipes in plain CSS files, a header comment with wordings and the code that answers them.

The files are read when a model is trained, and when `tools/build_cookbook.py` packs them into one file of the
package; that one is read at run time.
"""

import functools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from cssgen.answers import Declaration, Rule, parse_answer
from cssgen.errors import FileError
from cssgen.layout import Layout, render_items
from cssgen.productions import Production

_HEADER = re.compile(r"/\* @recipe ([\w-]+)\n(.*?)\*/\n?", re.DOTALL)
_CONTEXT = re.compile(r"^ \* context: (\w+)", re.MULTILINE)
_SLOTS = re.compile(r"^ \* slots: (.*)$", re.MULTILINE)
_WORDING = re.compile(r"^ \* - (.*)$", re.MULTILINE)

PRODUCTIONS = {
    "rule": Production.DECLARATIONS,
    "stylesheet": Production.STYLESHEET,
    "media": Production.GROUP,
    "keyframes": Production.KEYFRAMES,
    "value": Production.VALUE,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A literal that may vary: `48px` of kind `length`."""

    literal: str
    kind: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """Wordings of a wish, and the CSS that fulfils it.

    Attributes:
        name: unique, kebab-case.
        production: where a marker with this wish would stand.
        slots: literals of wordings and code that may vary together.
        wordings: ways to ask for it.
        prelude: of the block in which the answer stands; empty for STYLESHEET.
        property: for VALUE, the property whose value it is.
        answer: the code in canonical layout.
    """

    name: str
    production: Production
    slots: tuple[Slot, ...]
    wordings: tuple[str, ...]
    prelude: str
    property: str | None
    answer: str


@functools.cache
def load_recipes() -> tuple[Recipe, ...]:
    """The recipes that come with cssgen."""
    return tuple(read_packed(number) for number in range(len(_load_rows())))


@functools.cache
def read_packed(number: int) -> Recipe:
    """One of the recipes that come with cssgen, by its number: to read all of them takes a while."""
    return _unpack(json.loads(_load_rows()[number]))


@functools.cache
def _load_rows() -> list[bytes]:
    """The packed recipes, each a line of JSON."""
    packed = resources.files("cssgen.data").joinpath("cookbook.json").read_bytes()
    return [line.rstrip(b",") for line in packed.splitlines()[1:-1]]


def pack_recipes(recipes: Sequence[Recipe]) -> str:
    """Recipes as JSON, one a line, for `load_recipes`."""
    rows = (json.dumps(list(asdict(recipe).values()), ensure_ascii=False) for recipe in recipes)
    return "[\n" + ",\n".join(rows) + "\n]\n"


def read_cookbook(directory: Path) -> Iterator[Recipe]:
    """Read the recipes of all `*.css` files of a directory; raises `FileError` where one is malformed."""
    for path in sorted(directory.glob("*.css")):
        try:
            yield from read_recipes(path.read_text(encoding="utf-8"))
        except (ValueError, KeyError) as error:
            raise FileError(f"{path}: {error}") from error


def read_recipes(text: str) -> Iterator[Recipe]:
    """Read the recipes of one file."""
    headers = list(_HEADER.finditer(text))
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        code = text[header.end() : following.start() if following else len(text)]
        yield _read_recipe(header[1], header[2], code)


def _unpack(row: Sequence[Any]) -> Recipe:
    name, production, slots, wordings, prelude, name_of_property, answer = row
    read_slots = tuple(Slot(**slot) for slot in slots)
    return Recipe(name, Production(production), read_slots, tuple(wordings), prelude, name_of_property, answer)


def _read_recipe(name: str, header: str, code: str) -> Recipe:
    context = _CONTEXT.search(header)
    slots = _SLOTS.search(header)
    if context is None:
        raise ValueError(f"recipe {name} has no context")
    production = PRODUCTIONS[context[1]]
    return Recipe(
        name,
        production,
        tuple(_read_slot(slot) for slot in slots[1].split(";") if slot.strip()) if slots else (),
        tuple(_WORDING.findall(header)),
        *split_code(name, production, code),
    )


def _read_slot(source: str) -> Slot:
    literal, kind = source.strip().rsplit(" ", 1)
    return Slot(literal.strip(), kind)


def read_definitions(recipe: Recipe) -> Recipe | None:
    """A recipe of custom properties, for the root or a block, as one for a block; None for any other."""
    if "--" not in recipe.answer:
        return None
    items = parse_answer(recipe.answer, recipe.production)
    first = items[0]
    if isinstance(first, Rule) and first.prelude == ":root" and first.items and len(items) == 1:
        items = first.items
    if not all(isinstance(item, Declaration) and item.name.startswith("--") for item in items):
        return None
    answer = render_items(items, Layout(), "")
    return replace(recipe, production=Production.DECLARATIONS, prelude=":root", answer=answer)


def split_code(name: str, production: Production, code: str) -> tuple[str, str | None, str]:
    """Prelude of the surrounding block, property and canonical answer of a recipe's code."""
    items = parse_answer(code.strip(), Production.STYLESHEET)
    if production is Production.STYLESHEET:
        return "", None, render_items(items, Layout(), "")
    block = items[0]
    if not isinstance(block, Rule) or not block.items or len(items) > 1:
        raise ValueError(f"recipe {name} is not one block")
    if production is not Production.VALUE:
        return block.prelude, None, render_items(block.items, Layout(), "")
    declaration = block.items[0]
    if not isinstance(declaration, Declaration):
        raise ValueError(f"recipe {name} has no declaration")
    return block.prelude, declaration.name, declaration.value
