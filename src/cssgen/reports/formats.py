"""All formats by name."""

from collections.abc import Callable

from cssgen.reports.github import render_github
from cssgen.reports.gitlab import render_gitlab
from cssgen.reports.records import render_json, render_jsonl
from cssgen.reports.report import Report
from cssgen.reports.sarif import render_sarif
from cssgen.reports.text import render_text

RENDERERS: dict[str, Callable[[Report], str]] = {
    "text": render_text,
    "json": render_json,
    "jsonl": render_jsonl,
    "github": render_github,
    "gitlab": render_gitlab,
    "sarif": render_sarif,
}
"""By the name of `--output-format`. Each gives whole lines, or nothing if there is nothing to say."""
