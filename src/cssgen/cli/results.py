"""How results are printed, and which exit code they make."""

import argparse
import os
import sys
from collections.abc import Iterable

from cssgen.diagnostics import Finding, Severity
from cssgen.reports.report import Report
from cssgen.reports.text import render_text

# Findings after which a command has not done its work, rather than found something.
_FAILURES = frozenset({"CSSG008", "CSSG011"})


def print_report(report: Report, arguments: argparse.Namespace) -> None:
    """Print a report in the format that was asked for."""
    if arguments.output_format != "text":
        from cssgen.reports.formats import RENDERERS

        sys.stdout.write(RENDERERS[arguments.output_format](report))
        return
    text = render_text(report, colour=_wants_colour(arguments.color))
    if arguments.quiet:
        text = "".join(text.splitlines(keepends=True)[:-1])
    sys.stdout.write(text)


def exit_code(findings: Iterable[Finding], arguments: argparse.Namespace, *, is_changed: bool = False) -> int:
    """0 if all is well, 1 if something is left or changed, 2 if a file could not be read or written."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if arguments.exit_zero:
        return 0
    if any(finding.code in _FAILURES for finding in errors):
        return 2
    return 1 if errors or is_changed else 0


def _wants_colour(choice: str) -> bool:
    """https://no-color.org and its counterpart, unless the choice is explicit."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
