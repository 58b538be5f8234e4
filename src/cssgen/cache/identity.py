"""Settings to what decides, with the context, what a model writes. Nothing is loaded."""

import hashlib
import zipfile
from importlib import resources
from pathlib import Path

from cssgen._version import __version__
from cssgen.cache.keys import Generator
from cssgen.engines import model_arguments
from cssgen.settings import Settings

# Settings that decide which files are read, what is done with candidates, or where a model is and runs; its digest
# says what it is. Any other setting, one that does not exist yet too, makes another key.
_INDECISIVE = frozenset(
    {
        "include", "exclude", "extend_exclude", "force_exclude", "respect_gitignore", "context_files", "keyword",
        "leave",
        "exit_non_zero_on_change", "required_version", "no_cache", "cache_max_mb",
        "model", "revision", "tokenizer", "engine", "device",
        "server_url", "server_concurrency", "server_timeout", "server_retries",
        "limits_file_bytes", "limits_markers", "limits_depth", "limits_seconds", "limits_memory_mb",
    }
)  # fmt: skip


def identify_generator(settings: Settings) -> Generator:
    """What some settings have written by: digests of the model and of the data of cssgen, and options.

    Raises:
        ModelError: if the model is not there, or nothing here can run it.
    """
    if settings.server_url:
        return _identify_server(settings)
    from cssgen.models.lock import combine
    from cssgen.models.resolve import resolve_model
    from cssgen.models.store import digest_directory

    spec = resolve_model(**model_arguments(settings))
    digest = spec.digest
    if settings.tokenizer:
        digest = combine({"model": digest, "tokenizer": digest_directory(spec.tokenizer)})
    return Generator(
        version=__version__,
        model=f"{spec.name}@{spec.digest[:12]}",
        model_digest=digest,
        data_digest=_digest_data(),
        engine=spec.engine,
        options=_list_options(settings if spec.engine == "onnx" else _resolve_dtype(settings)),
    )


def _resolve_dtype(settings: Settings) -> Settings:
    """Settings with the dtype that torch takes here, as far as that can be told without importing it.

    Another dtype may write another text, so machines that share a cache must not take it for the same.
    """
    from cssgen.models.accelerators import expect_dtype

    # The settings allow no name of a device; here they are but part of a key.
    return settings._replace(dtype=expect_dtype(settings.device)) if settings.dtype == "auto" else settings  # type: ignore[arg-type]


def _list_options(settings: Settings) -> tuple[tuple[str, object], ...]:
    return tuple((name, getattr(settings, name)) for name in _decisive_names())


def _identify_server(settings: Settings) -> Generator:
    """A model behind a server goes by its name there: that is all that is known of it without a connection."""
    return Generator(
        version=__version__,
        model=f"{settings.server_model}@server",
        model_digest=f"server:{settings.server_model}",
        data_digest=_digest_data(),
        engine="server",
        options=_list_options(settings),
    )


def _decisive_names() -> list[str]:
    names = Settings._fields
    return [name for name in names if name not in _INDECISIVE and not name.startswith("watch_")]


def _digest_data() -> str:
    from cssgen.models.lock import combine, hash_file

    directory = Path(str(resources.files("cssgen.data")))
    paths = (path for path in directory.iterdir() if path.is_file() and path.suffix != ".py")
    return combine({path.name: _digest_arrays(path) if path.suffix == ".npz" else hash_file(path) for path in paths})


def _digest_arrays(path: Path) -> str:
    """By the checksums in the file's own directory: to hash all of the encoders would take longer than most runs."""
    with zipfile.ZipFile(path) as file:
        members = [(member.filename, member.file_size, member.CRC) for member in file.infolist()]
    return hashlib.sha256(repr(members).encode()).hexdigest()
