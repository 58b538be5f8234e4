"""A seeded part of `benchmarks/reliability.py`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "reliability.py"


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs Linux, and root for some kinds")
@pytest.mark.parametrize("area", ["Signals: SIG", "Power cuts", "Other programs"])
def test_nothing_is_lost(area: str) -> None:
    command = [sys.executable, str(SCRIPT), "--share", "0.01", "--only", area]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken" in run.stdout
