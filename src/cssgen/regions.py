"""Filled regions: a marker that stays, its CSS, and an end comment with digests of both.

The digests tell what changed since the fill: the prompt (fill it anew) or the CSS (a person edited it, so
it is protected). They are taken over normalised tokens, so that a formatter does not count as a person.

Where an end comment may belong to several markers, or is not what cssgen writes, nothing is overwritten.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from cssgen.edits import Span
from cssgen.markers import Marker
from cssgen.scanner import Kind, Token, scan
from cssgen.structure import Block, Place, Structure

_END = re.compile(r"/\*\s*cssgen:end(?![-\w])(?P<digests>.*)\*/", re.DOTALL)
# An empty `sum=` is one that was deleted, too.
_DIGESTS = re.compile(r"(?:\s+p=(?P<prompt>[0-9a-f]+))?(?:\s+sum=(?P<body>[0-9a-f]*))?\s*")
_DIGITS = 10
_PUNCTUATION = frozenset("{}()[];:,>+~=/*!")
# Between two parts of a selector a blank has a meaning: `a :hover` is not `a:hover`.
_CLOSING_PART, _OPENING_PART = frozenset(")]*"), frozenset(".#:[")


class RegionState(StrEnum):
    """What became of a region since it was filled."""

    FRESH = "fresh"
    STALE = "stale"
    EDITED = "edited"
    UNCLEAR = "unclear"
    """Its end is not one that cssgen writes, or not where it writes one, or other markers stand before it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A filled region.

    Attributes:
        marker: the marker that begins it.
        body: the generated CSS, with the blanks around it.
        end: offset behind the end comment.
        state: what became of it.
    """

    marker: Marker
    body: Span
    end: int
    state: RegionState

    @property
    def is_stale(self) -> bool:
        """Whether it is to be filled anew."""
        return self.state is RegionState.STALE


def find_regions(
    text: str, tokens: Sequence[Token], markers: Sequence[Marker], structure: Structure
) -> Iterator[Region]:
    """Pair each end comment with a marker before it in the same block: its own by the digest, else the nearest."""
    starts = {marker.span.start: marker for marker in markers}
    following = {first.span.start: second.span.start for first, second in pairwise(markers)}
    opened = _Opened()
    for token in tokens:
        if token.kind is not Kind.COMMENT:
            continue
        place = structure.places[token.start]
        match = _END.fullmatch(token.text)
        if token.start in starts:
            if _begins_statement(place):
                opened.add(starts[token.start], place.block)
        elif match:
            digests = _DIGESTS.fullmatch(match["digests"])
            marker = opened.close(place.block, digests["prompt"] if digests else None)
            if marker is not None:
                body = Span(marker.span.end, token.start)
                is_alone = following.get(marker.span.start, token.start) >= token.start
                is_whole = _begins_statement(place) or _ends_statement(place)
                state = _compare(marker, text[body.start : body.end], digests) if digests and is_whole else None
                if state is None or (state is RegionState.STALE and not is_alone):
                    state = RegionState.UNCLEAR
                yield Region(marker, body, token.end, state)


def render_end(marker: Marker, body: str) -> str:
    """The comment that ends a region."""
    return f"/* cssgen:end p={digest_prompt(marker)} sum={digest_css(body)} */"


def digest_prompt(marker: Marker) -> str:
    """Digest of all in a marker that decides what is generated."""
    options = marker.options
    asked = (marker.prompt, options.n, options.max_new_tokens, options.seed)
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:_DIGITS]


def digest_css(css: str) -> str:
    """Digest of CSS that no formatter changes: blanks, comments, quotes, case of numbers, a last `;`."""
    return hashlib.sha256(_normalise(css).encode()).hexdigest()[:_DIGITS]


@dataclass(slots=True)
class _Opened:
    """The markers whose end comment may still come; each is put in and taken out once.

    Attributes:
        stack: in order of appearance, with their blocks and digests.
        by_digest: their places in it, by block and digest.
        by_block: the same by block.
        fence: the place behind the last end comment that was paired.
    """

    stack: list[tuple[Marker, Block, str]] = field(default_factory=list)
    by_digest: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_block: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    fence: int = 0

    def add(self, marker: Marker, block: Block) -> None:
        """Open a marker."""
        digest = digest_prompt(marker)
        for places in (self.by_digest[id(block), digest], self.by_block[id(block)]):
            places.append(len(self.stack))
        self.stack.append((marker, block, digest))

    def close(self, block: Block, digest: str | None) -> Marker | None:
        """Close the marker that an end comment in `block` belongs to, and all behind it; None if there is none."""
        places = self.by_digest.get((id(block), digest or "")) or self._find_nearest(block)
        if not places:
            return None
        place = places[-1]
        marker = self.stack[place][0]
        for _, other, key in reversed(self.stack[place:]):
            self.by_digest[id(other), key].pop()
            self.by_block[id(other)].pop()
        del self.stack[place:]
        self.fence = place
        return marker

    def _find_nearest(self, block: Block) -> list[int]:
        """Whoever changes a prompt leaves a digest of none: it is that of the marker before, if that has no end yet."""
        places = self.by_block.get(id(block), [])
        return places if places and places[-1] >= self.fence else []


def _begins_statement(place: Place) -> bool:
    return place.depth == 0 and place.before == 0


def _ends_statement(place: Place) -> bool:
    """Formatters drop the semicolon before the end of a block."""
    return place.depth == 0 and place.before == len(place.statement.tokens) and place.statement.ending != "{"


def _compare(marker: Marker, body: str, digests: re.Match[str]) -> RegionState:
    # Whoever deletes `sum=` gives the region back to cssgen.
    if not digests["body"]:
        return RegionState.STALE
    if digests["body"] != digest_css(body):
        return RegionState.EDITED
    if digests["prompt"] == digest_prompt(marker):
        return RegionState.FRESH
    # The digest passes over comments, but no model writes any.
    return RegionState.EDITED if any(token.kind is Kind.COMMENT for token in scan(body)) else RegionState.STALE


def _normalise(css: str) -> str:
    pieces: list[str] = []
    spaced = False
    tokens = [*scan(css), None]
    for token, following in pairwise(tokens):
        if token is None or token.kind in (Kind.SPACE, Kind.COMMENT):
            spaced = True
            continue
        if spaced and pieces and _has_meaning(pieces[-1], token.text, following):
            pieces.append(" ")
        pieces.append(_normalise_token(token, pieces[-1] if pieces else ""))
        spaced = False
    return re.sub(r";(?=}|\Z)", "", "".join(pieces))


def _has_meaning(before: str, behind: str, following: Token | None) -> bool:
    """Whether a blank between two tokens may mean something."""
    if behind == ":" and following is not None and following.kind is Kind.SPACE:
        return False  # `color : red`
    if behind in _OPENING_PART and (before not in _PUNCTUATION or before in _CLOSING_PART):
        return True
    return before not in _PUNCTUATION and behind not in _PUNCTUATION


def _normalise_token(token: Token, previous: str) -> str:
    if token.kind is Kind.STRING:
        return f'"{token.text[1:-1]}"'
    is_number = token.text[:1].isdigit() or (previous == "#" and re.fullmatch(r"[0-9A-Fa-f]{3,8}", token.text))
    return token.text.lower() if is_number else token.text
