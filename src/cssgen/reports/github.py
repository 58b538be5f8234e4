"""Annotations on a pull request, as GitHub's runner reads them from standard output.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from cssgen.diagnostics import Finding, Severity
from cssgen.reports.report import Report
from cssgen.terminal import one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# As the runner undoes it: actions/toolkit, packages/core/src/command.ts. `%` goes first.
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def render_github(report: Report) -> str:
    """One workflow command for each finding; fills need none, the change itself shows them."""
    return "".join(_command(finding) + "\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    properties = {"file": finding.path, "line": finding.line, "endLine": finding.end_line}
    # GitHub takes columns only where the annotation is within one line.
    if finding.line == finding.end_line:
        properties |= {"col": finding.column, "endColumn": finding.end_column}
    properties["title"] = finding.code
    listed = ",".join(f"{name}={_escape(str(value), _PROPERTY)}" for name, value in properties.items() if value)
    return f"::{_COMMANDS[finding.severity]} {listed}::{_escape(finding.message, _DATA)}"


def _escape(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for character, escape in table:
        text = text.replace(character, escape)
    return one_line(text)
