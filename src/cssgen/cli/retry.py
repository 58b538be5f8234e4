"""`cssgen retry`."""

import argparse
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from cssgen.alternatives import iter_alternatives
from cssgen.asking import Request, read_request
from cssgen.cache.generate import CachedGenerate
from cssgen.candidates import Candidate
from cssgen.cli.keeping import cache_fills, journal_directory, warn
from cssgen.cli.places import (
    Place,
    Standing,
    describe_lost,
    find_standing,
    open_journal,
    read_file,
    read_place,
    select_entries,
)
from cssgen.cli.progress import show_progress
from cssgen.cli.sheets import read_settings, refuse_unasked
from cssgen.contexts import Context
from cssgen.diagnostics import LineIndex
from cssgen.directories import lock_directory
from cssgen.editorconfig import find_layout
from cssgen.encodings import find_codec
from cssgen.engines import LazyEngine
from cssgen.errors import FileError, UsageError
from cssgen.files import Stylesheet, decode_stylesheet
from cssgen.fill import FilledText, FillOptions
from cssgen.journal.entries import Entry
from cssgen.journal.recorder import Recorder
from cssgen.markers import Leave
from cssgen.rewrite import Outcome
from cssgen.writing import Stale, replace_file

ASK = 0
"""The value of `--pick` without a number."""
_NOTHING = "neither a marker nor a fill of the journal stands there"
_HOW_TO_ASK = "\nwrite `complete: ` into its comment to make it a marker again"
_SEEDS = (1, 2, 3)  # tried in this order while there is nothing else to offer


@dataclass(frozen=True, slots=True)
class _Target:
    """A marker that is to be filled otherwise.

    Attributes:
        raw: the bytes of the file.
        sheet: the file with the marker in it: as it is, or with the fill taken back.
        context: of the marker.
        entry: the fill that stands there; None if the marker was not filled yet.
    """

    raw: bytes
    sheet: Stylesheet
    context: Context
    entry: Entry | None


def run(arguments: argparse.Namespace) -> int:
    """Show what else a marker may become, and write what is picked; exit with 1 if there is nothing else."""
    settings = read_settings(arguments)
    place = read_place(arguments.place)
    if not place.line:
        raise UsageError(f"{arguments.place}: name the line: PATH:LINE")
    refuse_unasked([place.path], arguments, settings)
    options = FillOptions(settings.keyword, Leave(settings.leave), limits=settings.limits, find_layout=find_layout)
    target = _find_target(place, options)
    seed = settings.seed if hasattr(arguments, "seed") else None
    with show_progress(LazyEngine(settings), is_quiet=arguments.quiet) as model:
        generate = cache_fills(model, settings)
        offered = _find_others(target, generate, options, seed)
    if not offered:
        print(f'{arguments.place}: there is no other valid CSS for "{target.context.marker.prompt}"', file=sys.stderr)
        return 1
    number = _choose(target, offered, arguments.pick)
    if number:
        _write(target, offered[number - 1], generate)
        print(f"{place.path}: wrote number {number}")
    return 0


def _find_target(place: Place, options: FillOptions) -> _Target:
    """The fill of the journal that stands at a place, or the marker that does."""
    raw = read_file(place.path)
    entries = open_journal(place.path).read()
    standing = [item for item in find_standing(select_entries(entries, place)) if item.span]
    if len(standing) > 1:
        columns = ", ".join(str(item.column) for item in reversed(standing))
        raise UsageError(f"{place.path}:{place.line}: several fills stand there, at columns {columns}: add :COLUMN")
    if standing:
        return _restore(place, raw, standing[0], options)
    sheet, contexts = _read_contexts(place, raw, options, _hint(entries, place))
    lines = LineIndex(sheet.text)
    found = [context for context in contexts if _covers(lines, context, place)]
    if len(found) != 1:
        what = "several markers stand there: add :COLUMN" if found else f"{_NOTHING}{_hint(entries, place)}"
        raise UsageError(f"{place.path}:{place.line}: {what}")
    return _Target(raw, sheet, found[0], None)


def _restore(place: Place, raw: bytes, standing: Standing, options: FillOptions) -> _Target:
    """The file with a fill taken back, and the marker that is there then."""
    span, entry = standing.span, standing.entry
    start, end = span or (0, 0)
    sheet, contexts = _read_contexts(place, raw[:start] + entry.marker + raw[end:], options)
    for context in contexts:
        if sheet.byte_spans([context.replaced()])[0].start == start:
            return _Target(raw, sheet, context, entry)
    raise UsageError(f"{place.path}:{place.line}: the marker cannot be filled where it stands now")


def _hint(entries: Sequence[Entry], place: Place) -> str:
    lost = describe_lost(entries, place)
    return f"{lost}{_HOW_TO_ASK}" if lost else ""


def _read_contexts(
    place: Place, raw: bytes, options: FillOptions, hint: str = ""
) -> tuple[Stylesheet, Sequence[Context]]:
    sheet = decode_stylesheet(place.path, raw)
    request = read_request(sheet, options.keyword, options.enrich, options.limits)
    if isinstance(request, Request):
        return request.sheet, request.asked.contexts
    raise UsageError(f"{place.path}:{place.line}: {request.finding.message if request else f'{_NOTHING}{hint}'}")


def _covers(lines: LineIndex, context: Context, place: Place) -> bool:
    (first, column), (last, end) = (lines.position(offset) for offset in context.marker.span)
    if not first <= place.line <= last:
        return False
    return not place.column or (first, column) <= (place.line, place.column) < (last, end)


def _find_others(target: _Target, generate: CachedGenerate, options: FillOptions, seed: int | None) -> list[FilledText]:
    """What the marker may become other than it is: from the cache, else by the model, else by other seeds."""
    known = generate.recall(target.entry.key) if target.entry else []
    candidates = known or generate([target.context])[0]
    offered = _others(target, chain(candidates, _sample(target, generate, seed)), options)
    for number in _SEEDS:
        offered = offered or _others(target, _sample(target, generate, number), options)
    return offered


def _sample(target: _Target, generate: CachedGenerate, seed: int | None) -> Iterator[Candidate]:
    """What the model writes with a seed, as if the marker had named it."""
    if seed is not None:
        marker = target.context.marker
        seeded = replace(marker, options=replace(marker.options, seed=seed))
        yield from generate([replace(target.context, marker=seeded)])[0]


def _others(target: _Target, candidates: Iterator[Candidate], options: FillOptions) -> list[FilledText]:
    filled = iter_alternatives(target.sheet.text, target.context, candidates, options, target.sheet.path)
    return [item for item in filled if target.sheet.splice(item.edits) != target.raw]


def _choose(target: _Target, offered: Sequence[FilledText], picked: int | None) -> int:
    """The number of what is to be written, 0 for nothing: named, or asked for on a terminal."""
    if picked is not None and picked != ASK:
        if not 0 < picked <= len(offered):
            raise UsageError(f"--pick: there are the numbers 1 to {len(offered)}, not {picked}")
        return picked
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if picked == ASK and not is_terminal:
        raise UsageError("--pick: say which number: this is no terminal to ask on")
    _show(target, offered)
    return _ask(len(offered)) if is_terminal else 0


def _show(target: _Target, offered: Sequence[FilledText]) -> None:
    text, start = target.sheet.text, target.context.replaced().start
    line = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
    margin = line if line.isspace() else ""

    def preview(title: str, css: str) -> str:
        lines = textwrap.dedent(margin + css).splitlines()
        return "\n".join([f"\n {title}:", *(f"    {line}".rstrip() for line in lines)])

    print(f'"{target.context.marker.prompt}"')
    if target.entry is not None:
        print(preview("now", find_codec(target.sheet.encoding).decode(target.entry.css, "replace")[0]))
    for number, filled in enumerate(offered, 1):
        print(preview(str(number), filled.fills[0].edit.replacement))


def _ask(count: int) -> int:
    while True:
        try:
            answer = input(f"\nwrite which? [1-{count}, Enter: none] ").strip()
        except EOFError:
            return 0
        if not answer or (answer.isascii() and answer.isdigit() and int(answer) <= count):
            return int(answer or 0)


def _write(target: _Target, filled: FilledText, generate: CachedGenerate) -> None:
    """Write another text in the place of a fill or marker, and note it in the journal in place of the fill."""
    path = target.sheet.path
    content = target.sheet.splice(filled.edits)
    outcome = Outcome(path, target.sheet, filled=filled, content=content)
    # The candidates among which it was stay those of the marker.
    key_of = generate.key_of if target.entry is None else partial(_keep_key, target.entry.key)
    recorder = Recorder(journal_directory(), key_of, warn)
    recorder.note(outcome)
    try:
        if isinstance(replace_file(path, target.raw, content, lock_dir=lock_directory()), Stale):
            raise FileError(f"{path}: the file was changed meanwhile: run it again")
    except FileError:
        recorder.settle([outcome])
        raise
    recorder.settle([replace(outcome, written=True)])
    if target.entry is not None:
        open_journal(path).remove([target.entry])


def _keep_key(key: str, _context: Context) -> str:
    return key
