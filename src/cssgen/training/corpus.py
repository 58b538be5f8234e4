"""Stylesheets to train on: gzipped JSON lines, one file or pair a line."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cssgen.errors import FileError

# More than half of the corpus' bytes come from one collection, largely written by machines.
SOURCE_SHARES: Final[Mapping[str, float]] = {"SAPTARSHI-coder/EaseMotion-css": 0.3}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A stylesheet of the corpus, and where it came from."""

    source: str
    licence: str
    path: str
    text: str


def read_files(path: Path) -> Iterator[SourceFile]:
    """Read the stylesheets of a `*.jsonl.gz`; a path that does not exist raises `FileError`."""
    for row in read_rows(path):
        yield SourceFile(row["source"], row.get("licence", ""), row.get("path", ""), row["text"])


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines, gzipped if the name ends in `.gz`."""
    if not path.is_file():
        raise FileError(f"{path}: no such file")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_corpus(directory: Path, split: str = "train") -> Iterator[SourceFile]:
    """Read the stylesheets of a directory: its `<split>.jsonl.gz`, or all `*.css` files below it.

    Raises:
        FileError: if it has neither.
    """
    if (directory / f"{split}.jsonl.gz").is_file():
        yield from read_files(directory / f"{split}.jsonl.gz")
        return
    paths = sorted(directory.rglob("*.css"))
    if not paths:
        raise FileError(f"{directory}: no {split}.jsonl.gz and no *.css")
    for path in paths:
        yield SourceFile(directory.name, "", path.relative_to(directory).as_posix(), path.read_text(encoding="utf-8"))
