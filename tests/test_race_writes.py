"""A tenth of `benchmarks/race_writes.py`: no save of an editor is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "race_writes.py"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can exchange two files")
def test_no_save_is_lost() -> None:
    command = [sys.executable, str(SCRIPT), "--seconds", "1.2"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    saves = [int(line[36:].split()[0]) for line in run.stdout.splitlines()[1:]]
    assert len(saves) == 4
    assert min(saves) > 0
