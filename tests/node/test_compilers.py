"""Fills in SCSS and Less, compiled by Dart Sass and Less: a seeded part of `benchmarks/compilers.py`."""

import subprocess
import sys
from pathlib import Path

from tests.node.packages import install_packages

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "compilers.py"


def test_fills_mean_what_they_mean_in_css_and_break_no_file() -> None:
    command = [sys.executable, str(SCRIPT), "--node-modules", str(install_packages())]
    run = subprocess.run([*command, "--recipes", "300", "--files", "300"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "300 recipes: 0 differences" in run.stdout
    assert "300 files: 0 differences" in run.stdout
