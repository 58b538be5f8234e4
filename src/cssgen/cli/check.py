"""`cssgen check`: markers that are left. No model is loaded."""

import argparse
import sys
from pathlib import Path

from cssgen._version import __version__
from cssgen.asking import check_bytes, check_files
from cssgen.cli.sheets import exit_code, print_report, read_settings, reads_stdin, select_files
from cssgen.reports import Report


def run(arguments: argparse.Namespace) -> int:
    """Print unfilled markers, near misses, and edited or stale regions."""
    settings = read_settings(arguments)
    if reads_stdin(arguments):
        name = arguments.stdin_filename or Path("<stdin>")
        findings, count = tuple(check_bytes(name, sys.stdin.buffer.read(), settings.keyword)), 1
    else:
        paths = select_files(arguments, settings)
        findings, count = tuple(check_files(paths, settings.keyword)), len(paths)
    print_report(Report(__version__, findings, (), count), arguments)
    return exit_code(findings, arguments)
