"""`cssgen cache`."""

import argparse

from cssgen.cache.store import FillCache
from cssgen.cli.keeping import fills_directory
from cssgen.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Say what the cache of fills holds, or clear it."""
    cache = FillCache(fills_directory(), Settings().cache_max_mb * 1_000_000)
    if arguments.action == "clear":
        cache.clear()
        print(f"{fills_directory()} is empty")
        return 0
    info = cache.info()
    models = ", ".join(f"{count} by {model}" for model, count in info.fills.items()) or "none"
    print(f"file   {info.path}\nfills  {models}\nsize   {info.size / 1e6:.1f} MB")
    return 0
