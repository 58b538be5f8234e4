"""README's three uses, as they stand there: copied, and run."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.recipes import ROOT, run_step
from tests.git.repositories import make_repository
from tests.watching.running import QUICK, watching

README = (ROOT / "README.md").read_text(encoding="utf-8")
MARKED = "a {\n  /* complete: red text */\n}\n"
BIN = Path(sys.executable).parent


def block(language: str, first: str) -> str:
    """The block that begins with a line."""
    (text,) = re.findall(rf"^```{language}\n({re.escape(first)}\n.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return str(text)


@pytest.fixture
def styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory `styles` of a project, with one marker, and the `cssgen` of this environment at hand."""
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    directory = tmp_path / "project" / "styles"
    directory.mkdir(parents=True)
    (directory / "a.css").write_text(MARKED)
    return directory


@pytest.mark.parametrize("framework", ["pre-commit", "prek"])
def test_commit(framework: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hooks come from a clone that has the tag, and run the `cssgen` of this environment."""
    repository = make_repository(tmp_path / "project", monkeypatch)
    program = BIN / framework
    if not program.exists() and os.environ.get("CI") != "true":
        pytest.skip(f"{framework} is not installed")
    written = block("yaml", "repos:")
    (source,) = yaml.safe_load(written)["repos"]
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True, capture_output=True)
    subprocess.run(["git", "tag", "-f", source["rev"]], cwd=clone, check=True, capture_output=True)
    for key, value in {
        "GIT_CONFIG_COUNT": "1",  # git runs outside of the repository to fetch hooks
        "GIT_CONFIG_KEY_0": f"url.{clone}.insteadOf",
        "GIT_CONFIG_VALUE_0": source["repo"],
        "CSSGEN_CACHE": str(tmp_path / "cache"),
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "PREK_HOME": str(tmp_path / "home"),
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    }.items():
        monkeypatch.setenv(key, value)
    # What `language: python` installs is tried in tests/test_hooks.py.
    repository.commit(
        ".pre-commit-config.yaml", written.replace("cssgen-fill ", "cssgen-fill\n        language: system ")
    )
    subprocess.run([program, "install"], cwd=repository.root, check=True, capture_output=True)
    repository.stage("a.css", MARKED)
    command = ["git", "commit", "-am", "a commit"]
    first = subprocess.run(command, cwd=repository.root, capture_output=True, text=True, check=False)
    assert (first.returncode, 'a.css:2:3: filled "red text"' in first.stdout + first.stderr) == (1, True), first
    assert (repository.root / "a.css").read_text().startswith("a {\n  /* red text */\n  ")
    subprocess.run(command, cwd=repository.root, check=True, capture_output=True)


def test_watch(styles: Path) -> None:
    """With real events, and the real model."""
    command = next(line for line in re.findall(r"^cssgen watch .*$", README, re.MULTILINE))
    words = shlex.split(command)
    with watching(styles.parent, *words[2:], command=[str(BIN / words[0]), words[1]], environment=QUICK) as watcher:
        watcher.expect("fill", prompt="red text")
        (styles / "b.css").write_text(MARKED)
        watcher.expect("fill", path="styles/b.css")
    assert (styles / "b.css").read_text().startswith("a {\n  /* red text */\n  ")


def test_github(styles: Path, tmp_path: Path) -> None:
    workflow: dict[str, Any] = yaml.safe_load(block("yaml", "# .github/workflows/css.yml"))
    (job,) = workflow["jobs"].values()
    (step,) = (step for step in job["steps"] if step["uses"].startswith("cssgen/cssgen@"))
    place = tmp_path / "runner" / "cssgen"
    place.mkdir(parents=True)
    (place / "bin").symlink_to(BIN)
    result = run_step("Run cssgen", step["with"], styles.parent, place.parent)
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("::error file=styles/a.css,line=2,")


def test_gitlab(styles: Path) -> None:
    install, check = yaml.safe_load(block("yaml", "# .gitlab-ci.yml"))["cssgen"]["script"]
    assert install == "pip install cssgen"
    result = subprocess.run(["sh", "-c", check], cwd=styles.parent, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.splitlines()[0]) == (
        1,
        "styles/a.css:2:3: unfilled marker: red text [CSSG001]",
    )


@pytest.mark.parametrize(
    ("first", "schema"),
    [("# .github/workflows/css.yml", "vendor.github-workflows"), ("# .gitlab-ci.yml", "vendor.gitlab-ci")],
)
def test_schemas(first: str, schema: str, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(block("yaml", first))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(tmp_path / "a.yml")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
