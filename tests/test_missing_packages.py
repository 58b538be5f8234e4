"""Where a package cannot be installed, `fill` says so in one line, and what needs no model works."""

import subprocess
import sys
from pathlib import Path

import pytest

BLOCKED = """
import sys
sys.modules.update(dict.fromkeys({blocked!r}))
from cssgen.cli import main
raise SystemExit(main({arguments!r}))
"""


def run(blocked: tuple[str, ...], *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = BLOCKED.format(blocked=blocked, arguments=list(arguments))
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("package", ["llguidance", "onnxruntime", "numpy"])
def test_fill_says_what_is_missing(package: str, tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text("a { /* complete: red text */ }")
    result = run((package,), "fill", "a.css", cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith("cssgen: ")
    assert package in result.stderr
    assert result.stderr.count("\n") == 1
    assert path.read_text() == "a { /* complete: red text */ }"


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("validate", 0)])
def test_the_rest_works_without(command: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { /* complete: red text */ }")
    blocked = ("llguidance", "onnxruntime", "numpy", "rich", "watchdog", "torch", "transformers", "huggingface_hub")
    assert run(blocked, command, "a.css", cwd=tmp_path).returncode == code
