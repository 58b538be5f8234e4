"""The stylesheets of a user, and which of them are learnt from, watched and held out."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Final

from cssgen.config import load_settings
from cssgen.config_files import find_file
from cssgen.discovery import find_stylesheets
from cssgen.errors import FileError
from cssgen.files import HOST_SUFFIXES, Stylesheet, read_stylesheet
from cssgen.hosts import find_islands
from cssgen.training.near_duplicates import NamedText, drop_near_duplicates

FEWEST: Final = 3
"""Files that are needed: one to learn from, one to say when to stop, one to be measured on."""
HELD_OUT_SHARE: Final = 0.12
WATCHED_SHARE: Final = 0.08
MOST_HELD_OUT: Final = 250_000  # characters: to measure takes time, and says no more of more
MOST_WATCHED: Final = 60_000  # characters: it is done all the time
LARGEST_SHARE: Final = 0.2  # of all characters, that one file may take away from training


@dataclass(frozen=True, slots=True)
class Split:
    """Stylesheets, none like another.

    Attributes:
        learnt: what a model is trained on.
        watched: by what is seen when training is enough.
        held_out: by what is reported; nothing else depends on them.
        dropped: near-duplicates.
    """

    learnt: tuple[NamedText, ...]
    watched: tuple[NamedText, ...]
    held_out: tuple[NamedText, ...]
    dropped: tuple[NamedText, ...]


def read_own(paths: Iterable[Path]) -> list[NamedText]:
    """The stylesheets at and below some paths that have any text, as the settings of the project select them.

    Raises:
        FileError: if a path does not exist or cannot be read.
    """
    settings = load_settings(Path.cwd())
    file = find_file(Path.cwd())
    root = Path(file).resolve().parent if file else Path.cwd()
    found = [Path(path) for path in find_stylesheets(paths, settings.selection, root)]
    sheets = (read_stylesheet(path, settings.limits_file_bytes) for path in found)
    texts = ((sheet.path.as_posix(), _read_css(sheet)) for sheet in sheets if isinstance(sheet, Stylesheet))
    return [NamedText(name, text) for name, text in texts if text.strip()]


def _read_css(sheet: Stylesheet) -> str:
    """The CSS of a file; of a host file its style blocks, one behind the other."""
    text = sheet.source.replace("\r\n", "\n")
    if sheet.path.suffix not in HOST_SUFFIXES:
        return text
    return "\n".join(dedent(text[start:end]).strip() + "\n" for start, end in find_islands(text))


def split_files(texts: Sequence[NamedText], seed: int = 0) -> Split:
    """Drop near-duplicates and deal the others, by whole files.

    Raises:
        FileError: if there are too few.
    """
    if not texts:
        raise FileError("no stylesheet found to learn from: name files, or a directory with *.css in it")
    kept, dropped = drop_near_duplicates(texts)
    if len(kept) < FEWEST:
        raise FileError(
            f"too few stylesheets to hold one out: {len(kept)} without near-duplicates, at least {FEWEST} are needed"
        )
    # By their names, so that the order in which they were found does not matter.
    left = sorted(kept, key=lambda text: text.name)
    random.Random(seed).shuffle(left)  # noqa: S311  # no secret
    size = sum(len(text.text) for text in kept)
    held_out = list(_take(left, HELD_OUT_SHARE * size, min(LARGEST_SHARE * size, MOST_HELD_OUT), kept=2))
    watched = list(_take(left, WATCHED_SHARE * size, min(LARGEST_SHARE * size, MOST_WATCHED), kept=1))
    return Split(tuple(left), tuple(watched), tuple(held_out), tuple(dropped))


def _take(left: list[NamedText], wanted: float, most: float, *, kept: int) -> Iterator[NamedText]:
    """Take out of `left` the first texts that have `wanted` characters together, and `most` at most.

    It is one text at least, and `kept` are left.
    """
    taken = 0
    for text in list(left):
        if taken >= wanted or len(left) <= kept:
            break
        if taken + len(text.text) <= most:
            left.remove(text)
            taken += len(text.text)
            yield text
    if not taken:
        smallest = min(left, key=lambda text: len(text.text))
        left.remove(smallest)
        yield smallest
