"""The settings: what there is to set, and which values it takes."""

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, get_args

from cssgen.discovery import EXCLUDE, Selection
from cssgen.errors import UsageError
from cssgen.limits import DEFAULT_LIMITS, Limits
from cssgen.prefilter import KEYWORD

Value = str | int | float | bool | tuple[str, ...]


class UntrustedURL(str):
    """A URL out of a configuration file, which may have come with a repository: no secret goes there unasked."""

    __slots__ = ()


class Settings(NamedTuple):
    """What a user can set. In files and options the names have hyphens.

    A named tuple, like all that a run without a marker makes: `dataclasses` takes as long to import as Python takes
    to start.
    """

    include: tuple[str, ...] = ("*.css", "*.pcss", "*.html", "*.vue", "*.svelte", "*.astro")
    """Patterns of the files that are read in directories."""
    extend_include: tuple[str, ...] = ()
    """More of them, to keep the default ones: `["*.scss", "*.less"]` (experimental)."""
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
    precision: Literal["auto", "float32", "int8", "int4"] = "auto"
    """Precision of the ONNX engine's weights."""
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = "auto"
    """Precision of the torch engine."""
    compile: bool = False
    """Compile the model of the torch engine: minutes at first, then it is faster; pays for many markers."""
    candidates: int = 1
    """How many answers the model writes for a marker; 0 leaves it to the cookbook, and loads no model."""
    recipes: int = 3
    """How many recipes of the cookbook are shown to the model; 0 is none."""
    suggestions: int = 24
    """How many texts made of recipes are offered beside the model's own answers; 0 is none."""
    context_files: tuple[str, ...] = ("*.css", "*.pcss")
    """Patterns of the project's stylesheets that fills may learn from: custom properties, and commented rules."""
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
    server_url: str = ""
    """Base URL of an OpenAI-compatible server that runs the model; empty runs it here."""
    server_model: str = ""
    """Name of the model there."""
    server_api: Literal["completions", "chat"] = "completions"
    """`completions` continue a text; `chat` is for models that were tuned to follow instructions."""
    server_grammar: Literal["none", "structured_outputs", "guided_grammar", "grammar"] = "none"
    """How the server takes a grammar: vLLM's two ways, llama.cpp's, or not at all."""
    server_concurrency: int = 8
    """How many requests are under way at once."""
    server_timeout: float = 60.0
    """Seconds for one request."""
    server_retries: int = 5
    """How often a request is tried again."""
    watch_debounce_ms: int = 300
    """How long nothing may be saved to a file before the watcher looks at it, in milliseconds."""
    watch_settle_ms: int = 700
    """How long a marker must then stay as it is before the watcher fills it, in milliseconds."""
    watch_poll: bool = False
    """List files again and again, where the system tells nobody of changes."""
    watch_poll_ms: int = 500
    """The time between two lists, in milliseconds."""
    watch_initial: bool = True
    """Fill the markers that are there when the watcher starts."""
    limits_file_bytes: int = DEFAULT_LIMITS.file_bytes
    """Size of the largest file that is read, in bytes."""
    limits_markers: int = DEFAULT_LIMITS.markers
    """How many markers one file may have."""
    limits_depth: int = DEFAULT_LIMITS.depth
    """How deeply blocks and brackets may be nested in a file with markers."""
    limits_seconds: float = DEFAULT_LIMITS.seconds
    """How long a model may write for one marker, in seconds."""
    limits_memory_mb: int = DEFAULT_LIMITS.memory_mb
    """Memory beyond which no model writes, in megabytes (Linux and macOS); 0 is no limit."""

    @property
    def selection(self) -> Selection:
        """Which files of a directory are meant."""
        return Selection(
            self.include,
            self.exclude,
            self.extend_exclude,
            self.force_exclude,
            self.respect_gitignore,
            self.extend_include,
        )

    @property
    def limits(self) -> Limits:
        """The table `limits`."""
        return Limits(*(getattr(self, f"limits_{name}") for name in Limits._fields))


_DEFAULTS = Settings._field_defaults
CHOICES = {name: get_args(kind) for name, kind in Settings.__annotations__.items() if isinstance(_DEFAULTS[name], str)}
"""What a setting takes one of, by field; empty for any text."""
KINDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list of texts",
}
"""What values of a type are called."""
RANGES = {
    "candidates": (0, 64),
    "recipes": (0, 16),
    "suggestions": (0, 64),
    "temperature": (0.0, 5.0),
    "seed": (0, 2**32 - 1),
    "max-new-tokens": (1, 2_048),
    "cache-max-mb": (1, 100_000),
    "server-concurrency": (1, 256),
    "server-timeout": (0.1, 3_600.0),
    "server-retries": (0, 20),
    "watch-debounce-ms": (0, 60_000),
    "watch-settle-ms": (0, 600_000),
    "watch-poll-ms": (50, 60_000),
    "limits-file-bytes": (1, 100_000_000),
    "limits-markers": (1, 100_000),
    "limits-depth": (1, 500),
    "limits-seconds": (0.01, 86_400.0),
    "limits-memory-mb": (0, 10_000_000),
}
"""The lowest and the highest value, by key."""


def field_name(key: str, where: str) -> str:
    """The field of a key, with hyphens, of a file or of the environment.

    Raises:
        UsageError: if there is none.
    """
    name = key.replace("-", "_")
    if name not in _DEFAULTS or "_" in key:
        raise UsageError(
            f"{where}: unknown setting `{key}`{suggest(key, (known.replace('_', '-') for known in _DEFAULTS))}"
        )
    return name


def parse_value(name: str, text: str, where: str) -> Any:
    """Read `text` as the type of the field `name`.

    Raises:
        UsageError: if it cannot be read so.
    """
    kind = type(_DEFAULTS[name])
    if kind is tuple:
        return [item.strip() for item in text.split(",") if item.strip()]
    if kind is bool:
        if text.lower() not in ("1", "true", "yes", "0", "false", "no"):
            raise UsageError(f"{where}: takes true or false, not `{text}`")
        return text.lower() in ("1", "true", "yes")
    try:
        return kind(text)
    except ValueError as error:
        raise UsageError(f"{where}: takes a number, not `{_show(text)}`") from error


def check_value(key: str, value: Any, where: str) -> Value:
    """Check a value against the type and range of its setting; lists become tuples.

    Raises:
        UsageError: if it does not fit.
    """
    key = key.replace("_", "-")
    name = key.replace("-", "_")
    choices = CHOICES.get(name)
    if choices:
        if value not in choices:
            raise UsageError(
                f"{where}: `{key}` takes {', '.join(choices)}, not `{_show(value)}`{suggest(_show(value), choices)}"
            )
        return str(value)
    kind = type(_DEFAULTS[name])
    if kind is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = _check_range(key, value, where)
        return float(value)  # in range: not too large for one
    if type(value) is not kind or not isinstance(value, str | int | float | bool):
        raise UsageError(f"{where}: `{key}` takes {KINDS[kind]}, not `{_show(value)}`")
    return _check_range(key, value, where)


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?`, or nothing if no word is near."""
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _check_range(key: str, value: Value, where: str) -> Value:
    low, high = RANGES.get(key, (None, None))
    if low is not None and high is not None and isinstance(value, int | float) and not low <= value <= high:
        raise UsageError(f"{where}: `{key}` takes {low} to {high}, not {_show(value)}")
    if key == "keyword" and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{2,30}", str(value)):
        raise UsageError(
            f"{where}: `keyword` takes a word of 3 to 31 letters, digits and hyphens, not `{_show(value)}`"
        )
    return value


def _show(value: object) -> str:
    """A value as a message has it."""
    try:
        text = str(value)
    except ValueError:  # Python does not write numbers of more than 4,300 digits.
        return "a number of that many digits"
    return text if len(text) <= 60 else f"{text[:60]}…"
