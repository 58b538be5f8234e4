"""`cssgen check`: markers that are left. No model is loaded."""

import argparse

from cssgen.cli.sheets import (
    list_named,
    read_settings,
    read_stdin,
    reads_stdin,
    refuse_unasked,
    report_nothing,
    select_files,
    warn_of_no_paths,
)
from cssgen.suspects import find_suspects, may_ask


def run(arguments: argparse.Namespace) -> int:
    """Print unfilled markers, near misses, and edited or stale regions."""
    settings = read_settings(arguments)
    refuse_unasked(list_named(arguments), arguments, settings)
    if reads_stdin(arguments):
        raw = read_stdin(settings)
        if not may_ask(raw, settings.keyword):
            return report_nothing(1, arguments)
        from cssgen.cli.checking import check_stdin

        return check_stdin(raw, arguments, settings)
    warn_of_no_paths(arguments, "check")
    paths = select_files(arguments, settings)
    suspects = list(find_suspects(paths, settings.keyword))
    if not suspects:
        return report_nothing(len(paths), arguments)
    from cssgen.cli.checking import check_suspects

    return check_suspects(suspects, arguments, settings, len(paths))
