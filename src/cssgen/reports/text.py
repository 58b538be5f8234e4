"""One line for each finding and fill, in the form that editors make clickable, and one with the counts."""

from cssgen.diagnostics import Finding, Severity
from cssgen.reports.report import FileOutcome, FillRecord, Report
from cssgen.reports.wording import plural
from cssgen.terminal import one_line

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}


def render_text(report: Report, *, colour: bool = False) -> str:
    """Lines `path:line:column: message [CODE]`, then a summary."""
    lines = [_fill_line(outcome, fill, colour) for outcome in report.files for fill in outcome.fills]
    lines += [finding_line(finding, colour) for finding in report.findings]
    return "\n".join((*lines, _summary(report))) + "\n"


def _fill_line(outcome: FileOutcome, fill: FillRecord, colour: bool) -> str:
    count = len(fill.text.splitlines())
    done = "filled" if outcome.written else "would fill"
    time = "" if fill.seconds is None else f", {fill.seconds:.1f} s"
    source = "".join(f", {word}" for word in (fill.source, fill.engine) if word)
    message = f'{done} "{one_line(fill.prompt)}" ({plural(count, "line")}{time}{source})'
    return f"{_place(outcome.path, fill.line, fill.column, colour)}: {message}"


def finding_line(finding: Finding, colour: bool = False) -> str:
    """`path:line:column: message [CODE]`."""
    # An error is what one expects of a tool that complains, so only the others say what they are.
    kind = "" if finding.severity == Severity.ERROR else f"{finding.severity}: "
    code = f"[{finding.code}]"
    if colour:
        code = f"{_COLOURS[finding.severity]}{code}{_RESET}"
    place = _place(finding.path or "<text>", finding.line, finding.column, colour)
    return f"{place}: {kind}{one_line(finding.message)} {code}"


def _place(path: str, line: int, column: int, colour: bool) -> str:
    path = one_line(path)
    return f"{_BOLD}{path}{_RESET}:{line}:{column}" if colour else f"{path}:{line}:{column}"


def _summary(report: Report) -> str:
    counts = [plural(report.file_count, "file") + " checked"]
    if report.written_count:
        counts.append(plural(report.fill_count, "marker") + " filled")
        counts.append(plural(report.written_count, "file") + " written")
    elif report.fill_count:
        counts.append(plural(report.fill_count, "marker") + " would be filled")
    counts += [plural(count, name) for name in Severity if (count := report.count(name))]
    return ", ".join(counts) + "."
