from pathlib import Path

import pytest

from tests.writing import OLD


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A stylesheet alone in its directory."""
    path = tmp_path / "project" / "a.css"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "locks"
