"""What a program says that is ended while it makes something."""

import signal
import subprocess
import sys

import pytest

# As `zipfile.ZipFile` does, which numpy reads with: what is half made fails when it is cleared away.
_PROGRAM = """
import os, signal, sys
from cssgen.cli.termination import raise_on_termination

class Half:
    def __init__(self, kind):
        os.kill(os.getpid(), kind)
        self.made = True

    def __del__(self):
        self.made

try:
    with raise_on_termination():
        Half(int(sys.argv[1]))
except KeyboardInterrupt as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals end programs at once there")
@pytest.mark.parametrize(
    ("kind", "error"),
    [(signal.SIGTERM, "TerminatedError"), (signal.SIGINT, "KeyboardInterrupt")],
    ids=["terminated", "interrupted"],
)
def test_what_is_half_made_is_not_spoken_of(kind: signal.Signals, error: str) -> None:
    command = [sys.executable, "-c", _PROGRAM, str(int(kind))]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == (f"{error}\n", "")
