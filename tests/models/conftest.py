"""A Hub on this machine, and an empty store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models.loopback_hub import Hub, serve


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A Hub without repositories."""
    with serve() as state:
        yield state


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of pulled models."""
    monkeypatch.setenv("CSSGEN_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"
