"""A seeded tenth of `benchmarks/kill_writes.py`: two kills at each system call of a replacement, on average."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "kill_writes.py"


def test_killed_writes_leave_the_old_file_or_the_new_one() -> None:
    if shutil.which("strace") is None and os.environ.get("CI") != "true":
        pytest.skip("strace is missing")
    run = subprocess.run([sys.executable, SCRIPT, "--share", "0.1"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    total = run.stdout.splitlines()[-1]
    assert "old" in total
    assert "new" in total
    assert int(total.split()[0]) > 100
