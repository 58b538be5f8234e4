"""`cssgen undo`."""

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from cssgen.cli.keeping import warn
from cssgen.cli.places import describe_lost, find_standing, open_journal, read_file, read_place, select_entries
from cssgen.directories import lock_directory
from cssgen.errors import FileError, UsageError
from cssgen.journal.entries import Entry
from cssgen.journal.store import Journal
from cssgen.journal.undoing import Undone, take_back
from cssgen.terminal import one_line
from cssgen.writing import Stale, replace_file

_MAX_RETRIES = 5
_HOW = """\

  cssgen undo PATH        take back all fills of a file or directory
  cssgen undo PATH:LINE   take back the fill on that line
  cssgen undo --last      take back the fills of the last run
  cssgen undo --all       take back all of them
"""


def run(arguments: argparse.Namespace) -> int:
    """Put markers back in the places of their fills; exit with 1 if one cannot be."""
    place = read_place(arguments.place) if arguments.place else None
    journal = open_journal(place.path if place else Path.cwd())
    damaged = journal.remove_damaged()
    if damaged:
        warn(f"{damaged} fills in the journal were damaged, and cannot be taken back")
    entries = journal.read()
    if place:
        chosen = select_entries(entries, place)
        if not chosen:
            lost = describe_lost(entries, place)
            raise UsageError(f"{arguments.place}: no fill of the journal stands there: see `cssgen undo --list`{lost}")
        entries = chosen
    if arguments.last:
        entries = [entry for entry in entries if entry.run == entries[0].run]
    if arguments.list or not (place or arguments.last or arguments.all):
        return _list(entries, is_asked=arguments.list)
    return _undo(journal, entries) or int(damaged > 0)


def _list(entries: Sequence[Entry], *, is_asked: bool) -> int:
    """Say which fills can be taken back, and of the others, why not."""
    for item in sorted(find_standing(entries), key=lambda item: (item.entry.path, item.lines, item.entry.number)):
        path, prompt = _show(item.entry.path), item.entry.prompt
        if item.span:
            print(f'{path}:{item.lines[0]}: "{prompt}"')
        else:
            print(f'{path}: "{prompt}" cannot be taken back: {item.reason}')
    if not entries:
        print("nothing was filled in this project that the journal knows of")
    elif not is_asked:
        sys.stderr.write(_HOW)
    return 0


def _undo(journal: Journal, entries: Sequence[Entry]) -> int:
    has_failed = False
    for path, group in groupby(sorted(entries, key=lambda entry: entry.path), key=lambda entry: entry.path):
        try:
            undone = _undo_file(path, list(group))
        except FileError as error:
            print(f"cssgen: {one_line(str(error))}", file=sys.stderr)
            has_failed = True
            continue
        journal.remove(undone.entries)
        for entry in undone.entries:
            print(f'{_show(path)}: took back "{entry.prompt}"')
        for entry, reason in undone.refused:
            line = f'{_show(path)}: "{entry.prompt}" cannot be taken back: {reason}'
            print(one_line(line), file=sys.stderr)
        has_failed |= bool(undone.refused)
    return 1 if has_failed else 0


def _undo_file(path: Path, entries: Sequence[Entry]) -> Undone:
    """Take back fills of one file; one that is saved meanwhile is read again."""
    for _ in range(_MAX_RETRIES):
        content = read_file(path)
        undone = take_back(content, entries)
        if not isinstance(replace_file(path, content, undone.content, lock_dir=lock_directory()), Stale):
            return undone
    raise FileError(f"{path}: is being saved again and again: nothing was taken back")


def _show(path: Path) -> Path:
    """A path as short as it can be said here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
