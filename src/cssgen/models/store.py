"""The folder of pulled models: one directory each, complete if and only if it has a `lock.json`."""

import contextlib
import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from cssgen.directories import cache_directory
from cssgen.errors import ModelError
from cssgen.models.lock import LOCK, Lock, combine, hash_file, list_files, read_lock
from cssgen.models.registry import (
    DEFAULT,
    DEFAULT_DIRECTORY,
    DEFAULT_MODEL,
    NAMED_MODELS,
    NamedModel,
    find_model,
)

VARIABLE = "CSSGEN_MODELS"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A model that can be used, or pulled.

    Attributes:
        model: what is known about it.
        directory: where it lies, or would.
        lock: of a model that is there.
    """

    model: NamedModel
    directory: Path
    lock: Lock | None


def store_directory() -> Path:
    """Where pulled models lie: `CSSGEN_MODELS`, or the user's data directory."""
    return Path(os.environ.get(VARIABLE) or platformdirs.user_data_path("cssgen") / "models")


def model_directory(model: NamedModel) -> Path:
    """Where `model` lies once it is pulled."""
    if model is DEFAULT_MODEL:
        return DEFAULT_DIRECTORY
    return store_directory() / model.name.replace("/", "--")


def partial_directory(model: NamedModel) -> Path:
    """Where the files of `model` are gathered until they are complete."""
    return store_directory() / ".partial" / model_directory(model).name


def list_models() -> list[ModelStatus]:
    """The default model, those with a name, then those that were pulled by their id."""
    models = {model.name: model for model in (DEFAULT_MODEL, *NAMED_MODELS)}
    for lock in _pulled_locks():
        weights, tokenizer = lock.sources[0].repo, lock.sources[-1].repo
        models.setdefault(lock.name, NamedModel(lock.name, weights, tokenizer, lock.family))
    return [ModelStatus(model, model_directory(model), read_lock(model_directory(model))) for model in models.values()]


def find_pulled(name: str) -> tuple[Path, Lock]:
    """Directory and lock of a model that is there; its files have the right sizes.

    Raises:
        ModelError: if it is not, with what to run.
    """
    directory, lock = _read_installed(name)
    problem = next(lock.find_problems(directory, is_full=False), None)
    if problem:
        raise ModelError(f"the model {name} is damaged ({problem}): run `{repair_command(name)}`")
    return directory, lock


def verify(name: str) -> list[str]:
    """Read all files of a model and compare their digests.

    Returns:
        what is wrong with it; nothing if it is sound.

    Raises:
        ModelError: if it is not there.
    """
    directory, lock = _read_installed(name)
    return list(lock.find_problems(directory, is_full=True))


def repair_command(name: str) -> str:
    """What a user runs to get a model that is missing or damaged."""
    return "pip install --force-reinstall cssgen" if name == DEFAULT else f"cssgen model pull {name}"


def remove(name: str) -> bool:
    """Remove a pulled model and what is left of broken downloads of it; False if there was nothing.

    Raises:
        ModelError: for the default model, and for names that no model has.
    """
    model = find_model(name)
    if model is DEFAULT_MODEL:
        raise ModelError("the default model is a part of cssgen and cannot be removed")
    there = [path for path in (model_directory(model), partial_directory(model)) if path.is_dir()]
    for path in there:
        # Without its lock it counts as absent, should the rest fail.
        (path / LOCK).unlink(missing_ok=True)
        shutil.rmtree(path)
    return bool(there)


def digest_directory(directory: Path) -> str:
    """SHA-256 of all that decides what the model in `directory` writes.

    It is computed anew only if a file was touched since, for that takes a second per gigabyte.
    """
    files = list_files(directory)
    stats = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    stamp = cache_directory() / "digests" / hashlib.sha256(repr(stats).encode()).hexdigest()
    with contextlib.suppress(OSError, ValueError):
        if _is_digest(known := stamp.read_text(encoding="ascii")):
            return known
    digest = combine({path.relative_to(directory).as_posix(): hash_file(path) for path in files})
    # A store that cannot be written costs time only.
    with contextlib.suppress(OSError):
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest, encoding="ascii")
    return digest


def _is_digest(text: str) -> bool:
    """Whether it was written whole."""
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


def _read_installed(name: str) -> tuple[Path, Lock]:
    directory = model_directory(find_model(name))
    lock = read_lock(directory)
    if lock is None:
        raise ModelError(f"the model {name} is not here: run `{repair_command(name)}`")
    return directory, lock


def _pulled_locks() -> list[Lock]:
    directories = sorted(path.parent for path in store_directory().glob(f"[!.]*/{LOCK}"))
    return [lock for directory in directories if (lock := read_lock(directory)) and lock.sources]
