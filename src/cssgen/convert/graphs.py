"""Graphs of models that have none, or none in the precision that is wanted: made once, and kept in the cache."""

import logging
import shutil
import tempfile
from pathlib import Path

from cssgen.convert.precisions import Precision
from cssgen.directories import cache_directory

_LOGGER = logging.getLogger("cssgen")
_FORMAT = 2
"""Of what is made: another number makes all graphs anew."""


def graphs_directory() -> Path:
    """Where graphs are kept."""
    return cache_directory() / "graphs"


def provide_graph(source: Path, digest: str, precision: Precision) -> Path:
    """The directory of a model's graph, converted unless it is there.

    Args:
        source: directory of the model.
        digest: of all that decides what the model writes.
        precision: of the graph.

    Raises:
        ModelError: if it cannot be converted.
        OSError: if the cache cannot be written.
    """
    directory = graphs_directory() / f"{digest[:32]}-{precision}-{_FORMAT}"
    if not directory.is_dir():
        _LOGGER.warning("converting the model in %s to %s, once", source, precision)
        _make(source, directory, precision)
    return directory


def _make(source: Path, directory: Path, precision: Precision) -> None:
    from cssgen.convert.codegen import convert_codegen

    directory.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".", dir=directory.parent))
    try:
        convert_codegen(source, partial, precision=precision)
        partial.chmod(0o755)
        # Whole or not at all; another process may have been faster.
        if not directory.is_dir():
            partial.replace(directory)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
