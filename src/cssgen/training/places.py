"""Places for an answer: a stylesheet with a marker in it, put together from real files."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cssgen.contexts import Production
from cssgen.training.variations import Wish, stems

_CHUNK_END = re.compile(r"(?<=^\})\n+", re.MULTILINE)
_DECLARATION = re.compile(r"^\s+([a-z][a-z-]*): ([^{};\n]+);$", re.MULTILINE)
_CLASS = re.compile(r"\.[A-Za-z][\w-]*")
PROPERTIES = (
    ("--bg", "#fff"),
    ("--ink", "#1d2430"),
    ("--gap", "1rem"),
    ("--radius", "8px"),
    ("--shadow", "0 1px 3px rgb(0 0 0 / 20%)"),
    ("--line", "#ddd"),
)
INDENTS = ("  ", "  ", "  ", "    ", "\t")


@dataclass(frozen=True, slots=True)
class Scenery:
    """Real files as lists of their top-level pieces."""

    files: Sequence[Sequence[str]]

    def draw(self, rng: random.Random, most: int) -> list[str]:
        """Up to `most` neighbouring pieces of one file."""
        pieces = self.files[rng.randrange(len(self.files))]
        number = rng.randint(0, most)
        start = rng.randrange(max(1, len(pieces) - number + 1))
        return list(pieces[start : start + number])


def cut_scenery(texts: Iterable[str], longest: int = 500) -> Scenery:
    """Cut stylesheets into top-level pieces of at most `longest` characters; files with fewer than 3 are left out."""
    files = []
    for text in texts:
        pieces = [piece.strip("\n") for piece in _CHUNK_END.split(text)]
        sound = [piece for piece in pieces if 10 < len(piece) <= longest and piece.count("{") == piece.count("}") > 0]
        if len(sound) > 2:
            files.append(sound)
    return Scenery(files)


def place_wish(wish: Wish, scenery: Scenery, rng: random.Random) -> str:
    """A stylesheet with a marker that asks for `wish` where its answer would stand."""
    marker = f"/* complete: {wish.wording} */"
    host = _indent(_host(wish, marker, scenery, rng), rng.choice(INDENTS))
    before = scenery.draw(rng, rng.choice((0, 1, 2, 4)))
    behind = scenery.draw(rng, rng.choice((0, 1, 2)))
    before = _introduce(wish, before, scenery, rng)
    if wish.custom_properties:
        properties = [*wish.custom_properties, *_some_properties(rng)]
        rng.shuffle(properties)
        lines = "".join(f"  {name}: {value};\n" for name, value in properties)
        before = [f":root {{\n{lines}}}", *before]
    return "\n\n".join((*before, host, *behind)) + "\n"


def _some_properties(rng: random.Random) -> list[tuple[str, str]]:
    return rng.sample(PROPERTIES, rng.randint(0, 3))


def _introduce(wish: Wish, before: list[str], scenery: Scenery, rng: random.Random) -> list[str]:
    """Let earlier rules of the file style classes of the answer, as they would in a real file."""
    in_rules = wish.recipe.production in (Production.STYLESHEET, Production.GROUP)
    answer = wish.recipe.answer if in_rules and rng.random() < 0.6 else ""
    classes = [*wish.classes, *_CLASS.findall("".join(re.findall(r"[^{};]*\{", answer)))[:1]]
    for name in dict.fromkeys(classes):
        lines = _siblings(scenery, set(), rng) or ["padding: 1rem;"]
        body = "\n".join(f"  {line}" for line in dict.fromkeys(lines))
        before.insert(rng.randint(0, len(before)), f"{name} {{\n{body}\n}}")
    return before


def _host(wish: Wish, marker: str, scenery: Scenery, rng: random.Random) -> str:
    recipe = wish.recipe
    match recipe.production:
        case Production.STYLESHEET:
            return marker
        case Production.VALUE:
            lines = [f"{recipe.property}: {marker};"]
        case _:
            lines = [marker]
    if recipe.production in (Production.VALUE, Production.DECLARATIONS):
        taken = {recipe.property.split("-")[0]} if recipe.property else stems(recipe.answer)
        lines = [*_siblings(scenery, taken, rng), *lines]
        if rng.random() < 0.2:
            lines += _siblings(scenery, taken, rng)[:1]
    body = "\n".join(f"  {line}" for line in dict.fromkeys(lines))
    return f"{recipe.prelude} {{\n{body}\n}}"


def _siblings(scenery: Scenery, taken: set[str], rng: random.Random) -> list[str]:
    """Declarations from elsewhere that the answer does not touch."""
    if rng.random() < 0.4:
        return []
    found = _DECLARATION.findall("\n".join(scenery.draw(rng, 2)))
    free = [f"{name}: {value};" for name, value in found if name.split("-")[0] not in taken]
    return free[: rng.randint(0, 3)]


def _indent(text: str, unit: str) -> str:
    return re.sub(r"^(?:  )+", lambda match: unit * (len(match[0]) // 2), text, flags=re.MULTILINE)
