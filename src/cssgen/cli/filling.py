"""The markers of files, of git's index or of standard input, filled: what `cssgen fill` does if there are any."""

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from cssgen._version import __version__
from cssgen.cache.generate import CachedGenerate
from cssgen.cli.keeping import cache_fills, open_recorder
from cssgen.cli.progress import show_progress
from cssgen.cli.records import fill_options, record_fills
from cssgen.cli.results import exit_code, print_report
from cssgen.directories import lock_directory
from cssgen.edits import apply_edits
from cssgen.engines import LazyEngine
from cssgen.reports.report import Report
from cssgen.rewrite import Outcome, fill_bytes, rewrite_files
from cssgen.settings import Settings
from cssgen.writing import replace_file

# The signs are what pre-commit and prek say if an unstaged edit is beside a fill.
_NEXT = """\
next: git diff, git add -p, git commit
if you see "Rolling back fixes" or "Reverting the hook changes": run cssgen fill --staged"""


def fill_files(paths: Sequence[Path], arguments: argparse.Namespace, settings: Settings, file_count: int) -> int:
    """Fill files and report; `file_count` is how many were looked at."""
    engine = LazyEngine(settings)
    only_shown = arguments.diff or arguments.check
    write = None if only_shown else partial(replace_file, lock_dir=lock_directory())
    with show_progress(engine, is_quiet=arguments.quiet) as model:
        generate = cache_fills(model, settings)
        recorder = open_recorder(generate)
        outcomes = list(rewrite_files(paths, generate, fill_options(settings), write, recorder.note))
        recorder.settle(outcomes)
    _print_diff(outcomes, arguments)
    return _report(outcomes, file_count, generate, arguments, settings)


def fill_staged(arguments: argparse.Namespace, settings: Settings) -> int:
    """Fill what git's index holds of files, and the work tree alike."""
    # Here, since no other run needs git.
    from cssgen.cli.staged import fill_entries, select_entries

    entries = select_entries(arguments, settings)
    engine = LazyEngine(settings)
    with show_progress(engine, is_quiet=arguments.quiet) as model:
        generate = cache_fills(model, settings)
        recorder = None if arguments.diff or arguments.check else open_recorder(generate)
        outcomes = list(fill_entries(entries, generate, fill_options(settings), recorder))
        if recorder is not None:
            recorder.settle(outcomes)
    _print_diff(outcomes, arguments)
    return _report(outcomes, len(entries), generate, arguments, settings)


def fill_stdin(arguments: argparse.Namespace, settings: Settings) -> int:
    """Fill what comes on standard input; the stylesheet goes to standard output, all else to standard error."""
    name = arguments.stdin_filename or Path("<stdin>")
    generate = cache_fills(LazyEngine(settings), settings)
    outcome = fill_bytes(name, sys.stdin.buffer.read(), generate, fill_options(settings))
    if arguments.diff:
        sys.stdout.writelines(_render_diff(outcome))
    elif not arguments.check:
        sys.stdout.buffer.write(outcome.content)
    for finding in outcome.findings:
        print(finding, file=sys.stderr)
    asked = arguments.diff or arguments.check or settings.exit_non_zero_on_change
    return exit_code(outcome.findings, arguments, is_changed=asked and outcome.is_changed)


def _report(
    outcomes: Sequence[Outcome],
    file_count: int,
    generate: CachedGenerate,
    arguments: argparse.Namespace,
    settings: Settings,
) -> int:
    findings = tuple(finding for outcome in outcomes for finding in outcome.findings)
    files = tuple(record_fills(outcome, generate) for outcome in outcomes)
    is_changed = any(outcome.is_changed for outcome in outcomes)
    print_report(Report(__version__, findings, files, file_count), arguments)
    if is_changed and os.environ.get("PRE_COMMIT") and not arguments.staged and arguments.output_format == "text":
        print(_NEXT)
    asked = arguments.diff or arguments.check or settings.exit_non_zero_on_change
    return exit_code(findings, arguments, is_changed=asked and is_changed)


def _print_diff(outcomes: Sequence[Outcome], arguments: argparse.Namespace) -> None:
    """Print the changes where people read them; the other formats are documents, and have the fills in them."""
    if arguments.diff and arguments.output_format in ("text", "github"):
        sys.stdout.writelines(line for outcome in outcomes for line in _render_diff(outcome))


def _render_diff(outcome: Outcome) -> Sequence[str]:
    """A unified diff of one file, lines as they are but for a missing newline at the end."""
    if outcome.sheet is None or not outcome.is_changed:
        return ()
    source = outcome.sheet.source
    before, after = (_split_lines(text) for text in (source, apply_edits(source, outcome.filled.edits)))
    lines = difflib.unified_diff(before, after, f"a/{outcome.path}", f"b/{outcome.path}")
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


def _split_lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([text.split("\n")[-1]] if not text.endswith("\n") else [])
