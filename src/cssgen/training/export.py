"""A checkpoint to the directory that ships: configuration, weights, tokenizer, card and attribution."""

import csv
import json
import tempfile
from pathlib import Path

from transformers import PreTrainedModel

from cssgen.convert.codegen import convert_codegen
from cssgen.convert.precisions import Precision
from cssgen.errors import FileError
from cssgen.models.lock import write_lock

LAYOUT_VERSION = 1  # of the prompts in `cssgen.prompts`; a model trained with another layout needs another number
LARGEST_FILE = 90_000_000  # bytes
PRECISION: Precision = "int8"  # a quarter of the size; what it loses is in docs/performance.md


def export_model(
    model: PreTrainedModel,
    tokenizer: Path,
    directory: Path,
    *,
    card: str,
    name: str = "default",
    sources: Path | None = None,
) -> None:
    """Write a model, and the lock by which it is verified, for the ONNX engine.

    `cssgen model export` makes a directory for transformers of it.

    Args:
        model: of the CodeGen family; `prompt_family` in its configuration says how it is prompted, as our own if not
            told.
        tokenizer: directory of `tokenizer.json` and `tokenizer_config.json`.
        directory: created if need be.
        card: text of the model card, `README.md`.
        name: of the model.
        sources: table of the corpus' sources and licences, for `sources.tsv` and `NOTICE`.

    Raises:
        FileError: if a file gets too large to ship.
    """
    with tempfile.TemporaryDirectory() as checkpoint:
        model.save_pretrained(checkpoint)
        family = _extend_config(Path(checkpoint, "config.json"))
        convert_codegen(Path(checkpoint), directory, precision=PRECISION, tokenizer=tokenizer)
    (directory / "README.md").write_text(card, encoding="utf-8")
    if sources is not None:
        write_attribution(sources, directory)
    write_lock(directory, name, family)
    for path in directory.iterdir():
        if path.stat().st_size > LARGEST_FILE:
            raise FileError(f"{path}: {path.stat().st_size} bytes are too many to ship")


def _extend_config(path: Path) -> str:
    """Add what cssgen wants to know of a model, how to speak to it; return the family of its prompts."""
    config = json.loads(path.read_text(encoding="utf-8"))
    family: str = config.setdefault("prompt_family", "cssgen")
    if family == "cssgen":
        config["prompt_layout"] = LAYOUT_VERSION
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return family


def read_sources(path: Path) -> list[dict[str, str]]:
    """The projects that a model was trained on, from the corpus' table of sources."""
    with path.open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table, delimiter="\t") if row.get("split", "train") == "train"]


def write_attribution(sources: Path, directory: Path) -> None:
    """Write `sources.tsv` and `NOTICE`: what the model was trained on, from the corpus' table of sources."""
    rows = read_sources(sources)
    columns = ("source", "version", "licence", "files")
    lines = ["\t".join(columns), *("\t".join(row[column] for column in columns) for row in rows)]
    (directory / "sources.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    names = "\n".join(f"- {row['source']} ({row['licence']})" for row in rows)
    (directory / "NOTICE").write_text(NOTICE.format(names=names), encoding="utf-8")


NOTICE = """\
The weights in this directory were made from nothing by `cssgen train`, and are published under the licence
of cssgen (BSD-3-Clause). They were trained on stylesheets of the projects below, each under the licence that
its own repository or package states; `sources.tsv` has versions. None of their files is part of this package.

{names}
"""
