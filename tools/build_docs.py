"""The reference pages, made from the code: docs/reference/codes.md, flags.md and settings.md.

    python tools/build_docs.py [--check]

With `--check` nothing is written: it exits with 1 and names the pages that are stale.
"""

import argparse
import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from cssgen import settings
from cssgen.catalogue import CODES
from cssgen.cli.arguments import _COMMANDS, build_parser
from cssgen.training.commands import add_arguments

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
_NOTE = "Made by `python tools/build_docs.py` from the code; do not edit it here.\n"


def render_codes() -> str:
    """What `cssgen explain` says about each code."""
    parts = [f"# Codes\n\n{_NOTE}"]
    parts += [f"## {rule.code} {rule.name}\n\n{rule.summary}\n\n{rule.explanation}\n" for rule in CODES.values()]
    return "\n".join(parts)


def render_settings() -> str:
    """A table of the fields of `Settings`."""
    lines = [f"# Settings\n\n{_NOTE}", "| setting | default | takes | meaning |", "| --- | --- | --- | --- |"]
    for field, meaning in _read_docstrings():
        default = settings.Settings._field_defaults[field]
        key = field.replace("_", "-")
        lines.append(f"| `{key}` | {_show(default)} | {_show_range(key)} | {_escape(meaning)} |")
    return "\n".join(lines) + "\n"


def render_flags() -> str:
    """The options of each command and of its actions."""
    parser = build_parser(_COMMANDS)
    # The stages of training are parsed where PyTorch may be imported.
    training = argparse.ArgumentParser(prog="cssgen train")
    add_arguments(training.add_subparsers())
    pages = (*_render_commands(parser), *_render_commands(training))
    return "\n".join([f"# Commands and options\n\n{_NOTE}", *pages])


def _render_commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield f"## `{command.prog}`\n\n| option | meaning |\n| --- | --- |"
                yield from (_render_option(option) for option in command._actions if _is_shown(option))
                yield ""
                yield from _render_commands(command)


def _is_shown(action: argparse.Action) -> bool:
    return action.help != argparse.SUPPRESS and not isinstance(action, argparse._SubParsersAction)


def _render_option(action: argparse.Action) -> str:
    names = ", ".join(f"`{name}`" for name in action.option_strings) or f"`{action.metavar or action.dest}`"
    return f"| {names} | {_escape((action.help or '') % {**vars(action), 'prog': 'cssgen'})} |"


def _read_docstrings() -> Iterator[tuple[str, str]]:
    (body,) = ast.parse(inspect.getsource(settings.Settings)).body
    assert isinstance(body, ast.ClassDef)  # noqa: S101
    for field, text in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(field.target, ast.Name):
            yield field.target.id, str(ast.literal_eval(text.value))


def _show(value: settings.Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in value) or "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value != "" else "empty"


def _show_range(key: str) -> str:
    choices = settings._CHOICES.get(key.replace("-", "_"))
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices)
    if key in settings._RANGES:
        return "{} to {}".format(*settings._RANGES[key])
    return settings._KINDS[type(settings.Settings._field_defaults[key.replace("-", "_")])]


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {"codes.md": render_codes, "flags.md": render_flags, "settings.md": render_settings}


def find_stale() -> list[str]:
    """The names of the pages that differ from what the code says."""
    return [name for name, render in PAGES.items() if not _is_fresh(FOLDER / name, render())]


def _is_fresh(page: Path, text: str) -> bool:
    return page.exists() and page.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(f"docs/reference/{name} is stale: run tools/build_docs.py" for name in find_stale()) or 0)
    FOLDER.mkdir(exist_ok=True)
    for name, render in PAGES.items():
        (FOLDER / name).write_text(render(), encoding="utf-8")
