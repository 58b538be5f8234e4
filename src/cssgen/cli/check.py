"""`cssgen check`: markers that are left. No model is loaded."""

import argparse
import sys
from pathlib import Path

from cssgen._version import __version__
from cssgen.cli.sheets import exit_code, fill_options, print_report, read_settings, reads_stdin, select_files
from cssgen.reports import Report
from cssgen.rewrite import check_bytes, check_files


def run(arguments: argparse.Namespace) -> int:
    """Print unfilled markers, near misses, and edited or stale regions."""
    settings = read_settings(arguments)
    if reads_stdin(arguments):
        name = arguments.stdin_filename or Path("<stdin>")
        outcomes, count = [check_bytes(name, sys.stdin.buffer.read(), fill_options(settings))], 1
    else:
        paths = select_files(arguments, settings)
        outcomes, count = list(check_files(paths, fill_options(settings))), len(paths)
    findings = tuple(finding for outcome in outcomes for finding in outcome.findings)
    print_report(Report(__version__, findings, (), count), arguments)
    return exit_code(findings, arguments)
