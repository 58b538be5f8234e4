"""Processes under strace, which makes their system calls fail, or kills them there: `man strace`, "Tampering"."""

import ctypes
import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trials.kinds import Absent

_PR_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
NO_FILE = frozenset({"brk", "exit_group", "madvise", "mmap", "mremap", "munmap"})  # and not the same in each run


@dataclass(frozen=True, slots=True)
class Step:
    """The `ordinal`-th call (from 1) of the system call `name` in a process.

    Attributes:
        arguments: and result, as strace shows them.
    """

    name: str
    ordinal: int
    arguments: str


def fork_stopped(work: Callable[[], int]) -> int:
    """Fork a process that exits with what `work` returns, and wait until that calls `stop`; its id."""
    process = os.fork()
    if process == 0:
        try:
            os._exit(work())
        finally:
            os._exit(70)  # EX_SOFTWARE: an error of the script
    os.waitpid(process, os.WUNTRACED)
    return process


def stop() -> None:
    """Stop this process until another one continues it; any may trace it."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANY, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)


def trace(process: int, injections: Sequence[str], log: Path) -> int:
    """Continue a stopped process under strace with some injections; its wait status.

    Raises:
        Absent: if strace is not there, or may not attach.
    """
    options = [option for injection in injections for option in ("-e", f"inject={injection}")]
    if shutil.which("strace") is None:
        raise Absent("strace is missing (Debian: apt install strace)")
    command = ["strace", *options, "-y", "-s", "60", "-o", str(log), "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        attached = tracer.stderr.readline() if tracer.stderr else ""
        os.kill(process, signal.SIGCONT)
        _, status = os.waitpid(process, 0)
    if "attached" not in attached:
        raise Absent(f"strace cannot attach: {attached}")
    return status


def read_steps(log: Path) -> Iterator[Step]:
    """The calls of a traced process that concern files or other processes."""
    seen: Counter[str] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match is not None:
            seen[match[1]] += 1
            if match[1] not in NO_FILE:
                yield Step(match[1], seen[match[1]], match[2])
