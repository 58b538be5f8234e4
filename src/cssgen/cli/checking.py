"""What `cssgen check` does with files that may hold a marker."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from cssgen._version import __version__
from cssgen.asking import check_bytes, check_files
from cssgen.cli.results import exit_code, print_report
from cssgen.diagnostics import Finding
from cssgen.reports.report import Report
from cssgen.settings import Settings


def check_stdin(raw: bytes, arguments: argparse.Namespace, settings: Settings) -> int:
    """Report what is left in standard input."""
    name = arguments.stdin_filename or Path("<stdin>")
    return _report(check_bytes(name, raw, settings.keyword, settings.limits), 1, arguments)


def check_suspects(paths: Sequence[Path], arguments: argparse.Namespace, settings: Settings, file_count: int) -> int:
    """Report what is left in files; `file_count` is how many were looked at."""
    return _report(check_files(paths, settings.keyword, settings.limits), file_count, arguments)


def _report(found: Iterable[Finding], file_count: int, arguments: argparse.Namespace) -> int:
    findings = tuple(found)
    print_report(Report(__version__, findings, (), file_count), arguments)
    return exit_code(findings, arguments)
