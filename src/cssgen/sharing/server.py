"""The side that has a model."""

import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from cssgen.candidates import Candidate, GenerationCancelled
from cssgen.contexts import Context
from cssgen.errors import CssgenError
from cssgen.sharing.records import RecordError, dump, load_contexts
from cssgen.sharing.sockets import PATIENCE, check_peer, listen, receive_from, send

_BEAT = 5.0  # seconds between two signs of life to whoever waits for its turn


class Engine(Protocol):
    """A model that says how far it is."""

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> Sequence[Sequence[Candidate]]:
        """For each context its candidates, the best first."""
        ...


class Turns:
    """A model for several threads, one after another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()

    def __call__(
        self,
        contexts: Sequence[Context],
        on_done: Callable[[int], object] | None = None,
        on_wait: Callable[[], object] | None = None,
    ) -> Sequence[Sequence[Candidate]]:
        """For each context its candidates; `on_wait` is called now and then while others have their turn."""
        while not self._lock.acquire(timeout=_BEAT):
            if on_wait is not None:
                on_wait()
        try:
            return self._engine(contexts, on_done)
        finally:
            self._lock.release()


class Server:
    """Answers whoever connects, each in a thread of its own.

    Args:
        path: where it listens.
        turns: the model.

    Raises:
        OSError: if it cannot listen there; another process may do.
    """

    def __init__(self, path: Path, turns: Turns) -> None:
        self._path = path
        self._turns = turns
        self._listener = listen(path)
        self._inode = path.stat().st_ino
        self._is_closed = False
        threading.Thread(target=self._accept, name="cssgen-listen", daemon=True).start()

    def check(self) -> None:
        """Called by the model between two steps.

        Raises:
            GenerationCancelled: if this is a thread of the server, and that is closed.
        """
        if self._is_closed and threading.current_thread().name == _ANSWERING:
            raise GenerationCancelled

    def close(self) -> None:
        """Listen no longer."""
        self._is_closed = True
        with suppress(OSError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self._is_closed:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), name=_ANSWERING, daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        # Whoever goes away in the middle wants no answer.
        with connection, suppress(OSError, GenerationCancelled):
            check_peer(connection)
            connection.settimeout(PATIENCE)
            with receive_from(connection) as messages:
                for message in messages:
                    self._answer(connection, message)

    def _answer(self, connection: socket.socket, message: dict[str, object]) -> None:
        if message.get("identity") != self._path.stem:
            return send(connection, {"error": "another model, version or options"})
        try:
            contexts = load_contexts(message.get("contexts"))
            candidates = self._turns(
                contexts,
                lambda count: send(connection, {"done": count}),
                lambda: send(connection, {"done": 0}),
            )
        except (CssgenError, RecordError) as error:
            send(connection, {"error": str(error)})
        else:
            send(connection, {"candidates": [dump(offered) for offered in candidates]})


_ANSWERING = "cssgen-answer"
