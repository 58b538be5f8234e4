"""What commands that fill keep: the cache of what models write, and the journal of what was written to files."""

import sys
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

from cssgen.cache.generate import CachedGenerate
from cssgen.cache.identity import identify_generator
from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context
from cssgen.directories import cache_directory
from cssgen.journal.recorder import Recorder
from cssgen.settings import Settings
from cssgen.terminal import one_line


def fills_directory() -> Path:
    """Where the cache of fills lies."""
    return cache_directory() / "fills"


def cache_fills(generate: Generate, settings: Settings, *, borrows: bool = True) -> CachedGenerate:
    """Put the cache before a model; with `no_cache` it does nothing but count as one.

    What is not in the cache a watcher may write that has loaded the same model, if `borrows`.
    """
    directory = None if settings.no_cache else fills_directory()
    if borrows:
        generate = partial(_borrow, generate, settings)
    identify = partial(identify_generator, settings)
    return CachedGenerate(generate, identify, directory, settings.cache_max_mb * 1_000_000, warn)


def _borrow(generate: Generate, settings: Settings, contexts: Sequence[Context]) -> Sequence[Sequence[Candidate]]:
    from cssgen.sharing.client import ask
    from cssgen.sharing.sockets import name_socket

    path = name_socket(identify_generator(settings), settings.device)
    candidates = ask(path, contexts) if path is not None else None
    return generate(contexts) if candidates is None else candidates


def journal_directory() -> Path:
    """Where the journals of all projects lie."""
    return cache_directory() / "journal"


def open_recorder(generate: CachedGenerate) -> Recorder:
    """The journal of one run."""
    return Recorder(journal_directory(), generate.key_of, warn)


@cache
def warn(message: str) -> None:
    """Print a warning on standard error, once."""
    print(f"cssgen: warning: {one_line(message)}", file=sys.stderr)
