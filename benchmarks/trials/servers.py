"""Servers that mean harm: each reply to `cssgen fill` is another one of its kind, sent as bytes from a bare socket."""

import json
import os
import random
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from unittest import mock

from cssgen import engines
from trials.hostile import ANSWERED, CONTROLS
from trials.kinds import Attempt, Broken, Kind
from trials.models import load_all
from trials.workshop import Run, Workshop

_BEFORE, _BEHIND = b"a {\n  margin: 0;\n  ", b"\n}\n"
_OLD = _BEFORE + b"/* complete: red text */" + _BEHIND
_SETTINGS = """\
suggestions = 0
recipes = 0
candidates = 2
[server]
url = "http://127.0.0.1:{}/v1"
model = "x"
timeout = 0.3
retries = {}
[limits]
seconds = {}
"""
_SECONDS = 0.5
_LONGEST, _MOST = 60.0, 5.0  # seconds for a whole fill: of the wall clock, with other work to do, and of a processor
_TRIES = 110
_EVIL = "http://evil.example/"
Connection = socket.socket
Reply = Callable[[Connection, random.Random], object]


def _send(connection: Connection, body: bytes, status: str = "200 OK", *headers: str) -> None:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    connection.sendall("".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body)


def _complete(text: str, **more: object) -> bytes:
    return json.dumps({"choices": [{"text": text, "finish_reason": "stop", **more}]}).encode()


def send_harmful(connection: Connection, chance: random.Random) -> None:
    """CSS that loads from elsewhere, leaves its place, or steers a terminal."""
    texts = [text for kind in ANSWERED.values() for text in kind]
    _send(connection, _complete(chance.choice(texts).replace("EVIL", _EVIL)))


def send_no_text(connection: Connection, chance: random.Random) -> None:
    """Half of a pair of surrogates, NUL, signs that no text has."""
    pieces = ("\ud800", "\udfff", "\0", "\ufffe", "\x7f", "color: red;", "}", "content: '")
    _send(connection, _complete("".join(chance.choices(pieces, k=chance.randint(1, 6)))))


def send_large(connection: Connection, chance: random.Random) -> None:
    """Just under 4 MB of one piece."""
    piece = chance.choice(("{", "a{", "(", "color: red;\n", "a ", ";", ":is(.a ", '"', "\n", "--x: {", "/*", "calc("))
    _send(connection, _complete(piece * (3_000_000 // len(piece.encode("unicode_escape")))))


def send_shapes(connection: Connection, chance: random.Random) -> None:
    """JSON of another shape: some part of a good answer is something else."""
    answer = {"choices": [{"text": "color: red;", "finish_reason": "stop", "logprobs": {"token_logprobs": [-1.0]}}]}
    text = json.dumps(answer)
    parts = ('"color: red;"', '"stop"', "[-1.0]", "-1.0", '{"token_logprobs": [-1.0]}', text[12:-1], text)
    others = ("7", "null", "true", "[]", "{}", '""', "NaN", "-Infinity", "1e999", "9" * 400, "[[]]", '"\\ud800"', "-")
    _send(connection, text.replace(chance.choice(parts), chance.choice(others)).encode())


def send_noise(connection: Connection, chance: random.Random) -> None:
    """Bytes that are no HTTP, or no JSON, or no UTF-8."""
    noise = chance.randbytes(chance.randint(0, 2_000))
    body = chance.choice((noise, b"[" * 100_000, b'{"a":' * 100_000, b"9" * 5_000, b"\xef\xbb\xbf{}", b""))
    raw = (
        lambda: connection.sendall(noise),
        lambda: connection.sendall(b"HTTP/1.1 \x1b]0;owned\x07 OK\r\n\r\n"),
        lambda: connection.sendall(b"\x1b[2J\x1b]0;owned\x07 " + noise + b"\r\n\r\n"),
        lambda: connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chance.choice(_CHUNKS)),
        lambda: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: " + chance.choice(_LENGTHS) + b"\r\n\r\n{}"),
        lambda: connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * chance.choice((1, 99, 101, 9_999)) + b"\r\n"),
        lambda: _send(connection, body),
    )
    chance.choice(raw)()


_CHUNKS = (b"-1\r\nx", b"f" * 40 + b"\r\nx", b"\x1b[2J\r\n", b"1;" + b"x" * 70_000, b"2\r\n{}\r\n0\r\n\r\n", b"_1\r\nx")
_LENGTHS = (b"-1", b"9" * 40, b"\x1b[2J", b"2, 2", b"", b"0x2", b"9" * 5_000)


def send_slowly(connection: Connection, chance: random.Random) -> None:
    """A byte now and then, of the headers or of the body."""
    raw = b"HTTP/1.1 200 OK\r\n" + chance.choice((b"", b"X: ", b"\r\n"))
    connection.sendall(chance.choice((raw, b"")))
    for _ in range(200):
        connection.sendall(b" ")
        time.sleep(0.05)


def send_for_ever(connection: Connection, chance: random.Random) -> None:
    """No end, of the headers, of replies to come, or of the body."""
    pieces = (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 65_536, b"x" * 65_536)
    piece = chance.choice(pieces)
    while True:
        connection.sendall(piece)


def send_refusals(connection: Connection, chance: random.Random) -> None:
    """Errors and redirections, with what steers a terminal in their texts."""
    status = chance.choice((301, 302, 307, 400, 401, 404, 418, 999, 600, 204, 101))
    said = f"{''.join(chance.sample(CONTROLS, 3))}owned".encode()
    _send(connection, said, f"{status} \x1b[2J\x9b", f"Location: {_EVIL}", f"Set-Cookie: {_EVIL}")


def send_later(connection: Connection, chance: random.Random) -> None:
    """Always busy, and wishes to be asked again at a time of its own."""
    wish = chance.choice(("0", "1", "99999999", "9" * 400, "-5", "soon", "Wed, 21 Oct 2099 07:28:00 GMT"))
    _send(connection, b"later", f"{chance.choice((429, 503, 500, 408))} Busy", f"Retry-After: {wish}")


def say_nothing(connection: Connection, chance: random.Random) -> None:
    """Takes the request, and then nothing, or hangs up."""
    time.sleep(chance.choice((0, 0.1, 2 * _SECONDS)))
    del connection


def _serve(listener: Connection, reply: Reply, chance: random.Random) -> None:
    while True:
        connection, _ = listener.accept()
        own = random.Random(chance.random())  # the order in which threads draw is not given
        threading.Thread(target=_answer, args=(connection, reply, own), daemon=True).start()


def _answer(connection: Connection, reply: Reply, chance: random.Random) -> None:
    with connection, suppress(OSError):  # the client may have gone
        connection.settimeout(10)
        connection.recv(65_536)
        reply(connection, chance)


@contextmanager
def ask_server(root: Path, *, reply: Reply, retries: int) -> Iterator[Attempt]:
    """Fill by a server of which nothing good comes: the file is as it was, or holds harmless CSS at the marker."""
    workshop = Workshop(root)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    settings = _SETTINGS.format(listener.getsockname()[1], retries, _SECONDS)
    workshop.project.joinpath("cssgen.toml").write_text(settings)
    import cssgen.remote.engine
    import cssgen.remote.opening  # noqa: F401

    load_all(_OLD)
    process = os.fork()  # before any thread begins
    if process == 0:
        _serve(listener, reply, random.Random(str(reply)))
    listener.close()
    try:
        yield lambda _, __: _attempt(workshop)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _attempt(workshop: Workshop) -> str:
    workshop.reset()
    workshop.sheet.write_bytes(_OLD)
    began, before = time.monotonic(), _processor_time()
    run = workshop.run("fill", "a.css", prepare=_use_engine)
    seconds, work = time.monotonic() - began, _processor_time() - before
    if seconds > _LONGEST or work > _MOST:
        raise Broken(f"it took {seconds:.1f} s, and {work:.1f} s of a processor: {run}")
    return _judge(workshop, run)


def _processor_time() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _use_engine() -> None:
    mock.patch("cssgen.cli.filling.LazyEngine", engines.LazyEngine).start()


def _judge(workshop: Workshop, run: Run) -> str:
    content = workshop.sheet.read_bytes()
    if "Traceback" in run.output or any(sign in run.output for sign in CONTROLS):
        raise Broken(f"exit {run.code}: {run.output!a}")
    if content == _OLD:
        if run.code not in (1, 2) or not run.output.strip():
            raise Broken(f"not filled, but {run}")
        found = sorted({word.strip("[]") for word in run.output.split() if word.startswith("[CSSG")})
        return ", ".join(["old", f"exit {run.code}", *found])
    written = content.removeprefix(_BEFORE).removesuffix(_BEHIND).decode()
    if not (content.startswith(_BEFORE) and content.endswith(_BEHIND)) or run.code:
        raise Broken(f"exit {run.code}: {content!r}")
    if any(word in written for word in ("evil", "@import", "</", *CONTROLS)) or written.count("/*") != 1:
        raise Broken(f"it wrote {written!r}")
    return "harmless part written"


_KINDS: dict[str, tuple[Reply, int]] = {
    "CSS that means harm": (send_harmful, 0),
    "text that is none": (send_no_text, 0),
    "megabytes of one piece": (send_large, 0),
    "JSON of another shape": (send_shapes, 0),
    "no HTTP, no JSON, no UTF-8": (send_noise, 0),
    "a byte now and then": (send_slowly, 0),
    "no end": (send_for_ever, 0),
    "errors and redirections": (send_refusals, 0),
    "always busy": (send_later, 9),
    "nothing, or it hangs up": (say_nothing, 9),
}
KINDS = tuple(
    Kind("Servers that mean harm", name, partial(ask_server, reply=reply, retries=retries), _TRIES)
    for name, (reply, retries) in _KINDS.items()
)
