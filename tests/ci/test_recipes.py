"""The composite action and the recipes for CI services: by their schemas, and run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .recipes import ACTION, RECIPES, ROOT, run_step

BIN = Path(sys.executable).parent
MARKED = "a {\n  /* complete: red text */\n}\n"
ANNOTATION = "::error file=a b.css,line=2,endLine=2,col=3,endColumn=27,title=CSSG001::unfilled marker: red text\n"


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A runner on which cssgen is installed: the one of this environment."""
    place = tmp_path / "runner" / "cssgen"
    place.mkdir(parents=True)
    (place / "bin").symlink_to(BIN)
    return place.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    place = tmp_path / "project"
    place.mkdir()
    (place / "a b.css").write_text(MARKED)
    (place / "plain.css").write_text("a { color: red }\n")
    return place


def _schema_of(name: str) -> str:
    return "vendor.gitlab-ci" if name == ".gitlab-ci.yml" else "vendor.github-workflows"


@pytest.mark.parametrize("name", ["action.yml", *RECIPES])
def test_schemas(name: str, tmp_path: Path) -> None:
    """Those that check-jsonschema carries; it needs no connection for them."""
    path, schema = ROOT / "action.yml", "vendor.github-actions"
    if name in RECIPES:
        path, schema = tmp_path / "recipe.yml", _schema_of(name)
        path.write_text(RECIPES[name])
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_workflows_give_inputs_that_there_are() -> None:
    steps = [
        step
        for name, text in RECIPES.items()
        if "workflows" in name
        for job in yaml.safe_load(text)["jobs"].values()
        for step in job["steps"]
    ]
    ours = [step["with"] for step in steps if step["uses"].startswith("cssgen/cssgen@")]
    assert len(ours) == 2
    assert {key for inputs in ours for key in inputs} <= set(ACTION["inputs"])


@pytest.mark.timeout(600)  # pip builds cssgen and looks up four packages
def test_action_as_it_is_installed(project: Path, tmp_path: Path) -> None:
    """Without the packages that only models need; from nothing to the annotation."""
    installed = run_step("Install cssgen", {}, project, tmp_path)
    assert installed.returncode == 0, installed.stderr
    assert not list(tmp_path.glob("cssgen/lib/python*/site-packages/numpy"))
    result = run_step("Run cssgen", {}, project, tmp_path)
    assert (result.returncode, result.stdout) == (1, ANNOTATION)


@pytest.mark.parametrize(
    ("inputs", "code", "output"),
    [
        pytest.param({}, 1, ANNOTATION, id="defaults"),
        pytest.param({"paths": "plain.css\n"}, 0, "", id="nothing found"),
        pytest.param({"paths": "plain.css\na b.css\n\n"}, 1, ANNOTATION, id="one path a line"),
        pytest.param({"command": "validate", "output-format": "text"}, 0, "2 files checked.\n", id="validate"),
        pytest.param({"paths": "no such.css"}, 2, "", id="no such file"),
        pytest.param({"paths": "--output-format=text"}, 2, "", id="a path is no option"),
        pytest.param({"paths": "$(touch pwned); `touch pwned`"}, 2, "", id="a path is no script"),
    ],
)
def test_action(inputs: dict[str, str], code: int, output: str, project: Path, runner: Path) -> None:
    result = run_step("Run cssgen", inputs, project, runner)
    assert (result.returncode, result.stdout) == (code, output), result.stderr
    assert sorted(path.name for path in project.iterdir()) == ["a b.css", "plain.css"]


def test_action_writes_a_report(project: Path, runner: Path) -> None:
    inputs = {"output-format": "sarif", "output-file": "cssgen.sarif"}
    result = run_step("Run cssgen", inputs, project, runner)
    assert (result.returncode, result.stdout) == (1, "")
    (run,) = json.loads((project / "cssgen.sarif").read_text())["runs"]
    assert [found["ruleId"] for found in run["results"]] == ["CSSG001"]


def test_action_shows_fills(project: Path, runner: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    result = run_step("Run cssgen", {"command": "fill"}, project, runner)
    assert result.returncode == 1
    assert "-  /* complete: red text */\n+  /* red text */\n" in result.stdout
    report = run_step("Run cssgen", {"command": "fill", "output-format": "json"}, project, runner)
    assert json.loads(report.stdout)["summary"]["filled"] == 1
    assert (project / "a b.css").read_text() == MARKED


def test_action_on_a_branch(project: Path, runner: Path) -> None:
    identity = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for command in ("init -q -b main", "add .", "commit -q -m base", "checkout -q -b branch"):
        subprocess.run(["git", *command.split()], cwd=project, env=os.environ | identity, check=True)
    inputs = {"changed-since": "main", "output-format": "text"}
    assert run_step("Run cssgen", inputs, project, runner).stdout == "0 files checked.\n"
    (project / "new.css").write_text(MARKED)
    result = run_step("Run cssgen", inputs, project, runner)
    assert (result.returncode, result.stdout.count("CSSG001")) == (1, 1)


def test_gitlab(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script fails the job, and leaves the report that the job names."""
    job = yaml.safe_load(RECIPES[".gitlab-ci.yml"])["cssgen"]
    install, check = job["script"]
    assert install == "pip install cssgen"
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    assert subprocess.run(check, cwd=project, shell=True, check=False).returncode == 1  # noqa: S602  as GitLab does
    (issue,) = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())
    assert issue["location"] == {"path": "a b.css", "lines": {"begin": 2, "end": 2}}
