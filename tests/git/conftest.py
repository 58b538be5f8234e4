"""A repository of its own for each test."""

from pathlib import Path

import pytest

from .repositories import Repository, make_repository


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An empty repository, which is the working directory."""
    made = make_repository(tmp_path / "project", monkeypatch)
    monkeypatch.chdir(made.root)
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    return made
