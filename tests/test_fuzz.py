"""A seeded part of `benchmarks/fuzz.py`, and all that it ever found."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "fuzz.py"
FINDINGS = Path(__file__).parent / "fuzz_findings.txt"


def test_no_harness_finds_anything() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--executions", "400"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "| splicing | 400 |" in run.stdout


def test_findings_stay_fixed() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--replay", FINDINGS], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
