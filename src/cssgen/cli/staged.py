"""`cssgen fill --staged`: the same fills in git's index and in the work tree, or in neither."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cssgen.asking import Request, fail, read_request
from cssgen.candidates import Generate
from cssgen.cli.operations import must_wait
from cssgen.cli.places import open_journal
from cssgen.cli.sheets import select_files, select_tracked
from cssgen.directories import lock_directory
from cssgen.errors import DatabaseError, FileError, UsageError
from cssgen.files import Unreadable, decode_stylesheet
from cssgen.fill import FillOptions
from cssgen.git.commands import GitError, find_work_tree
from cssgen.git.index import (
    IndexEntry,
    check_out,
    digest_checked_in,
    find_staged,
    read_blob,
    read_entries,
    refresh,
    update,
    write_blob,
)
from cssgen.journal.recorder import Recorder
from cssgen.journal.undoing import take_back
from cssgen.regular_files import read_whole
from cssgen.rewrite import Outcome, fill_bytes
from cssgen.settings import Settings
from cssgen.staging import StagingError, transfer
from cssgen.terminal import one_line
from cssgen.writing import Stale, replace_file

CODE = "CSSG012"
_MAX_RETRIES = 5


@dataclass(frozen=True, slots=True)
class _Change:
    """A file whose fills are in the work tree.

    Attributes:
        old, new: its index entry as it is, and as it shall be.
        staged: what became of the version in the index.
        local: what became of the work tree; None if the fills had been there before.
    """

    old: IndexEntry
    new: IndexEntry
    staged: Outcome
    local: Outcome | None = None


def select_entries(arguments: argparse.Namespace, settings: Settings) -> list[IndexEntry]:
    """The files of the index that are meant: those that are staged, or those of the paths that were named.

    Nothing, with a line that says so, while git is in the middle of a merge or the like.

    Raises:
        UsageError: if other changes than the staged ones are asked for as well.
        GitError: if this is no work tree of git.
    """
    if arguments.changed_since is not None:
        raise UsageError("--staged and --changed-since say different things: name one")
    if must_wait():
        return []
    root = find_work_tree()
    if arguments.paths:
        return _read_named(arguments, settings, root)
    staged = {Path(os.path.relpath(root / name)): name for name in find_staged(root)}
    chosen = select_tracked(arguments, settings, staged)
    return read_entries(root, [staged[path] for path in chosen])


def fill_entries(
    entries: list[IndexEntry], generate: Generate, options: FillOptions, recorder: Recorder | None
) -> Iterator[Outcome]:
    """Fill what the index holds of files, and write it to the index and the work tree.

    Args:
        entries: the files.
        generate: the model.
        options: how texts are filled.
        recorder: the journal; None writes nothing at all.

    Yields:
        What became of each file that has markers, as the index has it.
    """
    changes: list[_Change] = []
    for entry in entries:
        outcome = fill_bytes(entry.path, read_blob(entry, options.limits.file_bytes + 1), generate, options)
        if not outcome.is_changed or recorder is None:
            yield outcome
            continue
        try:
            changes.append(_stage(entry, outcome, options, recorder))
        except (StagingError, GitError, FileError) as error:
            yield _refuse(outcome, str(error))
    yield from _finish(changes)


def _read_named(arguments: argparse.Namespace, settings: Settings, root: Path) -> list[IndexEntry]:
    paths = [Path(path) for path in select_files(arguments, settings)]
    entries = read_entries(root, [name for path in paths if (name := _name(path, root))])
    found = {entry.name for entry in entries}
    for path in arguments.paths:
        if path in paths and _name(path, root) not in found:
            print(f"cssgen: {one_line(str(path))}: no file of the index: run `git add` first", file=sys.stderr)
    return entries


def _name(path: Path, root: Path) -> str:
    """A path as git has it: from the root, with symbolic links above the file followed; empty if that is elsewhere."""
    real = path.parent.resolve() / path.name
    return real.relative_to(root.resolve()).as_posix() if real.is_relative_to(root.resolve()) else ""


def _stage(entry: IndexEntry, outcome: Outcome, options: FillOptions, recorder: Recorder) -> _Change:
    """Write the fills of a file to the work tree, and its blob to the object database."""
    if entry.obstacle:
        raise StagingError(entry.obstacle)
    new = write_blob(entry, outcome.content)
    _check_filters(entry, new, outcome, options)
    for _ in range(_MAX_RETRIES):
        raw = _read_work_tree(entry)
        if _is_filled(outcome, raw, options):
            return _Change(entry, new, outcome)
        local = _transfer(outcome, raw, options)
        recorder.note(local)
        result = replace_file(entry.path, raw, local.content, lock_dir=lock_directory())
        if not isinstance(result, Stale):
            return _Change(entry, new, outcome, local)
    raise FileError(f"{entry.path}: is being saved again and again")


def _is_filled(outcome: Outcome, raw: bytes, options: FillOptions) -> bool:
    """Whether the work tree has these very fills: of a run that was killed, or of `cssgen fill`.

    It has if they can be taken back by the journal, and come out the same again.
    """
    if outcome.sheet is None:
        return False
    spans = outcome.sheet.byte_spans([fill.context.replaced() for fill in outcome.filled.fills])
    markers = {outcome.sheet.raw[span.start : span.end] for span in spans}
    with suppress(DatabaseError, StagingError):
        entries = open_journal(outcome.path).read(outcome.path.resolve())
        before = take_back(raw, [entry for entry in entries if entry.marker in markers]).content
        return before != raw and _transfer(outcome, before, options).content == raw
    return False


def _check_filters(entry: IndexEntry, new: IndexEntry, outcome: Outcome, options: FillOptions) -> None:
    """What git would check out, filled, must be what it checks in again: filters must not see a difference."""
    local = _transfer(outcome, check_out(entry), options)
    if digest_checked_in(entry, local.content) != new.digest:
        raise StagingError("git's filters for this file make something else of the fill")


def _read_work_tree(entry: IndexEntry) -> bytes:
    try:
        # Git does not look behind links either.
        if entry.path.parent.resolve() == (entry.root.resolve() / entry.name).parent and not entry.path.is_symlink():
            return read_whole(entry.path)
    except OSError as error:
        raise StagingError(f"the work tree has no such file to fill: {error.strerror}") from error
    raise StagingError("the work tree has a symbolic link in its place, or above it")


def _transfer(outcome: Outcome, raw: bytes, options: FillOptions) -> Outcome:
    """The fills of the index put into another version of the file."""
    sheet = decode_stylesheet(outcome.path, raw, options.limits.file_bytes)
    request = read_request(sheet, options.keyword, options.enrich, options.limits)
    if outcome.sheet is None or isinstance(sheet, Unreadable) or not isinstance(request, Request):
        raise StagingError("the marker differs between index and work tree")
    filled = transfer(
        outcome.sheet.text, outcome.filled, outcome.asked.contexts, sheet.text, request.asked.contexts, options.judge
    )
    return Outcome(outcome.path, sheet, request.asked, filled, sheet.splice(filled.edits))


def _finish(changes: list[_Change]) -> Iterator[Outcome]:
    """Put all blobs into the index; if that fails, give the work tree its markers back."""
    try:
        update((change.old, change.new) for change in changes)
    except GitError as error:
        for change in changes:
            kept = "" if _restore(change) else "; its fills are in the work tree"
            yield _refuse(change.staged, f"{error}{kept}")
        return
    with suppress(GitError):  # it only spares git a comparison
        refresh([change.new for change in changes])
    for change in changes:
        yield replace(change.staged, written=True)


def _restore(change: _Change) -> bool:
    """Take the fills of a file out of the work tree again, unless someone has saved it since."""
    local = change.local
    if local is None or local.sheet is None:
        return False
    try:
        result = replace_file(local.path, local.content, local.sheet.raw, lock_dir=lock_directory())
    except FileError:
        return False
    return not isinstance(result, Stale)


def _refuse(outcome: Outcome, reason: str) -> Outcome:
    finding = fail(
        outcome.path, CODE, FileError(f"{outcome.path}: not filled: {reason.removeprefix(f'{outcome.path}: ')}")
    )
    return Outcome(outcome.path, findings=(finding, *outcome.findings))
