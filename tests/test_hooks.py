"""The hooks as users get them: `try-repo` of the real pre-commit and prek, from a fresh clone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent

pytestmark = [
    # cssgen is installed with its dependencies into an environment of its own, which takes a busy machine its time.
    pytest.mark.timeout(1_800),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="hooks are installed from a git repository"),
]


def run(*command: str | Path, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """No settings of the machine's git and hooks, and environments of hooks that last as long as the module."""
    dropped = ("GIT_", "PRE_COMMIT", "PREK_", "CSSGEN_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    identity = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    homes = {name: str(tmp_path_factory.mktemp("home")) for name in ("PRE_COMMIT_HOME", "PREK_HOME")}
    return kept | identity | homes


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """What was committed, and nothing of what lies about in the work tree."""
    place = tmp_path_factory.mktemp("clone") / "cssgen"
    cloned = run("git", "clone", "-q", ROOT, place, cwd=ROOT, environment=environment)
    assert cloned.returncode == 0, cloned.stderr
    return place


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


@pytest.mark.parametrize("framework", ["pre-commit", "prek"])
def test_check_then_fill(framework: str, clone: Path, repository: Path, environment: dict[str, str]) -> None:
    program = Path(sys.executable).with_name(framework)
    if not program.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"{framework} is not installed")

    def try_hooks(*names: str) -> subprocess.CompletedProcess[str]:
        """Of all hooks, or one; each call installs cssgen anew."""
        command: tuple[str | Path, ...] = (program, "try-repo", clone, *names, "--all-files", "--verbose")
        own = {
            "CSSGEN_CACHE": str(repository / ".git" / "cache of fills"),
            "PATH": f"{program.parent}{os.pathsep}{environment['PATH']}",  # for the `cssgen` of `cssgen-fill-system`
        }
        return run(*command, cwd=repository, environment=environment | own)

    first = try_hooks()
    assert first.returncode == 1, first.stdout + first.stderr
    # The one sorts hooks by name, the other takes them as the manifest has them.
    parts = re.findall(
        r"^(cssgen [a-z ()]+)\.\.\.+(.*?)(?=^cssgen [a-z ()]+\.\.\.|\Z)", first.stdout, re.DOTALL | re.MULTILINE
    )
    told = dict(parts)
    assert "site header.css:2:3: unfilled marker: sticky header [CSSG001]" in told["cssgen check"]
    assert "files were modified by this hook" in told["cssgen fill"].lower()
    assert "next: git diff" in told["cssgen fill"]
    assert told["cssgen fill (system)"].startswith("Passed")
    assert told["cssgen validate"].startswith("Passed")
    assert "/* sticky header */" in (repository / "site header.css").read_text()
    assert (repository / "plain.css").read_text() == "a { color: red }\n"

    run("git", "add", ".", cwd=repository, environment=environment)
    assert try_hooks("cssgen-check").returncode == 0
