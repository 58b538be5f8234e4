"""What commands that fill keep: the cache of what models write, and the journal of what was written to files."""

import sys
from functools import cache, partial
from pathlib import Path

from cssgen.cache.generate import CachedGenerate
from cssgen.cache.identity import identify_generator
from cssgen.candidates import Generate
from cssgen.directories import cache_directory
from cssgen.journal.recorder import Recorder
from cssgen.settings import Settings


def fills_directory() -> Path:
    """Where the cache of fills lies."""
    return cache_directory() / "fills"


def cache_fills(generate: Generate, settings: Settings) -> CachedGenerate:
    """Put the cache before a model; with `no_cache` it does nothing but count as one."""
    directory = None if settings.no_cache else fills_directory()
    identify = partial(identify_generator, settings)
    return CachedGenerate(generate, identify, directory, settings.cache_max_mb * 1_000_000, warn)


def journal_directory() -> Path:
    """Where the journals of all projects lie."""
    return cache_directory() / "journal"


def open_recorder(generate: CachedGenerate) -> Recorder:
    """The journal of one run."""
    return Recorder(journal_directory(), generate.key_of, warn)


@cache
def warn(message: str) -> None:
    """Print a warning on standard error, once."""
    print(f"cssgen: warning: {message}", file=sys.stderr)
