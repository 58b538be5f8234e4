"""Stylesheets to train on: gzipped JSON lines, one file or pair a line."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cssgen.errors import FileError


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
