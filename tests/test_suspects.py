"""The first look at files: it may let too many through, but never one too few."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssgen.asking import read_request
from cssgen.cli import main
from cssgen.files import decode_stylesheet
from cssgen.limits import DEFAULT_LIMITS
from cssgen.suspects import find_suspects, may_ask

MARKED = "a { /* complete: red */ }"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"a { color: red }", id="no comment"),
        pytest.param("/* — Überschrift: complete */".encode(), id="prose with the keyword"),
        pytest.param(b"/* Typography: 1 */ /* Completely redone */", id="other words"),
        pytest.param(b'@charset "UTF-8"; a { }', id="the usual charset"),
        pytest.param(b"\xef\xbb\xbfa { }", id="byte order mark"),
        pytest.param(b"a { background: url(https://completed.example/) }", id="address"),
        pytest.param(b"", id="empty"),
    ],
)
def test_let_go(raw: bytes) -> None:
    assert not may_ask(raw)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(MARKED.encode(), id="marker"),
        pytest.param(b"/* complte: red */", id="near miss"),
        pytest.param("/*\u00a0complete: red */".encode(), id="no-break space"),
        pytest.param(MARKED.encode("utf-16"), id="UTF-16"),
        pytest.param(MARKED.encode("utf-16-le"), id="UTF-16 without byte order mark"),
        pytest.param(b'@charset "iso-2022-jp";/*\x1b(B complete: red */', id="an encoding of its own"),
        pytest.param(b"a { content: '\xff' }", id="no UTF-8"),
    ],
)
def test_suspected(raw: bytes) -> None:
    assert may_ask(raw)


@given(st.text(st.sampled_from("/*! completeCOMPLT:(n=2)x\n\u00a0é"), max_size=40))
def test_nothing_that_asks_is_let_go(text: str) -> None:
    raw = text.encode()
    if read_request(decode_stylesheet(Path("a.css"), raw)) is not None:
        assert may_ask(raw)


def test_files(tmp_path: Path) -> None:
    """What cannot be judged is left to those who say what is wrong with it."""
    contents = {
        "plain": b"a { }",
        "marked": MARKED.encode(),
        "empty": b"",
        "large": b"a{}\n" * (DEFAULT_LIMITS.file_bytes // 3),
    }
    for name, raw in contents.items():
        (tmp_path / name).write_bytes(raw)
    names = (*contents, "missing", "folder")
    (tmp_path / "folder").mkdir()
    assert [path.name for path in find_suspects([str(tmp_path / name) for name in names])] == [
        "marked",
        "large",
        "missing",
        "folder",
    ]


def test_a_pipe_is_read_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As in `cssgen check <(git show HEAD:a.css)`: a first look would take its content away."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(MARKED,))
    writer.start()
    assert main(["check", str(pipe)]) == 1
    writer.join()
    assert "unfilled marker: red" in capsys.readouterr().out
