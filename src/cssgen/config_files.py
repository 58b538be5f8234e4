"""Configuration files: where they are, and what stands in them. A file that cannot be read is one line, not a trace.

They come with the repository, and so from anyone: what makes a TOML parser take all memory or all stack is refused.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cssgen.errors import UsageError
from cssgen.regular_files import read_regular

FILE_NAMES = ("cssgen.toml", ".cssgen.toml", "pyproject.toml")
MAX_BYTES = 1_000_000
_MAX_PARTS = 32

# Patterns are compiled, and tomllib is imported, where there is a file to read: most runs find none.
_HEADER = rb"(?m)^\s*\[\s*tool\s*\.\s*cssgen\b"
# tomllib keeps every prefix of a dotted key: memory grows with the square of its parts.
_PART = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+"
_DEEP_KEY = rf"(?<![\w-])(?:{_PART}\.[ \t]*+){{{_MAX_PARTS}}}"


def find_file(directory: Path) -> Path | None:
    """The nearest configuration file, upwards to the root of the repository."""
    for folder in (directory.resolve(), *directory.resolve().parents):
        for name in FILE_NAMES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or re.search(_HEADER, _read(path))):
                return path
        if (folder / ".git").exists():
            return None
    return None


def read_table(path: Path) -> tuple[Mapping[str, Any], str]:
    """The table of cssgen's settings, and the text that it stands in.

    Raises:
        UsageError: with `path:line:column` where that is known, if the file is no TOML or the table is none.
    """
    try:
        text = _read(path).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    table: Any = _parse(path, text)
    for name in ("tool", "cssgen") if path.name == "pyproject.toml" else ():
        table = table.get(name, {})
        if not isinstance(table, dict):
            raise UsageError(f"{locate_key(path, text, name)}: `{name}` is no table: write [tool.cssgen]")
    return table, text


def locate_key(path: Path, text: str, key: str) -> str:
    """`path:line:column` of a key, as well as it can be told without a parser that keeps places."""
    match = re.search(rf"(?m)^[ \t]*(?:\[+tool\.cssgen\.)?([\"']?{re.escape(key)}[\"']?)[ \t]*[=.\]]", text)
    if match is None:
        return str(path)
    line = text.count("\n", 0, match.start(1)) + 1
    return f"{path}:{line}:{match.start(1) - text.rfind(chr(10), 0, match.start(1))}"


def _read(path: Path) -> bytes:
    try:
        raw = read_regular(path, MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    if len(raw) > MAX_BYTES:
        raise UsageError(f"{path}: larger than {MAX_BYTES:,} bytes: no configuration file")
    return raw


def _parse(path: Path, text: str) -> Mapping[str, Any]:
    import tomllib

    deep = re.search(_DEEP_KEY, text)
    if deep is not None:
        raise UsageError(f"{path}:{text.count(chr(10), 0, deep.start()) + 1}: a key has more than {_MAX_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"{path}:{place[1]}:{place[2]}" if place else str(path)
        raise UsageError(f"{where}: {re.sub(r' *[(]at .*', '', str(error))}") from error
    except RecursionError as error:
        raise UsageError(f"{path}: its lists and tables are nested too deeply") from error
    except ValueError as error:
        # A number of more digits than Python reads.
        raise UsageError(f"{path}: cannot be read: {error}") from error
