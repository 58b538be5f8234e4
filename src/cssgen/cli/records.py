"""What commands that fill are asked for by settings, and say of their fills."""

from cssgen.cache.generate import CachedGenerate
from cssgen.cli.surroundings import open_surroundings
from cssgen.diagnostics import LineIndex
from cssgen.editorconfig import find_layout
from cssgen.fill import FillOptions
from cssgen.markers import Leave
from cssgen.reports.report import FileOutcome, FillRecord
from cssgen.rewrite import Outcome
from cssgen.settings import Settings


def fill_options(settings: Settings) -> FillOptions:
    """How the settings want texts filled."""
    surroundings = open_surroundings(settings)
    return FillOptions(
        settings.keyword,
        Leave(settings.leave),
        enrich=surroundings.enrich,
        limits=settings.limits,
        find_layout=find_layout,
    )


def record_fills(outcome: Outcome, generate: CachedGenerate, seconds: float | None = None) -> FileOutcome:
    """What a report says of one file; `seconds` is how long its only fill took."""
    if outcome.sheet is None:
        return FileOutcome(str(outcome.path))
    lines = LineIndex(outcome.sheet.text)
    markers = [fill.context.marker.span for fill in outcome.filled.fills]
    records = tuple(
        FillRecord(
            *lines.position(marker.start),
            *span,
            prompt=fill.context.marker.prompt,
            production=fill.context.production.value,
            text=fill.edit.replacement,
            source=fill.answer.candidate.source,
            engine=generate.engine_of(fill.context),
            model=generate.model,
            seconds=seconds if len(markers) == 1 else None,
        )
        for fill, marker, span in zip(outcome.filled.fills, markers, outcome.sheet.byte_spans(markers), strict=True)
    )
    return FileOutcome(str(outcome.path), records, outcome.written)
