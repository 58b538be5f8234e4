"""`cssgen validate`: what is wrong with stylesheets. No model is loaded."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from cssgen._version import __version__
from cssgen.asking import fail
from cssgen.cli.results import exit_code, print_report
from cssgen.cli.sheets import read_settings, read_stdin, reads_stdin, select_files, warn_of_no_paths
from cssgen.diagnostics import Diagnostic, Finding, LineIndex, Severity
from cssgen.discovery import COMPILED
from cssgen.edits import Span
from cssgen.errors import FileError
from cssgen.files import Stylesheet, Unreadable, decode_stylesheet, read_stylesheet
from cssgen.preprocessors.dialects import UNREAD
from cssgen.reports.report import Report
from cssgen.settings import Settings
from cssgen.validity import Strictness, validate
from cssgen.validity.custom_properties import find_custom_properties

_NOTE = "CSSG019"


def run(arguments: argparse.Namespace) -> int:
    """Print what the validator finds."""
    settings = read_settings(arguments)
    sheets: list[Stylesheet | Unreadable | Finding]
    if reads_stdin(arguments):
        name = arguments.stdin_filename or Path("<stdin>")
        raw = read_stdin(settings)
        sheets = (
            [_pass_over(name)] if _is_compiled(name) else [decode_stylesheet(name, raw, settings.limits_file_bytes)]
        )
    else:
        warn_of_no_paths(arguments, "validate")
        sheets = list(_read(_select(arguments, settings), settings.limits_file_bytes))
    findings = tuple(_validate(sheets, arguments.strictness, settings.keyword))
    print_report(Report(__version__, findings, (), len(sheets)), arguments)
    return exit_code(findings, arguments)


def _select(arguments: argparse.Namespace, settings: Settings) -> list[str]:
    """The files to judge: of those that are compiled to CSS, only such as are named, to say so."""
    named = {str(path) for path in arguments.paths}
    return [path for path in select_files(arguments, settings) if path in named or not _is_compiled(Path(path))]


def _is_compiled(path: Path) -> bool:
    return path.suffix.lower() in COMPILED | UNREAD


def _pass_over(path: Path) -> Finding:
    message = "not judged: only CSS is, such as your compiler makes of it"
    return LineIndex("").locate(Diagnostic(_NOTE, message, Span(0, 0), Severity.NOTE), str(path))


def _read(paths: Sequence[str], max_bytes: int) -> Iterator[Stylesheet | Unreadable | Finding]:
    for path in map(Path, paths):
        if _is_compiled(path):
            yield _pass_over(path)
            continue
        try:
            yield read_stylesheet(path, max_bytes)
        except FileError as error:
            yield fail(path, "CSSG008", error)


def _validate(
    sheets: Sequence[Stylesheet | Unreadable | Finding], strictness: Strictness, keyword: str
) -> Iterator[Finding]:
    """Judge each stylesheet; a custom property that any of them defines is known in all."""
    texts = [sheet.text for sheet in sheets if isinstance(sheet, Stylesheet)]
    known = frozenset(name for text in texts for name in find_custom_properties(text))
    for sheet in sheets:
        if isinstance(sheet, Stylesheet):
            path = str(sheet.path)
            yield from validate(sheet.text, strictness=strictness, custom_properties=known, path=path, keyword=keyword)
        else:
            yield sheet.finding if isinstance(sheet, Unreadable) else sheet
