"""Markers to contexts: where each stands, and the text around it."""

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cssgen.contents import ONLY_CUSTOM_PROPERTIES
from cssgen.definitions import iter_custom_properties, iter_declared
from cssgen.diagnostics import Diagnostic
from cssgen.disabling import UNFILLED, read_disables
from cssgen.edits import Span
from cssgen.limits import DEFAULT_LIMITS, Limits
from cssgen.markers import Marker, find_line_comments, find_markers
from cssgen.prefilter import KEYWORD
from cssgen.preprocessors.dialects import Dialect
from cssgen.productions import RULE_LISTS, Production, UnsupportedPositionError, classify
from cssgen.regions import Region, find_regions
from cssgen.scanner import Kind, Token, scan
from cssgen.structure import Block, Place, Structure, read_structure

__all__ = ["Context", "Contexts", "Production", "read_contexts"]

WINDOW = 4_000  # characters of text kept on each side of a marker: more than prompts hold
_AT_RULE = re.compile(r"@([-\w]+)")


@dataclass(frozen=True, slots=True)
class Context:
    """A marker, its place in the stylesheet, and the text around it.

    Attributes:
        marker: the marker itself.
        production: what may stand in its place.
        ancestors: preludes of the enclosing blocks, outermost first, blanks collapsed and comments
            removed: `("@media (width > 40em)", ".card")`.
        prefix: the text before the marker (at most `WINDOW` characters of it); every other marker in it
            reads as a plain comment.
        suffix: the text behind the marker, likewise.
        siblings: names of the properties that the marker's own block declares already, lower case, in order
            of appearance; custom properties keep their case.
        property: for VALUE, the name before the colon, lower case (custom properties keep their case);
            None elsewhere.
        nested: whether the marker stands (at any depth) inside a style rule: in DECLARATIONS it is always
            true of style rules; a GROUP for which it is true takes declarations as well as rules.
        custom_properties: names and values of the custom properties that the file defines, in order of
            appearance, each name once (its first value); then those of its project.
        region: the filled region that the marker begins, which a new fill replaces; None for most markers.
        block: offset just behind the `{` of the marker's own block; 0 at the top level.
        unclosed: number of `}` that are missing at the end of the file and that a fill brings along; 0 for
            all markers but the last.
        examples: comments of the project's stylesheets that are like the prompt, and the code that follows each; a
            file alone has none.
        dialect: what else a fill must mind in a file that is compiled to CSS; None in CSS.
    """

    marker: Marker
    production: Production
    ancestors: tuple[str, ...]
    prefix: str
    suffix: str
    siblings: tuple[str, ...] = ()
    property: str | None = None
    nested: bool = False
    custom_properties: tuple[tuple[str, str], ...] = ()
    region: Region | None = None
    block: int = 0
    unclosed: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    dialect: Dialect | None = None

    def takes_only_custom_properties(self) -> bool:
        """Whether declarations stand there, and other properties mean nothing: in Tailwind's `@theme`."""
        name = _AT_RULE.match(self.ancestors[-1]) if self.ancestors else None
        is_one = name is not None and name[1].lower() in ONLY_CUSTOM_PROPERTIES
        return is_one and self.production is Production.DECLARATIONS

    def replaced(self) -> Span:
        """What of the file a fill replaces: the marker, or the whole region that it begins."""
        return Span(self.marker.span.start, self.region.end if self.region else self.marker.span.end)


@dataclass(frozen=True, slots=True)
class Contexts:
    """What a stylesheet asks for.

    Attributes:
        contexts: the markers that can be filled, in order of appearance.
        diagnostics: what is wrong with the others, or with the file.
        regions: the filled regions, whatever their state.
    """

    contexts: tuple[Context, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    regions: tuple[Region, ...] = ()


def read_contexts(text: str, keyword: str = KEYWORD, limits: Limits = DEFAULT_LIMITS) -> Contexts:
    """Find the markers of a stylesheet and what may stand in the place of each."""
    # People write four characters a token; fewer than two are a way to take time and memory.
    most = limits.file_bytes * 3 // 5
    tokens = list(itertools.islice(scan(text), most + 1))
    if len(tokens) > most:
        message = f"more than {most:,} tokens: no stylesheet that a person wrote"
        return Contexts(diagnostics=(Diagnostic("CSSG013", message, tokens[-1].span),))
    found = list(find_markers(tokens, keyword))
    disables = read_disables(text, tokens)
    diagnostics = [item for item in found if isinstance(item, Diagnostic)]
    diagnostics = disables.keep([*diagnostics, *(find_line_comments(tokens, keyword) if "//" in text else ())])
    everyone = [item for item in found if isinstance(item, Marker)]
    markers = [marker for marker in everyone if not disables.hide(UNFILLED, marker.span.start)]
    if not markers:
        return Contexts(diagnostics=tuple(diagnostics))
    if len(markers) > limits.markers:
        return Contexts(diagnostics=tuple(_ordered([*diagnostics, _refuse_number(markers, limits.markers)])))
    structure = read_structure(tokens, limits.depth)
    broken = structure.broken or _find_unclosed(structure, tokens, markers)
    if broken:
        return Contexts(diagnostics=tuple(_ordered([*diagnostics, *broken])))
    # The end of a region belongs to its own marker, be that disabled or not.
    starts = {marker.span.start for marker in markers}
    regions = [each for each in find_regions(text, tokens, everyone, structure) if each.marker.span.start in starts]
    reader = _Reader(text, everyone, markers[-1], structure, regions)
    items = [item for marker in markers if (item := reader.read(marker)) is not None]
    diagnostics += disables.keep(item for item in items if isinstance(item, Diagnostic))
    contexts = tuple(item for item in items if isinstance(item, Context))
    return Contexts(contexts, tuple(_ordered(diagnostics)), reader.regions)


def _ordered(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.span)


def _refuse_number(markers: Sequence[Marker], limit: int) -> Diagnostic:
    message = f"{len(markers):,} markers: no file with more than {limit:,} is filled"
    return Diagnostic("CSSG015", message, markers[limit].span)


def _find_unclosed(structure: Structure, tokens: Sequence[Token], markers: Sequence[Marker]) -> list[Diagnostic]:
    """Blocks that are never closed, unless a marker in them is last but for blanks and comments."""
    if not structure.unclosed:
        return []
    block = structure.unclosed[-1]
    last = max((token.start for token in tokens if token.kind not in (Kind.SPACE, Kind.COMMENT)), default=0)
    if markers[-1].span.start > last and structure.places[markers[-1].span.start].block is block:
        return []
    message = f"`{{` of `{block.prelude}` is never closed"
    return [Diagnostic("CSSG007", message, Span(block.start - 1, block.start))]


class _Reader:
    """Reads the contexts of one text; what all its markers share is computed once."""

    def __init__(
        self, text: str, markers: Sequence[Marker], last: Marker, structure: Structure, regions: Sequence[Region]
    ) -> None:
        self.regions = tuple(regions)
        self._by_start = {region.marker.span.start: region for region in regions}
        self._text = text
        self._structure = structure
        self._markers = markers
        self._last = last
        self._custom_properties = tuple(iter_custom_properties(structure.root, text))
        self._declared: dict[int, tuple[str, ...]] = {}
        self._last_import = _find_last_import(structure.root)

    def read(self, marker: Marker) -> Context | Diagnostic | None:
        """Read the context of `marker`; a diagnostic if it cannot be filled, None if it is filled already."""
        region = self._by_start.get(marker.span.start)
        if region is not None and not region.is_stale:
            return None
        place = self._structure.places[marker.span.start]
        try:
            production, name = classify(place, is_own_line=self._is_own_line(marker.span))
        except UnsupportedPositionError as error:
            return Diagnostic("CSSG003", str(error), marker.span)
        return self._find_misfit(marker, production) or self._build(marker, place, production, name, region)

    def _find_misfit(self, marker: Marker, production: Production) -> Diagnostic | None:
        if marker.options.n is not None and production not in RULE_LISTS:
            message = f"option `n` counts rules; a marker for {production.expected} takes none"
            return Diagnostic("CSSG002", message, marker.span)
        if production is Production.STYLESHEET and marker.span.start < self._last_import:
            message = "rules before `@charset`, `@import` or `@namespace` would disable it; put the marker behind"
            return Diagnostic("CSSG003", message, marker.span)
        return None

    def _build(
        self, marker: Marker, place: Place, production: Production, name: str | None, region: Region | None
    ) -> Context:
        return Context(
            marker,
            production,
            tuple(block.prelude for block in place.block.lineage()),
            self._plain(max(0, marker.span.start - WINDOW), marker.span.start),
            self._plain(region.end if region else marker.span.end, marker.span.end + WINDOW),
            self._siblings(place.block),
            name,
            place.block.nested,
            self._custom_properties,
            region,
            place.block.start,
            len(self._structure.unclosed) if marker is self._last else 0,
        )

    def _siblings(self, block: Block) -> tuple[str, ...]:
        if block.start not in self._declared:
            self._declared[block.start] = tuple(iter_declared(block))
        return self._declared[block.start]

    def _is_own_line(self, span: Span) -> bool:
        before = re.search(r"(?:\A|[\n\r\f])[ \t]*\Z", self._text[max(0, span.start - 200) : span.start])
        return (
            before is not None and re.match(r"[ \t]*(?:\Z|[\n\r\f])", self._text[span.end : span.end + 200]) is not None
        )

    def _plain(self, start: int, end: int) -> str:
        """The text between two offsets, with the markers in it as plain comments."""
        pieces: list[str] = []
        first = bisect.bisect_left(self._markers, start, key=lambda marker: marker.span.start)
        for marker in itertools.takewhile(lambda marker: marker.span.end <= end, self._markers[first:]):
            pieces += (self._text[start : marker.span.start], marker.comment)
            start = marker.span.end
        return "".join((*pieces, self._text[start:end]))


def _find_last_import(root: Block) -> int:
    """Offset of the last at-rule that rules must not precede; -1 if there is none."""
    starts = [
        statement.tokens[0].start
        for statement in root.statements
        if len(statement.tokens) > 1
        and statement.tokens[0].text == "@"
        and statement.tokens[1].text.lower() in ("charset", "import", "namespace")
    ]
    return max(starts, default=-1)
