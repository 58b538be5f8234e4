"""The project in which a command runs, as far as fills may learn from it."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from cssgen.config_files import find_file
from cssgen.directories import cache_directory
from cssgen.discovery import Selection, Walk
from cssgen.project import Surroundings
from cssgen.settings import Settings

MOST_DIRECTORIES: Final = 4_000


@cache
def open_surroundings(settings: Settings) -> Surroundings:
    """The stylesheets of the project around the current directory; nothing is read before the first context."""
    root = find_project(Path.cwd()) if settings.context_files else None
    selection = settings.selection._replace(include=settings.context_files, extend_include=())
    return Surroundings(root, lambda root: _iter_paths(root, selection), cache_directory() / "project")


def find_project(directory: Path) -> Path | None:
    """The repository or the folder of settings that a directory is in; None if it is in neither."""
    file = find_file(directory)
    if file is not None:
        return Path(file).resolve().parent
    return next((each for each in (directory, *directory.parents) if (each / ".git").exists()), None)


def _iter_paths(root: Path, selection: Selection) -> Iterator[Path]:
    # What cannot be read says nothing.
    for listing in islice(Walk(selection, root).list_below(root, lambda _: None), MOST_DIRECTORIES):
        yield from (Path(entry.path) for entry in listing.stylesheets)
