"""What `fill`, `check` and `validate` share: the settings, the files, and what to say if nothing is in them."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from cssgen._version import __version__
from cssgen.config import load_settings
from cssgen.config_files import find_file
from cssgen.discovery import COMPILED, Walk, filter_stylesheets, find_stylesheets
from cssgen.errors import UsageError
from cssgen.reports.wording import plural
from cssgen.settings import Settings, Value, check_value, parse_value
from cssgen.suspects import find_suspects

STDIN = Path("-")


def read_settings(arguments: argparse.Namespace) -> Settings:
    """The settings that hold for a command.

    Raises:
        UsageError: if one is wrong, or they want another version of cssgen.
    """
    overrides: dict[str, Value] = {}
    for name in Settings._fields:
        if hasattr(arguments, name):
            overrides[name] = _override(name, getattr(arguments, name))
    settings = load_settings(Path.cwd(), file=arguments.config, overrides=overrides)
    if settings.required_version not in ("", __version__):
        raise UsageError(f"this is cssgen {__version__}; the settings require {settings.required_version}")
    return settings


def select_files(arguments: argparse.Namespace, settings: Settings) -> list[str]:
    """The stylesheets that the paths of the command line mean; with `--changed-since`, the changed ones of these.

    Raises:
        FileError: if a path does not exist, or a directory cannot be read.
        GitError: if git does not know what was changed.
    """
    if arguments.changed_since is not None:
        return _select_changed(arguments, settings)
    return find_stylesheets(arguments.paths, settings.selection, find_root(arguments))


def refuse_unasked(paths: Iterable[Path], arguments: argparse.Namespace, settings: Settings) -> None:
    """SCSS and Less are read only where the settings say so; files of them that ask for nothing are let go.

    Raises:
        UsageError: if one that is named may hold a marker, and the settings do not include it.
    """
    named = [path for path in paths if path.suffix.lower() in COMPILED]
    walk = Walk(settings.selection, find_root(arguments)) if named else None
    for path in named:
        # What comes on standard input need not be there as a file.
        is_asking = not path.is_file() or any(find_suspects([str(path)], settings.keyword))
        if walk is not None and not walk.includes(path) and is_asking and not path.is_dir():
            pattern = f"*{path.suffix.lower()}"
            raise UsageError(
                f"{path}: reading {pattern[2:].upper()} is experimental, and has to be asked for: "
                f'set `extend-include = ["{pattern}"]`, or add --extend-include "{pattern}"'
            )


def _select_changed(arguments: argparse.Namespace, settings: Settings) -> list[str]:
    # Here, since few runs need git.
    from cssgen.git.changes import find_changed
    from cssgen.git.commands import find_work_tree

    root = find_work_tree()
    names = find_changed(root, arguments.changed_since)
    changed = [path for name in names if (path := root / name).is_file() and not path.is_symlink()]
    if not arguments.paths:
        return [str(path) for path in select_tracked(arguments, settings, map(Path, map(os.path.relpath, changed)))]
    named = find_stylesheets(arguments.paths, settings.selection, find_root(arguments))
    known = {path.resolve() for path in changed}
    return [path for path in named if Path(path).resolve() in known]


def select_tracked(arguments: argparse.Namespace, settings: Settings, paths: Iterable[Path]) -> list[Path]:
    """Of files that git tracks, and so does not ignore whatever its rules say, those that the settings mean."""
    selection = settings.selection._replace(respect_gitignore=False)
    return filter_stylesheets(paths, selection, find_root(arguments))


def list_named(arguments: argparse.Namespace) -> list[Path]:
    """The files that are named by hand, and what standard input is said to be."""
    return [*arguments.paths, *([arguments.stdin_filename] if arguments.stdin_filename else ())]


def reads_stdin(arguments: argparse.Namespace) -> bool:
    """Whether the stylesheet comes on standard input.

    Raises:
        UsageError: if files are named as well.
    """
    named = STDIN in arguments.paths
    if (named and len(arguments.paths) > 1) or (arguments.stdin_filename and arguments.paths not in ([], [STDIN])):
        raise UsageError("standard input and files cannot be read in one run")
    is_read = named or arguments.stdin_filename is not None
    if is_read and arguments.changed_since is not None:
        raise UsageError("standard input has no history: --changed-since is for files")
    return is_read


def read_stdin(settings: Settings) -> bytes:
    """Standard input, up to one byte more than a file may have."""
    return sys.stdin.buffer.read(settings.limits_file_bytes + 1)


def warn_of_no_paths(arguments: argparse.Namespace, verb: str) -> None:
    """Say that no file was named, which is no error: scripts that name files may have none to name."""
    if not arguments.paths and arguments.changed_since is None and not arguments.quiet:
        print(f"cssgen: nothing to {verb}: name stylesheets or directories, such as .", file=sys.stderr)


def report_nothing(file_count: int, arguments: argparse.Namespace) -> int:
    """Say that so many files were looked at, and that nothing is left in them."""
    if arguments.output_format != "text":
        from cssgen.cli.results import print_report
        from cssgen.reports.report import Report

        print_report(Report(__version__, file_count=file_count), arguments)
    elif not arguments.quiet:
        print(f"{plural(file_count, 'file')} checked.")
    return 0


def find_root(arguments: argparse.Namespace) -> Path:
    """Where patterns with a slash begin: beside the settings."""
    file = arguments.config or find_file(Path.cwd())
    return Path(file).resolve().parent if file else Path.cwd()


def _override(name: str, value: str | bool | list[str]) -> Value:
    """A value of the command line, checked and in the type of its setting."""
    option = f"--{name.replace('_', '-')}"
    return check_value(name, parse_value(name, value, option) if isinstance(value, str) else value, option)
