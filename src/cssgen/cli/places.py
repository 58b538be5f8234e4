"""`PATH:LINE` on the command line, and fills of the journal in the files as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cssgen.cli.keeping import journal_directory
from cssgen.diagnostics import LineIndex
from cssgen.edits import Span
from cssgen.encodings import find_codec, sniff_encoding
from cssgen.errors import FileError, UsageError
from cssgen.journal.entries import Entry
from cssgen.journal.locating import LostFillError, locate
from cssgen.journal.store import Journal, find_root
from cssgen.letter_case import is_same
from cssgen.regular_files import read_whole

_MOST_LOST = 3  # that are named


@dataclass(frozen=True, slots=True)
class Place:
    """A file or directory, and a line and column of it from 1, or 0 for all."""

    path: Path
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A fill in its file as it is now.

    Attributes:
        entry: the fill.
        span: its bytes; None if it is no longer there.
        lines: its first and last line; 0 and 0 if it is no longer there.
        column: where it begins in its first line, in code points from 1.
        reason: why it is not there.
    """

    entry: Entry
    span: Span | None
    lines: tuple[int, int] = (0, 0)
    column: int = 0
    reason: str = ""


def read_place(argument: str) -> Place:
    """Read `PATH`, `PATH:LINE` or `PATH:LINE:COLUMN`; a file of just that name comes first.

    Raises:
        UsageError: if there is no such file or directory.
    """
    path, numbers = argument, list[int]()
    while not Path(path).exists() and len(numbers) < 2:
        head, colon, tail = path.rpartition(":")
        if not colon or not tail.isascii() or not tail.isdigit():
            break
        path, numbers = head, [int(tail), *numbers]
    if not Path(path).exists():
        raise UsageError(f"{argument}: no such file or directory")
    return Place(Path(path), *numbers)


def open_journal(path: Path) -> Journal:
    """The journal of the project around a file or directory."""
    return Journal(journal_directory(), find_root(path if path.is_dir() else path.parent))


def select_entries(entries: Sequence[Entry], place: Place) -> list[Entry]:
    """The fills of a file, or of the files below a directory, that stand on the line of a place if it has one."""
    target = place.path.resolve()
    found = [entry for entry in entries if target in (entry.path, *entry.path.parents)]
    if not found:
        found = [entry for entry in entries if any(is_same(target, path) for path in (entry.path, *entry.path.parents))]
    if not place.line:
        return found
    standing = [item for item in find_standing(found) if item.lines[0] <= place.line <= item.lines[1]]
    if place.column:
        standing = [item for item in standing if item.lines[0] < place.line or item.column <= place.column][:1]
    return [item.entry for item in standing]


def describe_lost(entries: Sequence[Entry], place: Place) -> str:
    """Why a fill that may be meant by a place is not found there: the fills of its file that are not as written."""
    inside = select_entries(entries, replace(place, line=0, column=0))
    lost = [item for item in find_standing(inside) if item.span is None]
    return "".join(f'\n  "{item.entry.prompt}" stands there no more: {item.reason}' for item in lost[:_MOST_LOST])


def find_standing(entries: Sequence[Entry]) -> Iterator[Standing]:
    """Where fills are now, file by file, from the last to the first in each."""
    contents: dict[Path, bytes | str] = {}
    located: list[Standing] = []
    for entry in entries:
        if entry.path not in contents:
            contents[entry.path] = _read(entry.path)
        located.append(_stand(entry, contents[entry.path]))
    yield from sorted(located, key=lambda item: (item.entry.path, -(item.span.start if item.span else 0)))


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        FileError: if the system does not let us read it.
    """
    try:
        return read_whole(path)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from error


def _read(path: Path) -> bytes | str:
    """The bytes of a file, or why there are none."""
    try:
        return read_whole(path)
    except OSError as error:
        return f"the file cannot be read: {error.strerror}"


def _stand(entry: Entry, content: bytes | str) -> Standing:
    if isinstance(content, str):
        return Standing(entry, None, reason=content)
    try:
        span = locate(entry, content)
    except LostFillError as error:
        return Standing(entry, None, reason=str(error))
    (first, column), (last, _) = _read_positions(content, span)
    return Standing(entry, span, (first, last), column)


def _read_positions(content: bytes, span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    """Line and column of both ends of a span of bytes."""
    encoding, bom = sniff_encoding(content)
    decode = find_codec(encoding).decode
    before = decode(content[len(bom) : span.start], "replace")[0]
    css = decode(content[span.start : span.end], "replace")[0]
    lines = LineIndex(before + css)
    return lines.position(len(before)), lines.position(len(before) + len(css))
