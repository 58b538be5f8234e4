"""A project to watch."""

from pathlib import Path

import pytest


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory, without settings and a cache from outside."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "cssgen.toml").write_text("")
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CSSGEN_FORCE_POLLING", raising=False)
    return root
