"""What of a file lays others out, where a prompt wants `one column` and does not say of what."""

import re
from collections.abc import Collection, Sequence
from typing import Final

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
