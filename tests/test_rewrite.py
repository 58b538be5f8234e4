"""Files: batches, bytes outside the fills, and files that change meanwhile."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from cssgen.asking import check_files
from cssgen.candidates import Candidate, Generate
from cssgen.contexts import Context
from cssgen.fill import FillOptions
from cssgen.rewrite import Outcome, fill_bytes, rewrite_files
from cssgen.writing import replace_file

M = "/* complete: x */"


def answer(text: str = "color: red;") -> Generate:
    return lambda contexts: [[Candidate(text)] for _ in contexts]


def rewrite(tmp_path: Path, generate: Generate, *paths: Path) -> list[Outcome]:
    write = partial(replace_file, lock_dir=tmp_path / "locks")
    return list(rewrite_files(paths, generate, FillOptions(), write))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"\xef\xbb\xbfa {\r\n\t%s\r\n}", id="BOM, CRLF, tabs, no final newline"),
        pytest.param(b'@charset "windows-1252";\na { content: "\x93"; %s }\n', id="windows-1252"),
        pytest.param(b'@charset "shift_jis";\na { content: "\x83\x5c"; %s }\n', id="shift_jis with a backslash byte"),
        pytest.param("\ufeffa {{ content: '\u00e9'; {} }}\n".format("%s").encode("utf-16-le"), id="UTF-16"),
        pytest.param(b"a{b:c;%s}\x0cb{c:d}", id="form feed"),
    ],
)
def test_bytes_outside_stay(raw: bytes, tmp_path: Path) -> None:
    codec = "utf-16-le" if raw.startswith(b"\xff\xfe") else "ascii"
    head, tail = raw.split("%s".encode(codec))
    path = tmp_path / "a.css"
    path.write_bytes(head + M.encode(codec) + tail)
    (outcome,) = rewrite(tmp_path, answer(), path)
    assert outcome.written
    written = path.read_bytes()
    assert written.startswith(head)
    assert written.endswith(tail)
    assert "color: red;".encode(codec) in written
    assert rewrite(tmp_path, answer(), path) == []


def test_files_share_a_batch(tmp_path: Path) -> None:
    paths = [tmp_path / f"{index}.css" for index in range(5)]
    for path in paths:
        path.write_text(f"a {{ {M} }}\nb {{ {M} }}\n")
    sizes: list[int] = []

    def generate(contexts: Sequence[Context]) -> list[list[Candidate]]:
        sizes.append(len(contexts))
        return [[Candidate("color: red;")] for _ in contexts]

    outcomes = rewrite(tmp_path, generate, *paths)
    assert sizes == [10]
    assert [len(outcome.filled.fills) for outcome in outcomes] == [2] * 5


def test_files_without_markers_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text("a { color: red }")
    assert rewrite(tmp_path, answer(), path) == []


def test_broken_files_do_not_stop_the_others(tmp_path: Path) -> None:
    broken, sound = tmp_path / "a.css", tmp_path / "b.css"
    broken.write_bytes(b"\xff\xff /* complete: x */")
    sound.write_text(f"a {{ {M} }}")
    first, second = rewrite(tmp_path, answer(), broken, tmp_path / "gone.css", sound)[::2]
    assert [finding.code for finding in first.findings] == ["CSSG008"]
    assert second.written
    assert broken.read_bytes() == b"\xff\xff /* complete: x */"


def interfere(path: Path, text: str) -> Generate:
    """A model during whose work an editor saves `text`."""

    def generate(contexts: Sequence[Context]) -> list[list[Candidate]]:
        path.write_text(text)
        return [[Candidate(f"order: {index};")] for index, _ in enumerate(contexts)]

    return generate


@pytest.mark.parametrize(
    ("meanwhile", "after", "codes"),
    [
        pytest.param(f"/* new */\na {{ {M} }}", "/* new */\na { /* x */ order: 0; }", [], id="moved"),
        pytest.param("a { color: blue }", "a { color: blue }", ["CSSG010"], id="marker removed"),
        pytest.param(f"a {{ {M} color: (", f"a {{ {M} color: (", ["CSSG007", "CSSG010"], id="half typed"),
        pytest.param(f"a {{ color: {M} }}", f"a {{ color: {M} }}", ["CSSG010"], id="another place"),
        pytest.param(f"a {{ order: 9; {M} }}", f"a {{ order: 9; {M} }}", ["CSSG006"], id="set meanwhile"),
    ],
)
def test_saved_meanwhile(meanwhile: str, after: str, codes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text(f"a {{ {M} }}")
    (outcome,) = rewrite(tmp_path, interfere(path, meanwhile), path)
    assert path.read_text() == after
    assert sorted(finding.code for finding in outcome.findings) == codes


def test_equal_markers_keep_their_fills(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text(f"a {{ {M} }} b {{ {M} }}")
    rewrite(tmp_path, interfere(path, f"c {{ d: e }} a {{ {M} }} b {{ {M} }}"), path)
    assert path.read_text() == "c { d: e } a { /* x */ order: 0; } b { /* x */ order: 1; }"


def test_check(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text(f"a {{ {M} }}\n/* complte: y */\n")
    places = [(finding.code, finding.line, finding.column) for finding in check_files([path])]
    assert places == [("CSSG001", 1, 5), ("CSSG002", 2, 1)]


def test_standard_input() -> None:
    raw = f"a {{ {M} }}\r\n".encode()
    assert fill_bytes(Path("x.css"), raw, answer(), FillOptions()).content == b"a { /* x */ color: red; }\r\n"
    assert fill_bytes(Path("x.css"), b"a{}", answer(), FillOptions()).content == b"a{}"
    assert fill_bytes(Path("x.css"), b"\xff", answer(), FillOptions()).content == b"\xff"
