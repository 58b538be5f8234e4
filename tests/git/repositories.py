"""Real repositories for tests, untouched by the settings of whoever runs them."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree, and git in it."""

    root: Path

    def git(self, *arguments: str, stdin: bytes | None = None, ok: bool = True) -> str:
        """Run git and return what it prints; `ok` demands that it succeeds."""
        result = subprocess.run(["git", *arguments], cwd=self.root, input=stdin, capture_output=True, check=False)
        assert result.returncode == 0 or not ok, result.stderr.decode()
        return result.stdout.decode()

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the work tree."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def stage(self, name: str, content: str | bytes) -> Path:
        """Write a file and add it to the index."""
        path = self.write(name, content)
        self.git("add", "--", name)
        return path

    def commit(self, name: str, content: str | bytes, message: str = "x") -> Path:
        """Write a file and commit it."""
        path = self.stage(name, content)
        self.git("commit", "-q", "-m", message)
        return path

    def staged(self, name: str) -> bytes:
        """The content that the index holds of a file."""
        command = ["git", "cat-file", "blob", f":{name}"]
        return subprocess.run(command, cwd=self.root, capture_output=True, check=True).stdout


def make_repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Make an empty repository with a branch `main`."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "test")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "test@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root.mkdir(parents=True, exist_ok=True)
    repository = Repository(root)
    repository.git("init", "-q", "-b", "main")
    return repository
