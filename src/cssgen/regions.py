"""Filled regions: a marker that stays, its CSS, and an end comment with digests of both.

The digests tell what changed since the fill: the prompt (fill it anew) or the CSS (a person edited it, so
it is protected). They are taken over normalised tokens, so that a formatter does not count as a person.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cssgen.edits import Span
from cssgen.markers import Marker
from cssgen.scanner import Kind, Token, scan
from cssgen.structure import Structure

_END = re.compile(r"/\*\s*cssgen:end(?:\s+p=(?P<prompt>[0-9a-f]+))?(?:\s+sum=(?P<body>[0-9a-f]+))?\s*\*/")
_DIGITS = 10
_PUNCTUATION = frozenset("{}()[];:,>+~=/*!")


class RegionState(StrEnum):
    """What became of a region since it was filled."""

    FRESH = "fresh"
    STALE = "stale"
    EDITED = "edited"


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
    """Pair each end comment with the marker before it, if both stand in the same block."""
    starts = {marker.span.start: marker for marker in markers}
    marker: Marker | None = None
    for token in tokens:
        if token.kind is not Kind.COMMENT:
            continue
        marker = starts.get(token.start, marker)
        match = _END.fullmatch(token.text)
        if match and marker and structure.places[token.start].block is structure.places[marker.span.start].block:
            body = Span(marker.span.end, token.start)
            state = _compare(marker, text[body.start : body.end], match)
            yield Region(marker, body, token.end, state)
            marker = None


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


def _compare(marker: Marker, body: str, match: re.Match[str]) -> RegionState:
    # Whoever deletes `sum=` gives the region back to cssgen.
    if match["body"] is None:
        return RegionState.STALE
    if match["body"] != digest_css(body):
        return RegionState.EDITED
    return RegionState.FRESH if match["prompt"] == digest_prompt(marker) else RegionState.STALE


def _normalise(css: str) -> str:
    pieces: list[str] = []
    spaced = False
    for token in scan(css):
        if token.kind in (Kind.SPACE, Kind.COMMENT):
            spaced = True
            continue
        if spaced and pieces and pieces[-1] not in _PUNCTUATION and token.text not in _PUNCTUATION:
            pieces.append(" ")
        pieces.append(_normalise_token(token, pieces[-1] if pieces else ""))
        spaced = False
    return re.sub(r";(?=}|\Z)", "", "".join(pieces))


def _normalise_token(token: Token, previous: str) -> str:
    if token.kind is Kind.STRING:
        return f'"{token.text[1:-1]}"'
    is_number = token.text[:1].isdigit() or (previous == "#" and re.fullmatch(r"[0-9A-Fa-f]{3,8}", token.text))
    return token.text.lower() if is_number else token.text
