"""Where cssgen keeps things of its own, outside of projects."""

import os
from pathlib import Path

import platformdirs


def cache_directory() -> Path:
    """The directory of caches and locks: `CSSGEN_CACHE`, or the system's place for caches."""
    named = os.environ.get("CSSGEN_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("cssgen", appauthor=False))


def lock_directory() -> Path:
    """The directory of the locks that all cssgen processes of a user share."""
    return cache_directory() / "locks"
