"""`cssgen cache`."""

import argparse

from cssgen.cache.store import FillCache
from cssgen.cli.keeping import fills_directory
from cssgen.config import Settings


def run(arguments: argparse.Namespace) -> int:
    """Say what the cache of fills holds, or clear it."""
    cache = FillCache(fills_directory(), Settings().cache_max_mb)
    info = cache.info()
    if arguments.action == "clear":
        cache.clear()
        print(f"{info.fills} fills forgotten, {info.size / 1e6:.1f} MB freed")
    else:
        print(f"file   {info.path}\nfills  {info.fills}\nsize   {info.size / 1e6:.1f} MB")
    return 0
