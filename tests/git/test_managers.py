"""`cssgen fill --staged` by husky, lefthook and git itself, as hooks/README.md says."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ..node.packages import install_packages
from .frameworks import ROOT
from .repositories import Repository

CSS = ".card {\n  padding: 1rem;\n  /* complete: rounded corners and a soft shadow */\n  margin: 0;\n}\n"
BLOCKS = dict(
    re.findall(r"^# (\S+)\n(.*?)^```$", (ROOT / "hooks" / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")


def _husky(repository: Repository) -> None:
    _run(repository, "husky")
    repository.write(".husky/pre-commit", BLOCKS[".husky/pre-commit"])


def _lefthook(repository: Repository) -> None:
    repository.write("lefthook.yml", BLOCKS["lefthook.yml"])
    _run(repository, "lefthook", "install")


def _git(repository: Repository) -> None:
    hook = repository.write(".git/hooks/pre-commit", f"#!/bin/sh\n{BLOCKS['.git/hooks/pre-commit']}")
    hook.chmod(0o755)


def _run(repository: Repository, program: str, *arguments: str) -> None:
    command = [str(install_packages() / ".bin" / program), *arguments]
    subprocess.run(command, cwd=repository.root, capture_output=True, check=True)


@pytest.mark.parametrize("install", [_husky, _lefthook, _git], ids=lambda install: install.__name__.strip("_"))
def test_partly_staged_file(
    install: Callable[[Repository], None], repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unstaged edit on the next line: one commit has the fill, and the edit is still there and unstaged."""
    places = (Path(sys.executable).parent, install_packages() / ".bin")
    monkeypatch.setenv("PATH", os.pathsep.join([*map(str, places), os.environ["PATH"]]))
    install(repository)
    repository.git("add", ".")
    repository.git("commit", "-q", "--allow-empty", "-m", "hooks")
    path = repository.stage("a.css", CSS)
    path.write_text(CSS.replace("margin: 0", "margin: 1px"))
    repository.git("commit", "-m", "fill")
    committed = repository.git("show", "HEAD:a.css")
    assert "complete:" not in committed
    assert "/* rounded corners and a soft shadow */" in committed
    assert path.read_text() == committed.replace("margin: 0", "margin: 1px")
    assert repository.git("status", "--porcelain") == " M a.css\n"
