"""The house holds its own rules: types, lint, format."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What differs between systems, and is not asked for by `hasattr`.
SYSTEM = re.compile(r"^ *(import|from) (fcntl|msvcrt|pwd|resource|select|termios)\b|sys\.platform", re.MULTILINE)


@pytest.mark.parametrize(
    "command",
    [
        ("mypy",),
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
    ],
    ids=" ".join,
)
def test_tool_has_nothing_to_say(command: tuple[str, ...]) -> None:
    tool = Path(sys.executable).with_name(command[0])
    result = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_types_on_other_systems(system: str) -> None:
    """Of the modules that ask something of the system; the others are the same everywhere."""
    package = ROOT / "src" / "cssgen"
    files = [path for path in package.rglob("*.py") if SYSTEM.search(path.read_text(encoding="utf-8"))]
    files = [path for path in files if "training" not in path.relative_to(package).parts]
    assert len(files) > 8
    options = (f"--platform={system}", f"--cache-dir=.mypy_cache/{system}", "--follow-imports=silent")
    command: list[str | Path] = [Path(sys.executable).with_name("mypy"), *options, *files]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
