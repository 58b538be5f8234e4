"""Fills taken back in a text of bytes: each fill becomes the marker that it was made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from cssgen.edits import Span
from cssgen.journal.entries import Entry
from cssgen.journal.locating import LostFillError, locate


@dataclass(frozen=True, slots=True)
class Undone:
    """A file whose fills were taken back.

    Attributes:
        content: its bytes.
        entries: the fills that are gone.
        refused: those that are not, and why.
    """

    content: bytes
    entries: tuple[Entry, ...] = ()
    refused: tuple[tuple[Entry, str], ...] = ()


def take_back(content: bytes, entries: Sequence[Entry]) -> Undone:
    """Put the markers of `entries`, all of one file, in the places of their fills; the latest run goes first.

    By its number in the journal, not by its time: clocks are set back.
    """
    undone: list[Entry] = []
    refused: list[tuple[Entry, str]] = []
    latest = {entry.run: entry.number for entry in sorted(entries, key=lambda entry: entry.number)}
    ordered = sorted(entries, key=lambda entry: (latest[entry.run], entry.run, -entry.start), reverse=True)
    for _, group in groupby(ordered, key=lambda entry: entry.run):
        # The fills of one run are looked for together: the first marker put back moves the others.
        located: list[tuple[Span, Entry]] = []
        for entry in group:
            try:
                located.append((_locate_apart(entry, content, located), entry))
            except LostFillError as error:
                refused.append((entry, str(error)))
        for span, entry in sorted(located, reverse=True, key=lambda item: item[0]):
            content = content[: span.start] + entry.marker + content[span.end :]
        undone += [entry for _, entry in located]
    return Undone(content, tuple(undone), tuple(refused))


def _locate_apart(entry: Entry, content: bytes, located: Sequence[tuple[Span, Entry]]) -> Span:
    span = locate(entry, content)
    if any(span.start < other.end and other.start < span.end for other, _ in located):
        raise LostFillError("its text cannot be told from that of another fill")
    return span
