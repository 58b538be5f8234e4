"""The composite action and the recipes of docs/ci.md, and their shell steps as a runner starts them."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
RECIPES: dict[str, str] = dict(
    re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", (ROOT / "docs" / "ci.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
)
"""By the names of their files."""


def run_step(name: str, inputs: dict[str, str], place: Path, runner: Path) -> subprocess.CompletedProcess[str]:
    """Run a step of the action.

    Args:
        name: of the step.
        inputs: those that are not the defaults.
        place: the working directory, where the project was checked out.
        runner: the runner's directory for temporary files.
    """
    assert set(inputs) <= set(ACTION["inputs"])
    (step,) = (step for step in ACTION["runs"]["steps"] if step["name"] == name)
    values = {key: str(field["default"]) for key, field in ACTION["inputs"].items()} | inputs
    variables = {key: _evaluate(expression, values) for key, expression in step["env"].items()}
    given = {"GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(runner)}
    # https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    environment = os.environ | given | variables
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


def _evaluate(expression: str, inputs: dict[str, str]) -> str:
    match = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)
    assert match is not None, expression
    return inputs[match[1]]
