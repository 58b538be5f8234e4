"""`cssgen fill`. Most runs find no marker: only one that does imports what fills it."""

import argparse
import os
import sys

from cssgen.cli.sheets import (
    list_named,
    read_settings,
    reads_stdin,
    refuse_unasked,
    report_nothing,
    select_files,
)
from cssgen.suspects import find_suspects

_NO_PATHS = """\
cssgen: nothing to fill: name stylesheets or directories.

  cssgen fill styles/          fill every /* complete: … */ marker
  cssgen fill --diff styles/   show what would be filled
  cssgen fill --help           all options
"""


def run(arguments: argparse.Namespace) -> int:
    """Fill the markers of files, or of standard input."""
    settings = read_settings(arguments)
    refuse_unasked(list_named(arguments), arguments, settings)
    if reads_stdin(arguments):
        from cssgen.cli.filling import fill_stdin

        return fill_stdin(arguments, settings)
    if arguments.staged:
        from cssgen.cli.filling import fill_staged

        return fill_staged(arguments, settings)
    if not arguments.paths and arguments.changed_since is None:
        sys.stderr.write(_NO_PATHS)
        return 0
    if _is_hook(arguments):
        from cssgen.cli.operations import must_wait

        if must_wait():
            return 0
    paths = select_files(arguments, settings)
    suspects = list(find_suspects(paths, settings.keyword))
    if not suspects:
        return report_nothing(len(paths), arguments)
    from cssgen.cli.filling import fill_files

    return fill_files(suspects, arguments, settings, len(paths))


def _is_hook(arguments: argparse.Namespace) -> bool:
    """Whether pre-commit or prek, which say so, have files filled for a commit."""
    return bool(os.environ.get("PRE_COMMIT")) and not (arguments.diff or arguments.check)
