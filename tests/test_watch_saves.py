"""A seeded tenth of `benchmarks/watch_saves.py`."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "watch_saves.py"


def test_random_saves() -> None:
    """Every final marker filled once, no half-typed one, no lost byte."""
    command = [sys.executable, str(SCRIPT), "--sequences", "50", "--editors", "50", "--seed", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "in_place" in run.stdout
