"""The reference pages, made from the code: docs/reference/codes.md, flags.md, markers.md and settings.md.

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
from cssgen.cli.arguments import COMMANDS, build_parser
from cssgen.contexts import read_contexts
from cssgen.markers import OPTION_FIELDS, OPTION_RANGES, Leave, MarkerOptions
from cssgen.productions import Production
from cssgen.training.commands import add_arguments

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
_NOTE = "Made by `python tools/build_docs.py` from the code; do not edit it here.\n"
_DEFAULTS = settings.Settings._field_defaults  # public, its name notwithstanding

# Each is read by the code as this page is made.
_PLACES = (
    ("at the top of the file, between rules", "/* complete: zebra striped table rows */"),
    ("in the block of a conditional or grouping at-rule", "@media print {\n  /* complete: hide the menu */\n}"),
    ("in a style rule", ".card {\n  /* complete: rounded corners */\n}"),
    ("in a nested group rule", ".card {\n  @media print {\n    /* complete: no shadow */\n  }\n}"),
    ("among descriptors", "@font-face {\n  /* complete: Inter from inter.woff2 */\n}"),
    ("in a keyframe", "@keyframes spin {\n  to {\n    /* complete: one full turn */\n  }\n}"),
    ("between keyframes", "@keyframes spin {\n  /* complete: one full turn */\n}"),
    ("behind the colon of a declaration", ".card {\n  transition: /* complete: quick fade */;\n}"),
    ("in a function", ".card {\n  width: calc(100% - /* complete: width of the menu */);\n}"),
    ("in a block that is never closed", ".card {\n  /* complete: rounded corners */"),
)
_SLIPS = (
    ("a slip in the keyword", "/* complte: red text */"),
    ("no colon", "/* complete red text */"),
    ("no comment of CSS", "// complete: red text"),
    ("nothing is asked for", "/* complete: */"),
    ("an unknown option", "/* complete(m=2): red text */"),
    ("an option twice", "/* complete(n=1, n=2): a card */"),
    ("an option without a value", "/* complete(n): a card */"),
    ("out of range", "/* complete(n=9): a card */"),
    ("not a choice", "/* complete(leave=all): red text */"),
    ("rules are counted where none stand", "a { /* complete(n=2): red text */ }"),
    ("a marker in a marker", "/* complete: complete: red text */"),
    ("a comment in a comment", "/* complete: /* red */ text */"),
    ("a comment that is never closed", "/* complete: red text"),
    ("in a selector", "a /* complete: hovered */ { color: red }"),
    ("in the prelude of an at-rule", "@media /* complete: phones */ { a { color: red } }"),
    ("before the colon", "a { color /* complete: red */: red }"),
    ("behind `!important`", "a { color: red !important /* complete: red */ }"),
    ("behind a declaration without `;`", "a {\n  color: red\n  /* complete: bold */\n}"),
    ("in a block that cssgen does not know", "@unheard-of { /* complete: red text */ }"),
    ("a bracket that is never closed", "a { color: rgb(1; }\n/* complete: red text */"),
)


def render_codes() -> str:
    """What `cssgen explain` says about each code."""
    parts = [f"# Codes\n\n{_NOTE}"]
    parts += [f"## {rule.code} {rule.name}\n\n{rule.summary}\n\n{rule.explanation}\n" for rule in CODES.values()]
    return "\n".join(parts)


def render_settings() -> str:
    """A table of the fields of `Settings`."""
    lines = [f"# Settings\n\n{_NOTE}", "| setting | default | takes | meaning |", "| --- | --- | --- | --- |"]
    for field, meaning in _read_docstrings(settings.Settings):
        default = _DEFAULTS[field]
        key = field.replace("_", "-")
        lines.append(f"| `{key}` | {_show(default)} | {_show_range(key)} | {_escape(meaning)} |")
    return "\n".join(lines) + "\n"


def render_flags() -> str:
    """The options of each command and of its actions."""
    parser = build_parser(COMMANDS)
    # The stages of training are parsed where PyTorch may be imported.
    training = argparse.ArgumentParser(prog="cssgen train")
    add_arguments(training.add_subparsers())
    pages = (*_render_commands(parser), *_render_commands(training))
    return "\n".join([f"# Commands and options\n\n{_NOTE}", *pages])


def render_markers() -> str:
    """Places, options and slips of markers, as the code takes them."""
    lines = [f"# Markers\n\n{_NOTE}"]
    lines += ["A marker is a CSS comment: the keyword, options in parentheses if any, a colon, and a prompt.\n"]
    lines += ["```css\n/* complete(n=2, seed=7): primary and secondary button */\n```\n"]
    lines += ["Case does not matter, a prompt may have many lines, and `/** … */` does as well. The setting"]
    lines += ["[`keyword`](settings.md) takes another word.\n"]
    lines += ["## Options\n", "| option | takes | meaning |", "| --- | --- | --- |"]
    lines += [
        f"| `{name}` | {_show_option(name)} | {_option_meaning(field)} |" for name, field in OPTION_FIELDS.items()
    ]
    lines += ["\n## What stays\n", "| `leave` | what is in the marker's place afterwards |", "| --- | --- |"]
    lines += [f"| `{Leave[name]}` | {_escape(text)} |" for name, text in _read_docstrings(Leave)]
    lines += ["\n## Places\n"]
    lines += [f"{place[0].upper()}{place[1:]}, for {_place_of(css)}:\n\n```css\n{css}\n```\n" for place, css in _PLACES]
    lines += ["In SCSS and Less ([experimental](../languages.md#scss-and-less)) these are places, too, as far as what"]
    lines += ["is around the marker is plain CSS. The marker is a block comment there as well.\n"]
    lines += ["## What is reported\n\nWhat was probably meant as a marker and cannot be taken as one is not ignored.\n"]
    lines += ["| slip | written | code | message |", "| --- | --- | --- | --- |"]
    lines += [_render_slip(slip, css) for slip, css in _SLIPS]
    return "\n".join(lines) + "\n"


def _show_option(name: str) -> str:
    return (
        "{} to {}".format(*OPTION_RANGES[name]) if name in OPTION_RANGES else ", ".join(f"`{item}`" for item in Leave)
    )


def _option_meaning(field: str) -> str:
    """What the class's docstring says of a field."""
    text = inspect.getdoc(MarkerOptions) or ""
    return _escape(next(line.partition(": ")[2] for line in text.splitlines() if line.strip().startswith(f"{field}:")))


def _place_of(css: str) -> str:
    (context,) = read_contexts(css).contexts
    either = " or declarations" if context.nested and context.production is Production.GROUP else ""
    closed = " (the block is closed too)" if context.unclosed else ""
    return f"{context.production.expected}{either}{closed}"


def _render_slip(slip: str, css: str) -> str:
    contexts = read_contexts(css)
    if contexts.contexts or len(contexts.diagnostics) != 1:
        raise ValueError(f"{css!r} is no slip, or more than one")
    (found,) = contexts.diagnostics
    link = f"[{found.code}](codes.md#{found.code.lower()}-{CODES[found.code].name})"
    written = _escape(css.replace("\n", " ↵ "))
    return f"| {slip} | `{written}` | {link} | {_escape(found.message)} |"


def _render_commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in _list_arguments(parser):
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield f"## `{command.prog}`\n\n| option | takes | default | meaning |\n| --- | --- | --- | --- |"
                yield from (_render_option(option) for option in _list_arguments(command) if _is_shown(option))
                yield ""
                yield from _render_commands(command)


def _list_arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """argparse has no public name for them."""
    return parser._actions


def _is_shown(action: argparse.Action) -> bool:
    is_help = "--help" in action.option_strings
    return not is_help and action.help != argparse.SUPPRESS and not isinstance(action, argparse._SubParsersAction)


def _render_option(action: argparse.Action) -> str:
    names = ", ".join(f"`{name}`" for name in action.option_strings) or f"`{action.metavar or action.dest}`"
    meaning = _escape((action.help or "") % {**vars(action), "prog": "cssgen"})
    return f"| {names} | {_show_argument(action)} | {_show_default(action)} | {meaning} |"


def _show_argument(action: argparse.Action) -> str:
    if action.choices:
        return ", ".join(f"`{choice}`" for choice in action.choices)
    if not action.option_strings or action.nargs == 0:
        return ""
    name = str(action.metavar or action.dest.upper()).replace("|", " or ")
    return f"[{name}]" if action.nargs == "?" else name


def _show_default(action: argparse.Action) -> str:
    """Options that override a setting have its default."""
    if action.nargs == 0 or not action.option_strings:
        return ""
    field = action.dest if action.default == argparse.SUPPRESS else ""
    default = _DEFAULTS.get(field) if field else action.default
    return "" if isinstance(default, bool) or default in (None, "", ()) else _show(default)


def _read_docstrings(kind: type) -> Iterator[tuple[str, str]]:
    """The members of a class, and what stands below each."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)  # noqa: S101
    for field, text in zip(body.body, body.body[1:], strict=False):
        targets = field.targets if isinstance(field, ast.Assign) else [getattr(field, "target", None)]
        if isinstance(text, ast.Expr) and isinstance(targets[0], ast.Name):
            yield targets[0].id, str(ast.literal_eval(text.value))


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in value) or "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value != "" else "empty"


def _show_range(key: str) -> str:
    field = key.replace("-", "_")
    choices = settings.CHOICES.get(field)
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices)
    if key in settings.RANGES:
        return "{} to {}".format(*settings.RANGES[key])
    return settings.KINDS[type(_DEFAULTS[field])]


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {
    "codes.md": render_codes,
    "flags.md": render_flags,
    "markers.md": render_markers,
    "settings.md": render_settings,
}


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
