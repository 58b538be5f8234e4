"""`cssgen watch`. What fills is imported when everything is watched: nothing that is saved meanwhile is lost."""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from cssgen._version import __version__
from cssgen.cli.sheets import find_root, read_settings, refuse_unasked
from cssgen.errors import UsageError
from cssgen.reports.events import Event, Polling, Ready, Stopped, render_event_json, render_event_text
from cssgen.settings import Settings
from cssgen.watching.endings import catch_signals, watch_stdin
from cssgen.watching.lookout import Lookout
from cssgen.watching.news import Change, Ending
from cssgen.watching.trees import read_tree

_RENDERERS = {"text": render_event_text, "jsonl": render_event_json}


def run(arguments: argparse.Namespace) -> int:
    """Fill markers whenever a stylesheet is saved, until something ends the watch."""
    start = time.monotonic()
    settings = _read_settings(arguments)
    report = partial(_print_event, _RENDERERS[arguments.output_format])
    # Whatever has to be said to the loop: it knows the kinds.
    news: SimpleQueue[object] = SimpleQueue()

    def end(reason: str, code: int) -> None:
        news.put(Ending(reason, code))

    with catch_signals(end):
        watch_stdin(end, always=arguments.exit_on_stdin_close)
        lookout = _open_lookout(arguments, settings, lambda path, is_directory: news.put(Change(path, is_directory)))
        try:
            _report_ready(lookout, report, start)
            from cssgen.cli.watching import watch

            ending = watch(lookout, settings, news, report)
        finally:
            lookout.close()
    if ending.error is not None:
        raise ending.error
    report(Stopped(ending.reason, ending.exit_code))
    return ending.exit_code


def _read_settings(arguments: argparse.Namespace) -> Settings:
    if hasattr(arguments, "poll"):
        arguments.watch_poll = True
        if arguments.poll:
            arguments.watch_poll_ms = arguments.poll
    return read_settings(arguments)


def _open_lookout(arguments: argparse.Namespace, settings: Settings, tell: Callable[[str, bool], object]) -> Lookout:
    paths = arguments.paths or [Path()]
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or directory")
    refuse_unasked(paths, arguments, settings)
    list_tree = partial(read_tree, paths, settings.selection, find_root(arguments))
    asked = "`--poll` or a setting asks for it" if settings.watch_poll else ""
    lookout = Lookout(list_tree, tell, settings.watch_poll_ms / 1000, asked)
    lookout.update()
    return lookout


def _report_ready(lookout: Lookout, report: Callable[[Event], None], start: float) -> None:
    if lookout.reason:
        report(Polling(lookout.reason, lookout.interval))
    files, directories = len(lookout.tree.files), len(lookout.tree.directories)
    seconds = round(time.monotonic() - start, 3)
    report(Ready(__version__, files, directories, lookout.watch_count, lookout.reason, seconds))


def _print_event(render: Callable[[Event], str], event: Event) -> None:
    sys.stdout.write(render(event))
    sys.stdout.flush()
