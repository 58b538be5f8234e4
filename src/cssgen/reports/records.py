"""JSON for scripts: one document, or one object a line."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cssgen.diagnostics import Severity
from cssgen.reports.report import Report

FORMAT_VERSION = 1
"""Goes up when a field changes its meaning or disappears; new fields may come at any time."""


def render_json(report: Report) -> str:
    """One object: `version`, `summary`, `findings`, `files`."""
    document = {
        "format": FORMAT_VERSION,
        "version": report.version,
        "summary": _summary(report),
        "findings": [asdict(finding) for finding in report.findings],
        "files": [asdict(outcome) for outcome in report.files],
    }
    return json.dumps(document, indent=2) + "\n"


def render_jsonl(report: Report) -> str:
    """One object a line, told apart by `type`: `finding`, `fill`, `file`, and `summary` as the last."""
    return "".join(json.dumps(record) + "\n" for record in _records(report))


def _records(report: Report) -> Iterator[dict[str, Any]]:
    for outcome in report.files:
        for fill in outcome.fills:
            yield {"type": "fill", "path": outcome.path, **asdict(fill)}
        yield {"type": "file", "path": outcome.path, "fills": len(outcome.fills), "written": outcome.written}
    for finding in report.findings:
        yield {"type": "finding", **asdict(finding)}
    yield {"type": "summary", "format": FORMAT_VERSION, "version": report.version, **_summary(report)}


def _summary(report: Report) -> dict[str, int]:
    return {
        "files": report.file_count,
        "filled": report.fill_count,
        "written": report.written_count,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notes": report.count(Severity.NOTE),
    }
