"""Sockets that nobody but one user can reach, on systems that have such."""

import hashlib
import json
import os
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cssgen.cache.keys import Generator
from cssgen.directories import cache_directory, runtime_directory

PATIENCE = 30.0  # seconds; whoever is working says so more often
_BEGIN = 1.0  # seconds until one that lives answers
_LIMIT = 64_000_000  # bytes of a message
_BACKLOG = 16


class PeerError(OSError):
    """Whoever is at the other end is not who they should be, or does not say what they should."""


def name_socket(generator: Generator, device: str) -> Path | None:
    """Where a watcher with just this model, data, version and options listens; None where there are no such sockets.

    Another directory of caches is another world: it has other sockets too.
    """
    directory = runtime_directory() if hasattr(socket, "AF_UNIX") else None
    decisive = {**asdict(generator), "device": device, "cache": str(cache_directory())}
    digest = hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()
    return directory / f"{digest[:32]}.sock" if directory else None


if sys.platform == "win32":

    def listen(path: Path) -> socket.socket:
        """Python has no such sockets there."""
        raise OSError(f"{path}: no Unix sockets")

    def connect(path: Path) -> socket.socket:
        """Python has no such sockets there."""
        raise OSError(f"{path}: no Unix sockets")
else:

    def listen(path: Path) -> socket.socket:
        """Listen at a path, in place of a process that is dead.

        Raises:
            OSError: if a process that lives listens there, or it cannot be done.
        """
        if _is_alive(path):
            raise FileExistsError(f"{path}: another process listens there")
        return _bind(path)

    def connect(path: Path) -> socket.socket:
        """A connection to a process of this user.

        Raises:
            OSError: if none listens there.
        """
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(_BEGIN)
            connection.connect(str(path))
            check_peer(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _is_alive(path: Path) -> bool:
        with suppress(OSError), connect(path):
            return True
        return False

    def _bind(path: Path) -> socket.socket:
        """Nobody can connect before the mode is right: it gets its name only then."""
        temporary = path.with_name(f".{os.getpid()}.sock")
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            temporary.unlink(missing_ok=True)
            listener.bind(str(temporary))
            temporary.chmod(0o600)
            listener.listen(_BACKLOG)
            temporary.rename(path)
        except BaseException:
            listener.close()
            temporary.unlink(missing_ok=True)
            raise
        return listener


def check_peer(connection: socket.socket) -> None:
    """Make sure that the other end is a process of this user, where the system says.

    Raises:
        PeerError: if it is not.
    """
    if sys.platform == "linux":
        size = struct.calcsize("3i")
        _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
        if user != os.getuid():
            raise PeerError(f"the other process is one of user {user}")


def send(connection: socket.socket, message: dict[str, Any]) -> None:
    """Send a message."""
    connection.sendall(json.dumps(message).encode() + b"\n")


@contextmanager
def receive_from(connection: socket.socket) -> Iterator[Iterator[dict[str, Any]]]:
    """The messages of the other end, until it ends."""
    with connection.makefile("rb") as file:
        yield _iter_messages(file)


def _iter_messages(file: Any) -> Iterator[dict[str, Any]]:
    while line := file.readline(_LIMIT):
        try:
            message = json.loads(line)
        except ValueError as error:
            raise PeerError("no message") from error
        if not isinstance(message, dict):
            raise PeerError("no message")
        yield message
