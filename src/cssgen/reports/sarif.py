"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cssgen.catalogue import CODES
from cssgen.codes import Rule
from cssgen.diagnostics import Finding
from cssgen.reports.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"  # whoever reads the log knows where it checked the project out


def render_sarif(report: Report, *, rules: Mapping[str, Rule] = CODES, root: Path | None = None) -> str:
    """A log of one run.

    Args:
        report: its findings; fills are no results.
        rules: what the codes mean; every code of a finding must be there.
        root: paths are written relative to this directory; the working directory by default.
    """
    root = Path.cwd() if root is None else root
    indices = {code: index for index, code in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "cssgen",
                "version": report.version,
                "rules": [_rule(rule) for rule in rules.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, indices[finding.code], root) for finding in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.explanation},
    }


def _result(finding: Finding, rule_index: int, root: Path) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": str(finding.severity),
        "message": {"text": finding.message},
    }
    if finding.path:
        location = {"artifactLocation": _artifact(finding.path, root), "region": _region(finding)}
        result["locations"] = [{"physicalLocation": location}]
    return result


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }


def _artifact(path: str, root: Path) -> dict[str, str]:
    """The file relative to the root if it is below it, else by its full URI."""
    absolute = Path(os.path.abspath(root / path))  # noqa: PTH100  symbolic links stay as given
    if absolute.is_relative_to(root):
        relative = absolute.relative_to(root).as_posix()
        return {"uri": quote(os.fsencode(relative), safe="/"), "uriBaseId": _ROOT}
    return {"uri": absolute.as_uri()}
