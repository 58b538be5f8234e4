"""What a model on disk consists of: a JSON file beside its files, with their sizes and digests."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from cssgen.errors import ModelError

LOCK = "lock.json"
_FORMAT = 1
# They can be edited without changing what the model writes.
_DOCUMENTS = ("README", "LICENSE", "NOTICE")


@dataclass(frozen=True, slots=True)
class Source:
    """Where files came from: a repository of the Hub, what was asked for, and the commit that this was."""

    repo: str
    revision: str
    commit: str


@dataclass(frozen=True, slots=True)
class LockedFile:
    """Size in bytes and SHA-256 of a file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Lock:
    """The contents of `lock.json`.

    Attributes:
        name: of the model.
        family: how it is prompted; see `cssgen.prompts`.
        sources: repositories, that of the weights first; none for a model that was made here.
        files: by path below the model's directory, with slashes.
    """

    name: str
    family: str
    sources: tuple[Source, ...]
    files: dict[str, LockedFile]

    @property
    def digest(self) -> str:
        """SHA-256 of all that decides what the model writes, wherever it lies."""
        return combine({name: file.sha256 for name, file in self.files.items()})

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())

    def find_problems(self, directory: Path, *, is_full: bool) -> Iterator[str]:
        """What is wrong with the files in `directory`: sizes only, or digests too."""
        for name, locked in self.files.items():
            path = directory / name
            if not path.is_file():
                yield f"{name} is missing"
            elif path.stat().st_size != locked.size:
                yield f"{name} has {path.stat().st_size} bytes instead of {locked.size}"
            elif is_full and hash_file(path) != locked.sha256:
                yield f"{name} has another SHA-256"


def read_lock(directory: Path) -> Lock | None:
    """The lock of the model in `directory`, None if it has none.

    Raises:
        ModelError: if it cannot be read.
    """
    path = directory / LOCK
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise ModelError(f"{path} was written by another version of cssgen: pull the model again")
        return Lock(
            data["name"],
            data["family"],
            tuple(Source(**source) for source in data["sources"]),
            {name: LockedFile(**file) for name, file in data["files"].items()},
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"cannot read {path}: {error!r}") from error


def write_lock(directory: Path, name: str, family: str, sources: tuple[Source, ...] = ()) -> Lock:
    """Write the lock of all files that are in `directory` now."""
    files = {path.relative_to(directory).as_posix(): path for path in list_files(directory)}
    locked = {name: LockedFile(path.stat().st_size, hash_file(path)) for name, path in files.items()}
    lock = Lock(name, family, sources, locked)
    text = json.dumps({"format": _FORMAT, **asdict(lock)}, indent=2)
    (directory / LOCK).write_text(f"{text}\n", encoding="utf-8")
    return lock


def list_files(directory: Path) -> list[Path]:
    """All files of a model but the lock, hidden ones and documents, in order."""
    return sorted(
        path
        for path in directory.rglob("*")
        if path.is_file()
        and path.name != LOCK
        and not any(part.startswith(".") for part in path.relative_to(directory).parts)
        and not path.name.startswith(_DOCUMENTS)
    )


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def combine(digests: dict[str, str]) -> str:
    """One digest of those of named files, in hexadecimal."""
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()
