"""pre-commit and prek, the real ones, in a repository of a test."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from .repositories import Repository

ROOT = Path(__file__).parents[2]
FRAMEWORKS = ("pre-commit", "prek")
ROLLED_BACK = ("Rolling back fixes...", "Reverting the hook changes\n")
"""What pre-commit and prek say if hooks and unstaged edits have changed the same lines."""


@dataclass(frozen=True, slots=True)
class Hooked:
    """A repository whose commits run hooks of our manifest, with the `cssgen` of this environment."""

    repository: Repository

    def commit(self, *options: str) -> tuple[bool, str]:
        """Commit what is staged: whether the hooks let it pass, and what they said."""
        return self._run("git", "commit", "-m", "a commit", *options)

    def cssgen(self, *arguments: str) -> tuple[bool, str]:
        """Run cssgen as a person does."""
        return self._run(sys.executable, "-m", "cssgen", *arguments)

    def _run(self, *command: str) -> tuple[bool, str]:
        result = subprocess.run(
            command, cwd=self.repository.root, capture_output=True, text=True, check=False, timeout=240
        )
        return result.returncode == 0, result.stdout + result.stderr


def install_hooks(
    framework: str, ids: Mapping[str, Mapping[str, object]], repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> Hooked:
    """Have a framework install its hook, which runs hooks of our manifest.

    Args:
        framework: its program.
        ids: the hooks, with what is to differ from the manifest.
        repository: where.
        monkeypatch: for the environment of commits.
    """
    program = Path(sys.executable).with_name(framework)
    if not program.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"{framework} is not installed")
    for name in ("PRE_COMMIT_HOME", "PREK_HOME"):
        monkeypatch.setenv(name, str(repository.root.with_name("home of hooks")))
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    manifest = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    hooks = [manifest[name] | {"language": "system"} | dict(changes) for name, changes in ids.items()]
    for hook in hooks:
        hook.pop("minimum_pre_commit_version")  # of manifests only
    repository.commit(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    subprocess.run([program, "install"], cwd=repository.root, capture_output=True, check=True)
    return Hooked(repository)


def count_model_runs(said: str) -> int:
    """Fills in a report that a model wrote, not the cache."""
    return len(re.findall(r": filled .*, onnx\)$", said, re.MULTILINE))
