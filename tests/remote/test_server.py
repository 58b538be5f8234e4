"""A model behind a server: what is sent, what comes back, and what hostile or failing servers cannot do."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

import cssgen
from cssgen.cli import main
from cssgen.errors import ModelError
from cssgen.fill import FilledText
from cssgen.remote.bodies import read_candidate
from cssgen.remote.retrying import Retries, attempt
from cssgen.remote.transport import Endpoint, TransientError, request
from tests.remote.servers import Reply, answer, completion, faulty, send, serving

SHEET = ".a {\n  margin: 0;\n  /* complete: red text */\n}\n"


def fill(css: str, url: str, **settings: Any) -> FilledText:
    chosen = {
        "server_model": "tiny",
        "candidates": 2,
        "server_timeout": 5.0,
        "recipes": 0,
        "suggestions": 0,
        **settings,
    }
    return cssgen.fill_text(css, server_url=url, **chosen)


def test_fill() -> None:
    """The first request is for the likeliest text, the others are sampled; the prompt is the preceding CSS."""
    with serving(answer("color: red;\n}\n.b { color: blue }")) as (url, sent):
        filled = fill(SHEET, url, candidates=3, seed=7)
    assert filled.text == ".a {\n  margin: 0;\n  /* red text */\n  color: red;\n}\n"
    assert sent.paths == ["/v1/completions"] * 3
    assert sorted((body["temperature"], body.get("seed")) for body in sent.bodies) == [(0.0, None), (0.7, 8), (0.7, 9)]
    assert {body["model"] for body in sent.bodies} == {"tiny"}
    assert sent.bodies[0]["prompt"] == ".a {\n  margin: 0;\n  /* red text */"
    assert not any("grammar" in key or key in ("n", "logprobs") for body in sent.bodies for key in body)


@pytest.mark.parametrize(
    ("dialect", "find"),
    [
        ("structured_outputs", lambda body: body["structured_outputs"]["grammar"]),
        ("guided_grammar", lambda body: body["guided_grammar"]),
        ("grammar", lambda body: body["grammar"].removeprefix("%llguidance {}\n")),
    ],
)
def test_grammar(dialect: str, find: Any) -> None:
    """Sent in the server's words, and it is one that llguidance, which these servers read it by, compiles."""
    from llguidance import LLMatcher  # type: ignore[attr-defined,unused-ignore]

    with serving(answer("color: red;")) as (url, sent):
        assert "color: red" in fill(SHEET, url, server_grammar=dialect).text
    text = find(sent.bodies[0])
    assert "start:" in text
    assert not LLMatcher.validate_grammar(text)


def test_chat() -> None:
    reply = {"choices": [{"message": {"content": "```css\ncolor: red;\n```"}, "finish_reason": "stop"}]}
    with serving(lambda handler, _: send(handler, 200, reply)) as (url, sent):
        assert "color: red;" in fill(SHEET, url, server_api="chat").text
    assert sent.paths[0] == "/v1/chat/completions"
    assert [message["role"] for message in sent.bodies[0]["messages"]] == ["system", "user"]


def test_what_comes_back_is_validated() -> None:
    with serving(answer("colr: redd;")) as (url, _):
        filled = fill(SHEET, url)
    assert filled.text == SHEET
    assert [diagnostic.code for diagnostic in filled.diagnostics] == ["CSSG006"]


def test_no_connection_without_a_marker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor for what is in the cache."""
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CSSGEN_SERVER_MODEL", "tiny")
    path = tmp_path / "a.css"
    with serving(answer("color: red;")) as (url, sent):
        path.write_text(".a { color: red }\n")
        assert main(["fill", "--server", url, str(path)]) == 0
        assert not sent.bodies
        path.write_text(SHEET)
        assert main(["fill", "--server", url, str(path)]) == 0
        asked = len(sent.bodies)
        path.write_text(SHEET)
        assert main(["fill", "--server", url, str(path)]) == 0
        assert asked == len(sent.bodies) > 0


def test_requests_are_concurrent_up_to_the_limit() -> None:
    lock = threading.Lock()
    running: list[int] = [0]  # how many requests are being answered: now, and before

    def slow(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        with lock:
            running.append(running[-1] + 1)
        time.sleep(0.05)
        with lock:  # before the answer, upon which the next request may come
            running.append(running[-1] - 1)
        send(handler, 200, completion("color: red;"))

    with serving(slow) as (url, _):
        fill("\n".join(f".a{n} {{\n  /* complete: red */\n}}" for n in range(8)), url, server_concurrency=3)
    assert max(running) == 3


def test_markers_survive_a_failing_server() -> None:
    """A tenth of all requests fails in six ways; every marker is filled, or its reason is told."""
    css = "\n".join(f".a{n} {{\n  /* complete: red text */\n}}" for n in range(32))
    with serving(faulty(answer("color: red;"), 0.1, seed=3)) as (url, sent):
        filled = fill(css, url, server_timeout=0.5)
    assert len(filled.fills) + len(filled.diagnostics) == 32
    assert len(filled.fills) == 32
    assert len(sent.bodies) > 64, "some were tried again"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        pytest.param(lambda h, _: send(h, 401, {"error": "no key"}), "set CSSGEN_SERVER_API_KEY", id="key"),
        pytest.param(lambda h, _: send(h, 404, {"error": "no such model"}), "no such model", id="model"),
        pytest.param(lambda h, _: send(h, 302, b"", Location="http://127.0.0.1:1/"), "redirects", id="redirect"),
        pytest.param(lambda h, _: send(h, 400, b"bad\x1b[31m\n"), "HTTP 400: bad[31m", id="control characters"),
    ],
)
def test_refusals_end_the_run(reply: Reply, reason: str) -> None:
    with serving(reply) as (url, sent), pytest.raises(ModelError) as caught:
        fill(SHEET, url)
    assert reason in str(caught.value)
    assert len(sent.bodies) <= 2, "what is refused is not tried again"


def test_no_server_is_no_silent_fall_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.css"
    path.write_text("\n".join(f".a{n} {{ /* complete: red */ }}" for n in range(8)))
    before = path.read_text()
    options = ["--no-cache", "--server", "http://127.0.0.1:9/v1", "--server-model", "tiny", "--candidates", "1"]
    (tmp_path / "cssgen.toml").write_text("[server]\nretries = 0\n")
    assert main(["fill", "--config", str(tmp_path / "cssgen.toml"), *options, str(path)]) == 2
    assert "the server http://127.0.0.1:9/v1 does not answer" in capsys.readouterr().err
    assert path.read_text() == before


def test_the_model_must_be_named() -> None:
    with serving(answer("")) as (url, _), pytest.raises(ModelError, match="it has tiny, other"):
        fill(SHEET, url, server_model="")


def _huge(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _number in range(10_000):
        handler.wfile.write(b" " * 65_536)


def _drip(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _number in range(200):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def _drip_headers(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    for _number in range(200):
        handler.wfile.write(b"HTTP/1.1"[:1])
        time.sleep(0.05)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(_huge, id="endless body"),
        pytest.param(_drip, id="a byte now and then"),
        pytest.param(_drip_headers, id="a byte of a header now and then"),
        pytest.param(lambda h, _: send(h, 200, b"[" * 100_000), id="deep JSON"),
        pytest.param(lambda h, _: send(h, 200, {"choices": [{"text": 7}]}), id="no text"),
        pytest.param(lambda h, _: send(h, 200, completion("{" * 200_000)), id="a text that takes long to judge"),
        pytest.param(lambda h, _: send(h, 200, b"\xff\xfe"), id="no UTF-8"),
    ],
)
def test_hostile_answers(reply: Reply) -> None:
    """Bounded in bytes and time, and an error like any other."""
    with serving(reply) as (url, _):
        start = time.monotonic()
        with pytest.raises(TransientError):
            read_candidate(request(Endpoint(url, timeout=1.0), "POST", "/completions", {}), "completions")
        assert time.monotonic() - start < 8


def test_errors_do_not_steer_the_terminal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Python's own messages quote what the server sent."""

    def reply(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.wfile.write(b"HTTP/1.1 \x1b]0;owned\x07\x9b \r\n\r\n")

    path = tmp_path / "a.css"
    path.write_text(SHEET)
    (tmp_path / "cssgen.toml").write_text("suggestions = 0\n[server]\nretries = 0\n")
    with serving(reply) as (url, _):
        options = ["--no-cache", "--server", url, "--server-model", "tiny", "--config", str(tmp_path / "cssgen.toml")]
        assert main(["fill", *options, str(path)]) == 1
    assert "owned" in caplog.text
    assert not any(sign in caplog.text for sign in "\x1b\x07\x9b")


@pytest.mark.parametrize("number", ["9" * 400, "NaN", "-Infinity", "1e999"])
def test_log_probabilities_that_are_none(number: str) -> None:
    reply = f'{{"choices": [{{"text": "color: red;", "logprobs": {{"token_logprobs": [-1, {number}]}}}}]}}'
    assert read_candidate(json.loads(reply), "completions").logprob is None


@pytest.mark.parametrize("models", [5, {"a": 1}, [5, {"id": 7}], "x"])
def test_a_list_of_models_that_is_none(models: object) -> None:
    with serving(answer("")) as (url, sent):
        sent.models = models
        with pytest.raises(ModelError, match="name the model of the server"):
            fill(SHEET, url, server_model="")


@pytest.mark.parametrize(
    ("url", "key", "reason"),
    [
        pytest.param("localhost:8000", "", "must be like", id="no scheme"),
        pytest.param("file:///etc/passwd", "", "must be like", id="a file"),
        pytest.param("https://me:secret@example.com/v1", "", "holds a password", id="password"),
        pytest.param("http://example.com/v1", "secret", "in clear", id="key in clear"),
    ],
)
def test_endpoints(url: str, key: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as caught:
        Endpoint(url, key)
    assert "secret" not in str(caught.value)


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSSGEN_SERVER_API_KEY", "k1")
    with serving(answer("color: red;")) as (url, sent):
        fill(SHEET, url)
    assert {headers["Authorization"] for headers in sent.headers} == {"Bearer k1"}
    assert "k1" not in json.dumps(sent.bodies)


def test_back_off() -> None:
    """Each wait is about twice as long as the one before; a server's own wish comes first, within reason."""
    waits: list[float] = []
    wishes = [None, None, 3.0, 9_999.0]

    def work() -> None:
        raise TransientError("no", wishes[len(waits)] if len(waits) < 4 else None)

    with pytest.raises(TransientError):
        attempt(work, Retries(4, 1.0), waits.append)
    assert 0.5 <= waits[0] <= 1.5
    assert 1.0 <= waits[1] <= 3.0
    assert waits[2:] == [3.0, 30.0]


def test_log_probabilities_are_taken_where_they_are_given() -> None:
    given = completion("a", logprobs={"token_logprobs": [-1.0, -0.5]})
    assert read_candidate(given, "completions").logprob == -1.5
    assert read_candidate(completion("a"), "completions").logprob is None


KEY = {"CSSGEN_SERVER_API_KEY": "k1"}


@pytest.mark.parametrize(
    ("environment", "by_option", "sent"),
    [
        pytest.param(KEY, False, None, id="only the file names it"),
        pytest.param(KEY | {"CSSGEN_SERVER_HOSTS": "example.com"}, False, None, id="other hosts are listed"),
        pytest.param(KEY | {"CSSGEN_SERVER_HOSTS": "a.example, 127.0.0.1"}, False, "Bearer k1", id="listed"),
        pytest.param(KEY, True, "Bearer k1", id="command line"),
        pytest.param(KEY | {"CSSGEN_SERVER_URL": "{url}"}, False, "Bearer k1", id="environment"),
        pytest.param({}, False, "", id="no key"),
    ],
)
def test_who_gets_the_key(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
    by_option: bool,
    sent: str | None,
) -> None:
    """A repository's file alone does not say; then nothing is sent at all."""
    keys = []

    def reply(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        keys.append(handler.headers.get("Authorization", ""))
        send(handler, 200, completion("color: red;"))

    with serving(reply) as (url, _):
        (tmp_path / "cssgen.toml").write_text(f'[server]\nurl = "{url}"\nmodel = "tiny"\n')
        (tmp_path / "a.css").write_text(SHEET)
        monkeypatch.chdir(tmp_path)
        for name, value in environment.items():
            monkeypatch.setenv(name, value.format(url=url))
        code = main(["fill", "--no-cache", *(["--server", url] if by_option else []), "a.css"])
    assert set(keys) == ({sent} if sent is not None else set())
    assert code == (2 if sent is None else 0)
    assert ("CSSGEN_SERVER_HOSTS=127.0.0.1" in capsys.readouterr().err) == (sent is None)


def test_time_for_a_marker_is_limited() -> None:
    """The server does not answer for one marker: that one stays with a diagnostic, the other is filled."""
    is_over = threading.Event()

    def reply(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        if body["prompt"].endswith("/* slow */"):
            is_over.wait()
        send(handler, 200, completion("color: red;"))

    css = ".a {\n  /* complete: slow */\n}\n.b {\n  /* complete: fast */\n}\n"
    with serving(reply) as (url, _):
        filled = fill(css, url, server_timeout=600.0, limits_seconds=1.0)
        is_over.set()
    assert filled.text == css.replace("/* complete: fast */", "/* fast */\n  color: red;")
    assert [(item.code, item.message) for item in filled.diagnostics] == [("CSSG016", "the model took more than 1 s")]


def test_retries_end_with_the_time_for_a_marker() -> None:
    """A server that is always busy is not asked again when the time is over."""
    with serving(lambda handler, _: send(handler, 503, {})) as (url, sent):
        filled = fill(SHEET, url, candidates=1, limits_seconds=0.3, server_retries=20)
    assert [item.code for item in filled.diagnostics] == ["CSSG016"]
    assert len(sent.bodies) < 5, "the first waits take half a second and more"
