"""Download a model from the Hugging Face Hub: the only place that uses the network.

Files gather in a partial directory, where a broken download goes on later. They are checked against
what the Hub says about them, and move to their place together when all are there.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from cssgen.errors import ModelError
from cssgen.models import hub
from cssgen.models.lock import Lock, Source, list_files, read_lock, write_lock
from cssgen.models.registry import DEFAULT_MODEL, NamedModel, find_model
from cssgen.models.store import model_directory, partial_directory

_MODEL_FILES = ("config.json", "generation_config.json", "README.md", "NOTICE*")
_SAFETENSORS = ("model*.safetensors", "model.safetensors.index.json")
_PICKLED = ("pytorch_model*.bin", "pytorch_model.bin.index.json")
_TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "vocab.txt",
    "merges.txt",
    "*.model",
)


@dataclass(frozen=True, slots=True)
class Part:
    """Files of one repository that go into one folder of the model."""

    folder: str
    repo: str
    has_weights: bool
    has_tokenizer: bool


def pull(name: str, *, revision: str = "", tokenizer: str = "") -> Lock:
    """Download a model, or complete it.

    A model that was pulled once stays at its commit, and its files must have the digests that they had,
    unless a revision is given. `HF_ENDPOINT`, `HF_TOKEN` and the usual proxy variables hold.

    Args:
        name: a registered name, or an id of the Hub.
        revision: branch, tag or commit of the weights; empty takes the commit that was pulled, else `main`.
        tokenizer: repository of the tokenizer, where it is another one than that of the weights.

    Returns:
        what was written.

    Raises:
        ModelError: if it cannot be had, or is not what it should be; what was downloaded is kept.
    """
    model = find_model(name, tokenizer)
    if model is DEFAULT_MODEL:
        raise ModelError("the default model ships with cssgen: there is nothing to pull")
    held = None if revision else read_lock(model_directory(model))
    if held and not any(held.find_problems(model_directory(model), is_full=True)):
        return held
    partial = partial_directory(model)
    sources = tuple(_download(part, partial, held, revision) for part in list_parts(model))
    lock = write_lock(partial, model.name, model.family, sources)
    if held and held.files != lock.files:
        shutil.rmtree(partial)
        raise ModelError(f"the files of {name} are not those that were pulled before")
    _move(partial, model_directory(model))
    return lock


def list_parts(model: NamedModel) -> list[Part]:
    """What has to be downloaded of which repository."""
    if model.weights == model.tokenizer:
        return [Part("weights", model.weights, has_weights=True, has_tokenizer=True)]
    return [
        Part("weights", model.weights, has_weights=True, has_tokenizer=False),
        Part("tokenizer", model.tokenizer, has_weights=False, has_tokenizer=True),
    ]


def choose_files(names: Iterable[str], part: Part) -> list[str]:
    """The files of a repository that are needed. Pickled weights only where there are no others, code never."""
    top = sorted(name for name in names if "/" not in name)
    safe = any(fnmatch(name, _SAFETENSORS[0]) for name in top)
    patterns = ["LICENSE*"]
    if part.has_weights:
        patterns += [*_MODEL_FILES, *(_SAFETENSORS if safe else _PICKLED)]
    if part.has_tokenizer:
        patterns += _TOKENIZER_FILES
    return [name for name in top if any(fnmatch(name, pattern) for pattern in patterns)]


def _download(part: Part, partial: Path, held: Lock | None, revision: str) -> Source:
    """Bring all files of a part into the partial directory."""
    pinned = next((source for source in held.sources if source.repo == part.repo), None) if held else None
    # The revision is that of the weights; a tokenizer in another repository has its own.
    wanted = pinned.commit if pinned else (revision if part.has_weights and revision else "main")
    remote = hub.read_repository(part.repo, wanted)
    chosen = choose_files(remote.files, part)
    _require(part, chosen)
    folder = partial / part.folder
    for path in list_files(folder):
        # A broken download of another commit may have had files that this one has not.
        if path.relative_to(folder).as_posix() not in chosen:
            path.unlink()
    for name in chosen:
        hub.download(part.repo, remote.commit, remote.files[name], folder)
    return Source(part.repo, pinned.revision if pinned else wanted, remote.commit)


def _require(part: Part, names: list[str]) -> None:
    kinds = [("weights", (_SAFETENSORS[0], _PICKLED[0])), ("config.json", ("config.json",))] * part.has_weights
    kinds += [("tokenizer", _TOKENIZER_FILES)] * part.has_tokenizer
    for kind, patterns in kinds:
        if not any(fnmatch(name, pattern) for name in names for pattern in patterns):
            raise ModelError(f"{part.repo} has no {kind}")


def _move(partial: Path, directory: Path) -> None:
    """Put a complete download in its place; a former one is there until then."""
    for path in partial.glob("*/.*"):
        # What broken downloads of other commits left.
        path.unlink()
    former = partial.with_name(f"{partial.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if directory.exists():
        directory.rename(former)
    partial.rename(directory)
    shutil.rmtree(former, ignore_errors=True)
