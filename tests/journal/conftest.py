"""A project with a journal of its own, and fills in it by a model that says what a test wants."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.fill import FillOptions
from cssgen.journal.recorder import Recorder
from cssgen.markers import Leave
from cssgen.rewrite import rewrite_files
from cssgen.writing import replace_file


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the working directory."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    return root


def answer(contexts: Sequence[Context]) -> list[list[Candidate]]:
    """`color: red;` or `red`, or what the prompt says."""
    return [[Candidate(_answer(context))] for context in contexts]


def fill(*paths: Path, leave: Leave = Leave.COMMENT) -> None:
    """Fill files as `cssgen fill` does."""
    import os

    cache = Path(os.environ["CSSGEN_CACHE"])
    warnings: list[str] = []
    recorder = Recorder(cache / "journal", lambda context: context.marker.prompt, warnings.append)
    write = partial(replace_file, lock_dir=cache / "locks")
    recorder.settle(list(rewrite_files(paths, answer, FillOptions(leave=leave), write, recorder.note)))
    assert warnings == []


def _answer(context: Context) -> str:
    if context.property:
        return "red"
    return "color: red;" if context.ancestors else "a { color: red; }"
