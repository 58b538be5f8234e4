"""A server on loopback that speaks the completions interface, with faults as they are asked for."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class Recorder:
    """What a server was sent.

    Attributes:
        models: what it says when it is asked for its models.
    """

    def __init__(self) -> None:
        self.models: object = [{"id": "tiny"}, {"id": "other"}]
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self._lock = threading.Lock()

    def enter(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        with self._lock:
            self.bodies.append(body)
            self.headers.append(dict(handler.headers))
            self.paths.append(handler.path)


@contextmanager
def serving(reply: Reply) -> Iterator[tuple[str, Recorder]]:
    """A server whose answers `reply` writes: its base URL, and what it was sent."""
    recorder = Recorder()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            recorder.enter(self, body)
            with suppress(OSError):  # the client may have gone
                reply(self, body)

        def do_GET(self) -> None:
            send(self, 200, {"data": recorder.models})

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", recorder
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, content: object, **headers: str) -> None:
    """Answer with JSON, or with bytes as they are."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


def completion(text: str, **more: object) -> dict[str, Any]:
    """An answer of `/completions`."""
    return {"choices": [{"text": text, "finish_reason": "stop", **more}]}


def answer(text: str) -> Reply:
    """Always the same text."""
    return lambda handler, _: send(handler, 200, completion(text))


def faulty(reply: Reply, share: float, seed: int = 0, silence: float = 1.0) -> Reply:
    """`reply`, but for a share of failures: errors, silence for some seconds, cut connections, nonsense."""
    draw = random.Random(seed)  # noqa: S311
    faults = (_error, _refusal, _cut, _nonsense, _no_text, partial(_silence, silence))

    def reply_or_fail(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        chosen = draw.choice(faults) if draw.random() < share else reply
        chosen(handler, body)

    return reply_or_fail


def _error(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    send(handler, 500, b"out of memory")


def _refusal(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    send(handler, 429, {"error": "slow down"}, Retry_After="0")


def _cut(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [{"te')
    handler.close_connection = True


def _nonsense(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    send(handler, 200, b"<html>Bad gateway</html>")


def _no_text(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    send(handler, 200, {"choices": []})


def _silence(seconds: float, handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    """Longer than the client waits; then nothing."""
    time.sleep(seconds)
    handler.close_connection = True
