"""Run cssgen as if on another system, as far as that can be had: `python pretending.py win32|darwin ARGUMENT…`.

What the standard library lacks there is gone, and on Windows an open file can be neither replaced nor removed.
Libraries are imported before: they are right on the system where they run.
"""

import errno
import fcntl
import os
import signal
import socket
import sqlite3  # noqa: F401
import subprocess  # noqa: F401
import sys
import tempfile  # noqa: F401
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs  # noqa: F401
import watchdog.observers  # noqa: F401

_MODULES = {
    "win32": ("fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"),
    "darwin": ("msvcrt",),
}
_NAMES: dict[str, dict[Any, tuple[str, ...]]] = {
    "win32": {
        os: ("O_NONBLOCK", "chown", "fchmod", "fchown", "geteuid", "getloadavg", "getuid", "getxattr", "listxattr",
             "mkfifo", "setxattr"),
        signal: ("SIGHUP", "SIGTTIN", "SIGURG", "SIGIO"),
        socket: ("AF_UNIX", "SO_PEERCRED"),
    },
    "darwin": {
        os: ("getxattr", "listxattr", "setxattr"),
        fcntl: ("F_GETLEASE", "F_SETLEASE", "F_SETSIG"),
        socket: ("SO_PEERCRED",),
    },
}  # fmt: skip


def pretend(system: str) -> None:
    """Make this process look like one of another system."""
    for module in _MODULES[system]:
        sys.modules[module] = None  # type: ignore[assignment]  # the documented way to make an import fail
    if system == "win32":
        sys.modules["msvcrt"] = _make_msvcrt()
        os.supports_effective_ids.clear()
        for name in ("replace", "rename", "unlink", "remove"):
            setattr(os, name, _refuse_open_files(getattr(os, name)))
    for holder, names in _NAMES[system].items():
        for name in names:
            delattr(holder, name)
    sys.platform = system


def _make_msvcrt() -> types.ModuleType:
    module = types.ModuleType("msvcrt")

    def locking(descriptor: int, mode: int, size: int) -> None:
        """https://learn.microsoft.com/cpp/c-runtime-library/reference/locking: a lock ends with its handle."""
        assert (mode, size) == (2, 1)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OSError(errno.EACCES, "Permission denied") from error

    module.LK_NBLCK, module.locking = 2, locking  # type: ignore[attr-defined]
    return module


def _refuse_open_files(call: Callable[..., None]) -> Callable[..., None]:
    """Windows replaces, renames and removes no file that is open without FILE_SHARE_DELETE, as Python opens them."""

    def checked(*paths: Any, **options: Any) -> None:
        for path in paths:
            if os.path.exists(path) and os.path.realpath(path) in _find_open_files():  # noqa: PTH110
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
        call(*paths, **options)

    return checked


def _find_open_files() -> set[str]:
    """The files that any process of this test has open."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/fd"):
        try:
            found |= {os.readlink(entry.path) for entry in os.scandir(place)}  # noqa: PTH115
        except OSError:  # it has ended, or belongs to somebody else
            continue
    return found


if __name__ == "__main__":
    pretend(sys.argv[1])
    from cssgen.cli import main

    sys.exit(main(sys.argv[2:]))
