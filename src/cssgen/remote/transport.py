"""One request to a server, bounded in bytes and in time, whatever the other side does.

The standard library is enough: no pool of connections is worth a dependency beside seconds of generation.
"""

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cssgen.errors import ModelError

MAX_BYTES = 4_000_000
_SHOWN = 300  # characters
_TOO_BUSY = frozenset({408, 409, 425, 429})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class TransientError(Exception):
    """A request failed in a way that another attempt may mend. `retry_after`: seconds that the server asked for."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a server is, and how to talk to it.

    Attributes:
        url: its base, such as `http://localhost:8000/v1`.
        key: sent as a bearer token; empty sends none.
        timeout: seconds for a whole request.
    """

    url: str
    key: str = ""
    timeout: float = 60.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ModelError(f"the server's URL must be like http://localhost:8000/v1, not `{self.url}`")
        if parts.username or parts.password:
            raise ModelError("the server's URL holds a password: put the key into CSSGEN_SERVER_API_KEY")
        if self.key and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ModelError("CSSGEN_SERVER_API_KEY would go over the network in clear: use https, or unset it")


def request(endpoint: Endpoint, method: str, path: str, body: object = None) -> dict[str, Any]:
    """Send a request and read the JSON object that answers it.

    Raises:
        TransientError: if the server is not there, busy, slow, broken or talks nonsense.
        ModelError: if it refuses the request, or wants us to go elsewhere.
    """
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        with _connect(endpoint) as connection:
            connection.request(method, urlsplit(endpoint.url).path.rstrip("/") + path, content, headers)
            response = connection.getresponse()
            raw = response.read(MAX_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        # The text of some of them is what the server sent.
        raise TransientError(f"{type(error).__name__}: {_show(str(error))}") from error
    _check_status(endpoint, response, raw)
    return _read_object(raw)


@contextmanager
def _connect(endpoint: Endpoint) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut when its time is over: time limits of sockets count from each byte anew."""
    parts = urlsplit(endpoint.url)
    if parts.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            parts.netloc, timeout=endpoint.timeout, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(parts.netloc, timeout=endpoint.timeout)
    connection.connect()
    timer = threading.Timer(endpoint.timeout, _cut, (connection.sock,))
    timer.daemon = True
    timer.start()
    try:
        yield connection
    finally:
        timer.cancel()
        connection.close()


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has been closed meanwhile


def _check_status(endpoint: Endpoint, response: http.client.HTTPResponse, raw: bytes) -> None:
    status = response.status
    if status == 200:
        return
    message = f"the server {endpoint.url} answers HTTP {status}: {_show(raw.decode('utf-8', 'replace'))}"
    if status >= 500 or status in _TOO_BUSY:
        raise TransientError(message, _read_delay(response.headers.get("Retry-After")))
    if 300 <= status < 400:
        raise ModelError(f"the server {endpoint.url} redirects: put the URL that it redirects to into `server-url`")
    hint = {401: "set CSSGEN_SERVER_API_KEY", 403: "set CSSGEN_SERVER_API_KEY", 404: "is `…/v1` missing, or the model?"}
    raise ModelError(f"{message} ({hint.get(status, 'it takes no such request')})")


def _show(said: str) -> str:
    """What a server said, as far as it is fit for a terminal."""
    return "".join(character for character in said[:_SHOWN] if character.isprintable())


def _read_delay(value: str | None) -> float | None:
    """Seconds in a `Retry-After`; a date is left alone, since the clocks may differ."""
    return float(value) if value is not None and value.isascii() and value.isdigit() else None


def _read_object(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise TransientError(f"the answer is larger than {MAX_BYTES:,} bytes")
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise TransientError("the answer is no JSON") from error
    if not isinstance(answer, dict):
        raise TransientError("the answer is no JSON object")
    return answer
