"""Settings: command line over environment over `cssgen.toml` or `[tool.cssgen]` over defaults."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cssgen.config_files import find_file, locate_key, read_table
from cssgen.settings import Settings, UntrustedURL, Value, check_value, field_name, parse_value

ENVIRONMENT_PREFIX = "CSSGEN_"
# Variables that begin like settings and are read elsewhere.
_OTHER_VARIABLES = frozenset(
    {"CSSGEN_MODELS", "CSSGEN_CACHE", "CSSGEN_SERVER_API_KEY", "CSSGEN_SERVER_HOSTS", "CSSGEN_FORCE_POLLING"}
)
# Settings that may stand in a table of their own.
_TABLES = frozenset({"watch", "cache", "server", "limits"})


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
    return Settings(**{**values, **(overrides or {})})  # type: ignore[arg-type]  # each was checked


def read_file(path: Path) -> dict[str, Value]:
    """Read the settings of a configuration file by field name; the server's URL is an `UntrustedURL`.

    Raises:
        UsageError: with `path:line:column`, if it is no TOML, or has a key or value that is unknown.
    """
    table, text = read_table(path)
    values = {
        field_name(key, locate_key(path, text, name)): check_value(key, value, locate_key(path, text, name))
        for key, name, value in _flatten(table)
    }
    return {name: UntrustedURL(value) if name == "server_url" else value for name, value in values.items()}


def read_environment(environment: Mapping[str, str]) -> dict[str, Value]:
    """Read the settings in environment variables; the items of a list are separated by commas.

    Raises:
        UsageError: if a variable names no setting, or its value does not fit.
    """
    values: dict[str, Value] = {}
    for variable, text in environment.items():
        if variable.startswith(ENVIRONMENT_PREFIX) and variable not in _OTHER_VARIABLES:
            key = variable.removeprefix(ENVIRONMENT_PREFIX).lower().replace("_", "-")
            name = field_name(key, variable)
            values[name] = check_value(key, parse_value(name, text, variable), variable)
    return values


def _flatten(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Key, name in the file and value of each setting: `debounce-ms` of the table `watch` is `watch-debounce-ms`."""
    for name, value in table.items():
        if isinstance(value, dict) and name in _TABLES:
            yield from ((f"{name}-{inner}", inner, item) for inner, item in value.items())
        else:
            yield name, name, value
