"""One process lends its model to others, over a socket that only its user can reach."""

import os
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cssgen.cache.keys import Generator
from cssgen.candidates import Candidate
from cssgen.contexts import Context, read_contexts
from cssgen.errors import ModelError
from cssgen.sharing import sockets
from cssgen.sharing.client import ask
from cssgen.sharing.server import Server, Turns
from cssgen.sharing.sockets import connect, listen, name_socket, send

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Python has no Unix sockets there")

CONTEXTS = read_contexts("a { /* complete: red */ }\nb { /* complete: blue */ }").contexts
GENERATOR = Generator("1", "m@1", "digest", "data", "onnx", (("seed", 0),))


class Model:
    """Says the prompt; slowly, or not at all."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.error: Exception | None = None
        self.running = 0
        self.most = 0

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> list[list[Candidate]]:
        self.running += 1
        self.most = max(self.most, self.running)
        time.sleep(self.seconds)
        self.running -= 1
        if self.error:
            raise self.error
        if on_done:
            on_done(len(contexts))
        return [[Candidate(f"color: {context.marker.prompt};", -1.0)] for context in contexts]


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a watcher of the settings of this test listens; in the short path of a runtime directory."""
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path))
    named = name_socket(GENERATOR, "auto")
    assert named is not None
    return named


@pytest.fixture
def server(model: Model, path: Path) -> Iterator[Server]:
    server = Server(path, Turns(model))
    yield server
    server.close()
    assert not path.exists()


def test_candidates_of_another_process(server: Server, path: Path) -> None:
    candidates = ask(path, CONTEXTS)
    assert candidates == [[Candidate("color: red;", -1.0)], [Candidate("color: blue;", -1.0)]]


def test_only_this_user_reaches_it(server: Server, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="the system does not say who is at the other end")
def test_other_users_are_turned_away(server: Server, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as can be told without another user: we are somebody else all of a sudden."""
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(sockets.PeerError, match="one of user"):
        connect(path)
    assert ask(path, CONTEXTS) is None


def test_directory_that_others_can_look_into_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "cssgen").mkdir(mode=0o755)
    named = name_socket(GENERATOR, "auto")
    assert named is not None
    assert tmp_path not in named.parents


@pytest.mark.parametrize(
    "generator",
    [replace(GENERATOR, **change) for change in ({"version": "2"}, {"model_digest": "x"}, {"options": (("seed", 1),)})],
    ids=["version", "model", "options"],
)
def test_another_configuration_has_another_socket(generator: Generator, server: Server, path: Path) -> None:
    named = name_socket(generator, "auto")
    assert named is not None
    assert named != path
    assert ask(named, CONTEXTS) is None


def test_identity_is_compared(server: Server, path: Path) -> None:
    """Not only by the name of the socket: that may be a link to another one."""
    other = path.with_name("other.sock")
    other.symlink_to(path)
    try:
        assert ask(other, CONTEXTS) is None
    finally:
        other.unlink()


def test_nobody_there(path: Path) -> None:
    assert ask(path, CONTEXTS) is None


def test_socket_of_a_dead_process(path: Path, model: Model) -> None:
    listen(path).close()
    assert path.exists()
    assert ask(path, CONTEXTS) is None
    server = Server(path, Turns(model))
    assert ask(path, CONTEXTS) is not None
    server.close()


def test_the_first_one_keeps_the_name(server: Server, path: Path, model: Model) -> None:
    with pytest.raises(FileExistsError):
        Server(path, Turns(model))
    assert ask(path, CONTEXTS) is not None


def test_error_of_the_model(server: Server, path: Path, model: Model) -> None:
    """Whoever asked will hear of it from its own model."""
    model.error = ModelError("it is damaged")
    assert ask(path, CONTEXTS) is None
    model.error = None
    assert ask(path, CONTEXTS) is not None


@pytest.mark.parametrize("message", [{}, {"contexts": [1]}, {"contexts": None}], ids=repr)
def test_wrong_messages_do_no_harm(message: dict[str, object], server: Server, path: Path) -> None:
    with connect(path) as connection:
        send(connection, {"identity": path.stem, **message})
        assert b"error" in connection.recv(1000)
    assert ask(path, CONTEXTS) is not None


def test_garbage_does_no_harm(server: Server, path: Path) -> None:
    with connect(path) as connection:
        connection.sendall(b"\x00garbage\n")
        assert connection.recv(1000) == b""
    assert ask(path, CONTEXTS) is not None


def test_several_at_once(server: Server, path: Path, model: Model) -> None:
    """Each has its turn."""
    model.seconds = 0.05
    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(ask(path, CONTEXTS))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 5
    assert None not in answers
    assert model.most == 1


def test_server_that_goes_away(path: Path, model: Model) -> None:
    """In the middle of an answer: whoever asked uses its own model."""
    model.seconds = 0.3
    server = Server(path, Turns(model))
    connection = connect(path)
    server.close()
    connection.close()
    assert ask(path, CONTEXTS) is None
