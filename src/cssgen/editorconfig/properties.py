"""The properties that `.editorconfig` files give a file, as far as they are about its layout."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from cssgen.editorconfig.globs import matches
from cssgen.layout import Layout
from cssgen.regular_files import read_regular

FILE_NAME = ".editorconfig"
MAX_BYTES = 100_000
_NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
_WIDTHS = range(1, 17)  # what is wider is a mistake
_PAIR = re.compile(r"([^=:\s][^=:]*?)\s*[=:]\s*(.*)")
_COMMENT = re.compile(r"\s[#;].*")


def find_layout(path: Path, default: Layout) -> Layout:
    """The layout that the `.editorconfig` files of its project want for a file; `default` where they say nothing.

    They are looked for from the file's folder up to the root of its repository, or to one that says `root = true`.
    """
    return to_layout(_find_properties(Path(os.path.abspath(path))), default)  # noqa: PTH100  # links are kept


def to_layout(properties: Mapping[str, str], default: Layout) -> Layout:
    """The layout that properties describe: https://spec.editorconfig.org/#supported-pairs."""
    style, size = properties.get("indent_style"), properties.get("indent_size")
    width = properties.get("tab_width") if size == "tab" else size
    indent = default.indent
    if style == "tab":
        indent = "\t"
    elif width is not None and width.isascii() and width.isdigit() and int(width[:9]) in _WIDTHS:
        indent = " " * int(width)
    newline = _NEWLINES.get(properties.get("end_of_line", ""), default.newline)
    return Layout(newline, indent, default.quote, default.blank_lines)


def read_sections(text: str) -> Iterator[tuple[str, str, str]]:
    """Pattern of the section (empty before the first one), key and value of each line; these two in lower case."""
    pattern = ""
    for line in map(str.strip, text.removeprefix("\ufeff").splitlines()):
        if not line or line[0] in "#;":
            continue
        if line.startswith("[") and line.endswith("]"):
            pattern = line[1:-1]
        elif match := _PAIR.fullmatch(_COMMENT.sub("", line)):
            yield pattern, match[1].lower(), match[2].strip().lower()


def _find_properties(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in path.parents:
        sections = _read(folder)
        relative = PurePath(path).relative_to(folder).as_posix()
        # A later section comes before an earlier one, and a nearer file before one further up.
        own = {key: value for pattern, key, value in sections if pattern and matches(pattern, relative)}
        found = {**own, **found}
        if ("", "root", "true") in sections or (folder / ".git").exists():
            break
    return {key: value for key, value in found.items() if value != "unset"}


def _read(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """What the file of a folder says; nothing if there is none, or it cannot be read."""
    try:
        raw = read_regular(folder / FILE_NAME, MAX_BYTES + 1)
        return tuple(read_sections(raw.decode())) if len(raw) <= MAX_BYTES else ()
    except (OSError, UnicodeDecodeError):
        return ()
