"""pre-commit and prek roll a fill back when an unstaged edit is near: what cssgen says to do then finishes the commit."""

import subprocess
import sys
from pathlib import Path

import pytest

from .repositories import Repository

FRAMEWORKS = ("pre-commit", "prek")
CONFIG = f"""\
repos:
  - repo: local
    hooks:
      - id: cssgen-fill
        name: cssgen fill
        entry: {sys.executable} -m cssgen fill --force-exclude --exit-non-zero-on-change
        language: system
        files: \\.p?css$
        require_serial: true
"""
CSS = ".card {\n  padding: 1rem;\n  /* complete: rounded corners and a soft shadow */\n  margin: 0;\n}\n"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_what_the_message_says(
    framework: str, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model runs once: what was rolled back is in the cache. The edit is never lost, and never committed."""
    program = Path(sys.executable).with_name(framework)
    if not program.exists():
        pytest.skip(f"{framework} is not installed")
    monkeypatch.setenv("PREK_HOME", str(tmp_path / "prek"))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    repository.commit(".pre-commit-config.yaml", CONFIG)
    hook = repository.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n'{program}' run >'{tmp_path}/said' 2>&1\n")
    hook.chmod(0o755)
    path = repository.stage("a.css", CSS)
    path.write_text(CSS.replace("margin: 0", "margin: 1px"))

    repository.git("commit", "-q", "-m", "fill", ok=False)
    said = (tmp_path / "said").read_text()
    assert "olling back" in said
    assert 'if you see "Rolling back fixes": run cssgen fill --staged' in said
    assert path.read_text() == CSS.replace("margin: 0", "margin: 1px")

    command = [sys.executable, "-m", "cssgen", "fill", "--staged"]
    result = subprocess.run(command, cwd=repository.root, capture_output=True, text=True, check=True)
    assert "cache)" in result.stdout
    repository.git("commit", "-q", "-m", "fill")
    committed = repository.git("show", "HEAD:a.css")
    assert "complete:" not in committed
    assert "margin: 0;" in committed
    assert path.read_text() == committed.replace("margin: 0", "margin: 1px")
    assert repository.git("status", "--porcelain") == " M a.css\n"
