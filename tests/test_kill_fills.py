"""A seeded part of `benchmarks/kill_fills.py`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "kill_fills.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_fills_leave_nothing_that_cannot_be_undone() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--kills", "25"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "cssgen fill --staged" in run.stdout
