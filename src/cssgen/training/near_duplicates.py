"""Stylesheets that say what others say: minified and mirrored versions, bundles of what lies beside them.

A file held out while its like is trained on would show what was learnt by heart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from cssgen.files import MAX_LINE_LENGTH

COVERED: Final = 0.5
"""Share of a file that others say already, from which it is a near-duplicate."""
DENSE: Final = 200
"""Characters of a mean line from which a file is taken to be minified."""

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SEPARATOR: Final = re.compile(r"[{};]")
_BLANK: Final = re.compile(r"\s+")
_NAMELESS: Final = frozenset({"index", "main", "style", "styles", "css"})  # stems that say nothing of what is inside
_SHORTEST_NAME: Final = 3  # letters; shorter ones stand in too many other words


@dataclass(frozen=True, slots=True)
class NamedText:
    """A stylesheet and its path, with slashes."""

    name: str
    text: str


def drop_near_duplicates(
    texts: Sequence[NamedText], *, known: Iterable[NamedText] = ()
) -> tuple[list[NamedText], list[NamedText]]:
    """The texts that are kept, in their order, and those that are not.

    Of two that are alike the readable one is kept, then the smaller one: so the parts stay, and their bundle goes.

    Args:
        texts: stylesheets.
        known: texts that none of them may repeat.
    """
    seen = Pairs.of(known)
    kept: set[int] = set()
    order = sorted(range(len(texts)), key=lambda place: (_is_dense(texts[place].text), len(texts[place].text), place))
    for place in order:
        own = Pairs.of([texts[place]])
        if own.plain and own.overlap(seen) < COVERED:
            kept.add(place)
            seen.add(own)
    return (
        [text for place, text in enumerate(texts) if place in kept],
        [text for place, text in enumerate(texts) if place not in kept],
    )


@dataclass(frozen=True, slots=True)
class Pairs:
    """Hashes of neighbouring pairs of preludes and declarations, white space, case and comments left out.

    Attributes:
        plain: as they are.
        nameless: without the file's own name, so that `red.css` and `ruby.css`, made from one template, are alike.
    """

    plain: set[int]
    nameless: set[int]

    @classmethod
    def of(cls, texts: Iterable[NamedText]) -> "Pairs":
        """The pairs of all these stylesheets."""
        found = cls(set(), set())
        for text in texts:
            pieces = list(_iter_pieces(text.text))
            name = _find_own_name(text.name)
            found.plain.update(_iter_hashes(pieces))
            found.nameless.update(_iter_hashes([piece.replace(name, "*") for piece in pieces] if name else pieces))
        return found

    def add(self, others: "Pairs") -> None:
        """Take in others."""
        self.plain.update(others.plain)
        self.nameless.update(others.nameless)

    def overlap(self, others: "Pairs") -> float:
        """The share of these that others have, whichever way it is more."""
        shares = ((self.plain, others.plain), (self.nameless, others.nameless))
        return max(len(own & theirs) / max(1, len(own)) for own, theirs in shares)


def _iter_hashes(pieces: Sequence[str]) -> Iterator[int]:
    return map(hash, zip(["", *pieces], pieces, strict=False))


def _iter_pieces(text: str) -> Iterator[str]:
    for piece in _SEPARATOR.split(_COMMENT.sub("", text)):
        if said := _BLANK.sub("", piece).lower():
            yield said


def _find_own_name(path: str) -> str:
    """What a file is named after, in lower case: `card` for `card/style/index.css`; empty if that is too short."""
    for part in reversed(PurePath(path).parts):
        stem = part.partition(".")[0].lower()
        if stem not in _NAMELESS:
            return stem if len(stem) >= _SHORTEST_NAME else ""
    return ""


def _is_dense(text: str) -> bool:
    """Whether it reads as if a machine had written it: long lines."""
    lines = text.split("\n")
    return len(text) > DENSE * len(lines) or max(map(len, lines)) > MAX_LINE_LENGTH
