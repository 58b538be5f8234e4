"""What of a file lays others out, where a prompt wants `one column` and does not say of what."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from cssgen.wishes.selectors import iter_bodies

_OF_LAYOUT: Final = frozenset(
    ("grid-template-columns", "grid-template-areas", "grid-template", "flex-direction", "columns", "column-count")
)
# Words in the names of classes that lay others out, those of the innermost first.
_WORDS: Final = (
    *("grid", "gallery", "cards", "columns", "list", "catalogue", "results", "items", "feed", "board", "menu"),
    *("layout", "app", "shell", "container", "wrapper", "wrap", "content", "main", "page"),
)


def find_container(
    names: Collection[str], rules: Sequence[tuple[str, Collection[str]]], selectors: Sequence[str]
) -> str | None:
    """The selector of a file that some declarations about layout are for.

    That of the first rule that declares the same, else one that is called like a container; None if there is none,
    or if they are not about layout.

    Args:
        names: the properties that are declared.
        rules: those of the file, and the properties that each declares.
        selectors: those of the file.
    """
    first = next((name for name in names if name in _OF_LAYOUT), None)
    if first is None:
        return None
    declaring = [selector for selector, declared in rules if first in declared]
    if declaring:
        return declaring[0]
    # In the plural: a card holds no cards.
    words = {selector: re.findall(r"[a-z]+", selector.lower()) for selector in selectors}
    return next((selector for word in _WORDS for selector in selectors if word in words[selector]), None)


# Words in the names of what holds the parts of a page, and of what may hold them.
_HOLDERS: Final = (
    frozenset(
        ("layout", "page", "app", "shell", "search", "wrapper", "wrap", "container", "main", "dashboard", "site")
    ),
    frozenset(("grid", "content", "columns", "body", "screen", "view")),
)
_AREAS: Final = re.compile(r"grid-template(?:-areas)?:([^;}]*)")
_AREA: Final = re.compile(r"grid-area:\s*([A-Za-z][\w-]*)")


def find_holder(rules: Sequence[tuple[str, Collection[str]]], named: Collection[str], text: str) -> str | None:
    """The selector of a file that lays some of its parts out: its areas are called like them, or it like a layout.

    Args:
        rules: those of the file, and the properties that each declares.
        named: the selectors of the parts, as far as they are known.
        text: the file.
    """
    laying = [selector for selector, declared in rules if "display" in declared and selector not in named]
    for selector in laying:
        if find_areas(selector, text):
            return selector
    of_parts = {word for selector in named for word in re.findall(r"[a-z]+", selector.lower())}
    for words in _HOLDERS:
        for selector in laying:
            own = set(re.findall(r"[a-z]+", selector.split()[-1].lower()))
            if words & own and not of_parts & own and ":" not in selector:
                return selector
    return None


def find_areas(selector: str, text: str, without: Collection[str] = ()) -> list[str]:
    """The names of the grid areas of a rule, each once, in order.

    Args:
        selector: of the rule.
        text: the file.
        without: selectors of what is not to have one.
    """
    blocks = _read_blocks(text)
    told = _AREAS.search(blocks.get(selector, ""))
    rows = re.findall(r"\"([^\"]*)\"|'([^']*)'", told[1]) if told else []
    gone = {match[1] for each in without if (match := _AREA.search(blocks.get(each, "")))}
    names = (name for row in rows for name in "".join(row).split())
    return [name for name in dict.fromkeys(names) if name.strip(".") and name not in gone]


# Each rule that may hold others is looked up in the same file.
@lru_cache(4)
def _read_blocks(text: str) -> dict[str, str]:
    """What the first rule for each selector of a file declares."""
    blocks: dict[str, str] = {}
    for prelude, block in iter_bodies(text):
        blocks.setdefault(prelude, block)
    return blocks
