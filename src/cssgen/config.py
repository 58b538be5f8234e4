"""Settings: command line over environment over `cssgen.toml` or `[tool.cssgen]` over defaults."""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from cssgen.discovery import EXCLUDE
from cssgen.errors import UsageError
from cssgen.markers import KEYWORD

FILE_NAMES = ("cssgen.toml", ".cssgen.toml", "pyproject.toml")
ENVIRONMENT_PREFIX = "CSSGEN_"
# Variables that begin like settings and are read elsewhere: the folder of pulled models.
_OTHER_VARIABLES = frozenset({"CSSGEN_MODELS", "CSSGEN_CACHE"})

Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. In files and options the names have hyphens."""

    include: tuple[str, ...] = ("*.css", "*.pcss")
    """Patterns of the files that are read in directories."""
    exclude: tuple[str, ...] = EXCLUDE
    """Patterns of files and directories to leave out."""
    extend_exclude: tuple[str, ...] = ()
    """More of them: set this one to keep the default ones."""
    force_exclude: bool = False
    """Leave out excluded files even if they are named on the command line."""
    respect_gitignore: bool = True
    """Leave out what git ignores."""
    keyword: str = KEYWORD
    """The word that makes a comment a marker."""
    leave: Literal["comment", "nothing", "region"] = "comment"
    """What stays where a marker was."""
    model: str = "default"
    """`default`, a name of `cssgen model list`, or a directory."""
    revision: str = ""
    """Commit of a pulled model; empty takes the one that was pulled."""
    tokenizer: str = ""
    """Directory or name of the tokenizer, where it is not the model's own."""
    engine: Literal["auto", "onnx", "torch"] = "auto"
    """What runs the model."""
    device: Literal["auto", "cpu", "cuda", "mps", "xpu"] = "auto"
    """Where the torch engine runs it."""
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = "auto"
    """Precision of the torch engine."""
    candidates: int = 4
    """How many answers are generated for a marker; the first valid one is written."""
    recipes: int = 3
    """How many recipes of the cookbook are shown to the model, and offered beside its answers; 0 is none."""
    temperature: float = 0.7
    """Randomness of the candidates behind the first, which is always the likeliest."""
    seed: int = 0
    """Seed of that randomness."""
    max_new_tokens: int = 192
    """Budget of an answer, in tokens."""
    no_cache: bool = False
    """Neither look up nor keep what the model writes."""
    cache_max_mb: int = 256
    """Size of the cache of fills, in megabytes."""
    exit_non_zero_on_change: bool = False
    """Exit with 1 when files were changed, as hooks do."""
    required_version: str = ""
    """The version of cssgen that the project wants; another one exits with 2."""


_FIELDS = {field.name: field for field in fields(Settings)}


def load_settings(
    directory: Path,
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    overrides: Mapping[str, Value] | None = None,
) -> Settings:
    """Read the settings that hold in `directory`.

    Args:
        directory: where the search for a configuration file begins; it goes up to the repository's root.
        file: a configuration file to read in place of that.
        environment: variables; `CSSGEN_MODEL` sets `model`.
        overrides: options of the command line by field name.

    Raises:
        UsageError: if a file cannot be read, or a key or value is unknown.
    """
    path = file or find_file(directory)
    values = read_file(path) if path else {}
    values |= read_environment(os.environ if environment is None else environment)
    return replace(Settings(), **{**values, **(overrides or {})})  # type: ignore[arg-type]  # each was checked


def find_file(directory: Path) -> Path | None:
    """The nearest configuration file, upwards to the root of the repository."""
    for folder in (directory.resolve(), *directory.resolve().parents):
        for name in FILE_NAMES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or _has_table(path)):
                return path
        if (folder / ".git").exists():
            return None
    return None


def read_file(path: Path) -> dict[str, Value]:
    """Read the settings of a configuration file by field name.

    Raises:
        UsageError: with `path:line:column`, if it is no TOML, or has a key or value that is unknown.
    """
    try:
        text = path.read_text(encoding="utf-8")
        table: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"{path}:{place[1]}:{place[2]}" if place else str(path)
        raise UsageError(f"{where}: {re.sub(r' *[(]at .*', '', str(error))}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("cssgen", {})
    return {
        _field_name(key, _locate(path, text, key)): check_value(key, value, _locate(path, text, key))
        for key, value in table.items()
    }


def read_environment(environment: Mapping[str, str]) -> dict[str, Value]:
    """Read the settings in environment variables; the items of a list are separated by commas.

    Raises:
        UsageError: if a variable names no setting, or its value does not fit.
    """
    values: dict[str, Value] = {}
    for variable, text in environment.items():
        if variable.startswith(ENVIRONMENT_PREFIX) and variable not in _OTHER_VARIABLES:
            key = variable.removeprefix(ENVIRONMENT_PREFIX).lower().replace("_", "-")
            name = _field_name(key, variable)
            values[name] = check_value(key, parse_value(name, text, variable), variable)
    return values


def parse_value(name: str, text: str, where: str) -> Any:
    """Read `text` as the type of the field `name`.

    Raises:
        UsageError: if it cannot be read so.
    """
    kind: type = type(_FIELDS[name].default)
    if kind is tuple:
        return [item.strip() for item in text.split(",") if item.strip()]
    if kind is bool:
        if text.lower() not in ("1", "true", "yes", "0", "false", "no"):
            raise UsageError(f"{where}: takes true or false, not `{text}`")
        return text.lower() in ("1", "true", "yes")
    try:
        return kind(text)
    except ValueError as error:
        raise UsageError(f"{where}: takes a number, not `{text}`") from error


def check_value(key: str, value: Any, where: str) -> Value:
    """Check a value against the type and range of its setting; lists become tuples.

    Raises:
        UsageError: if it does not fit.
    """
    key = key.replace("_", "-")
    field = _FIELDS[key.replace("-", "_")]
    if get_origin(field.type) is Literal:
        if value not in get_args(field.type):
            choices = get_args(field.type)
            raise UsageError(
                f"{where}: `{key}` takes {', '.join(choices)}, not `{value}`{suggest(str(value), choices)}"
            )
        return str(value)
    kind: type = type(field.default)
    if kind is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind or not isinstance(value, str | int | float | bool):
        raise UsageError(f"{where}: `{key}` takes {_KINDS[kind]}, not `{value}`")
    return _check_range(key, value, where)


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?`, or nothing if no word is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _field_name(key: str, where: str) -> str:
    name = key.replace("-", "_")
    if name not in _FIELDS or "_" in key:
        raise UsageError(
            f"{where}: unknown setting `{key}`{suggest(key, (known.replace('_', '-') for known in _FIELDS))}"
        )
    return name


_KINDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list of texts",
}
_RANGES = {
    "candidates": (1, 64),
    "recipes": (0, 16),
    "temperature": (0.0, 5.0),
    "seed": (0, 2**32 - 1),
    "max-new-tokens": (1, 2_048),
    "cache-max-mb": (1, 100_000),
}


def _check_range(key: str, value: Value, where: str) -> Value:
    low, high = _RANGES.get(key, (None, None))
    if low is not None and high is not None and isinstance(value, int | float) and not low <= value <= high:
        raise UsageError(f"{where}: `{key}` takes {low} to {high}, not {value}")
    if key == "keyword" and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{2,30}", str(value)):
        raise UsageError(f"{where}: `keyword` takes a word of 3 to 31 letters, digits and hyphens, not `{value}`")
    return value


def _has_table(path: Path) -> bool:
    return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*cssgen\b", path.read_bytes()) is not None


def _locate(path: Path, text: str, key: str) -> str:
    """`path:line:column` of a key, as well as it can be told without a parser that keeps places."""
    match = re.search(rf"(?m)^[ \t]*(?:\[tool\.cssgen\.)?([\"']?{re.escape(key)}[\"']?)[ \t]*[=.\]]", text)
    if match is None:
        return str(path)
    line = text.count("\n", 0, match.start(1)) + 1
    return f"{path}:{line}:{match.start(1) - text.rfind(chr(10), 0, match.start(1))}"
