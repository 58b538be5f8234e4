"""A code quality report, as GitLab shows it in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import hashlib
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from cssgen.diagnostics import Finding, Severity
from cssgen.reports.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_gitlab(report: Report) -> str:
    """One array of the findings in files; GitLab has no place for others."""
    seen: Counter[tuple[str, ...]] = Counter()
    issues: list[dict[str, Any]] = []
    for finding in report.findings:
        if finding.path:
            # GitLab compares reports by fingerprints, so that lines which only moved are not new.
            key = (finding.code, _relative(finding.path), finding.message)
            issues.append(_issue(finding, _digest(*key, str(seen[key]))))
            seen[key] += 1
    return json.dumps(issues, indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": finding.message,
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": _relative(finding.path),
            "lines": {"begin": finding.line, "end": finding.end_line},
        },
    }


def _relative(path: str) -> str:
    """The path below the working directory, which in CI is the root of the project."""
    return Path(os.path.relpath(path)).as_posix()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
