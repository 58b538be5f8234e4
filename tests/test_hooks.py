"""The hooks, run by the real pre-commit in a temporary repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")

pytestmark = [
    pytest.mark.timeout(600),  # pre-commit installs cssgen with its dependencies into an environment of its own
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="pre-commit installs hooks from a git repository"),
]


def run(*command: str | Path, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """No settings of the machine's git and pre-commit, and environments of hooks that last as long as the module."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "CSSGEN_"))}
    identity = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return kept | identity | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str]) -> Path:
    run("git", "init", "-q", cwd=tmp_path, environment=environment)
    (tmp_path / "plain.css").write_text("a { color: red }\n")
    (tmp_path / "site header.css").write_text(".site-header {\n  /* complete: sticky header */\n}\n")
    run("git", "add", ".", cwd=tmp_path, environment=environment)
    return tmp_path


def test_manifest_names_each_hook_once() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["cssgen-check", "cssgen-validate", "cssgen-fill", "cssgen-fill-system"]
    readme = (ROOT / "README.md").read_text()
    assert all(hook["id"] in readme for hook in hooks)


def test_check_then_fill(repository: Path, environment: dict[str, str]) -> None:
    """From a commit of this repository, as users get it."""

    def try_hook(name: str) -> subprocess.CompletedProcess[str]:
        command = (PRE_COMMIT, "try-repo", str(ROOT), name, "--all-files", "--verbose")
        return run(*command, cwd=repository, environment=environment)

    checked = try_hook("cssgen-check")
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "site header.css:2:3: unfilled marker: sticky header [CSSG001]" in checked.stdout

    filled = try_hook("cssgen-fill")
    assert filled.returncode == 1, filled.stdout + filled.stderr
    assert "files were modified by this hook" in filled.stdout
    assert "next: git diff" in filled.stdout
    assert "/* sticky header */" in (repository / "site header.css").read_text()
    assert (repository / "plain.css").read_text() == "a { color: red }\n"

    run("git", "add", ".", cwd=repository, environment=environment)
    assert try_hook("cssgen-fill").returncode == 0
    assert try_hook("cssgen-check").returncode == 0
