"""Scanner and validator against css-tree, which shares no code with them: a seeded part of `benchmarks/csstree.py`."""

import subprocess
import sys
from pathlib import Path

from tests.node.packages import install_packages

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "csstree.py"
VALUES = Path(__file__).with_name("values.txt")


def compare(*arguments: str) -> str:
    """What the script prints, if it finds nothing unexpected."""
    command = [sys.executable, str(SCRIPT), "--node-modules", str(install_packages()), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_comments_strings_urls_and_brackets_are_at_the_same_offsets() -> None:
    assert compare("--texts", "2000", "--seed", "1") == "2000 texts, 0 differences\n\n"


def test_verdicts_on_declarations() -> None:
    assert " 0 unexpected verdicts" in compare("--values", str(VALUES))
