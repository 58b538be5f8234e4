"""The workflow for GitHub is what GitHub reads, and runs what is promised: three systems, all Pythons of the metadata."""

import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"


def test_the_workflow_fits_its_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOW)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_matrix_has_all_systems_and_pythons() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    pythons = [name.rpartition(" ")[2] for name in project["classifiers"] if name.startswith(prefix)]
    matrix = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["matrix"]["strategy"]["matrix"]
    assert matrix["python"] == pythons
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "windows", "macos"]


def test_the_jobs_run_scripts_that_are_there() -> None:
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    scripts = {step["run"] for job in jobs.values() for step in job["steps"] if str(step.get("run")).startswith(".ci/")}
    assert scripts == {".ci/run", ".ci/oldest"}
    assert all((ROOT / script).stat().st_mode & 0o100 for script in scripts)
