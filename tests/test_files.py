"""Bytes to text and back: what is read, what is refused, and which bytes an edit touches."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cssgen.edits import Edit, Span, apply_edits
from cssgen.errors import FileError
from cssgen.files import Stylesheet, Unreadable, decode_stylesheet, read_stylesheet
from cssgen.limits import DEFAULT_LIMITS

SHEET = Path("a.css")


def decoded(raw: bytes) -> Stylesheet:
    sheet = decode_stylesheet(SHEET, raw)
    assert isinstance(sheet, Stylesheet), sheet
    return sheet


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        pytest.param(b"", "utf-8", "", id="empty file"),
        pytest.param(b"a{}", "utf-8", "a{}", id="no final newline"),
        pytest.param(b"a{}\r\nb{}\r\n", "utf-8", "a{}\r\nb{}\r\n", id="CRLF"),
        pytest.param(b"a{}\rb{}\fc{}\n", "utf-8", "a{}\rb{}\fc{}\n", id="lone CR and form feed"),
        pytest.param("é{}".encode(), "utf-8", "é{}", id="UTF-8 by default"),
        pytest.param(b"\xef\xbb\xbfa{}", "utf-8", "a{}", id="UTF-8 BOM"),
        pytest.param(b"\xfe\xff\x00a\x26\x3a", "utf-16be", "a☺", id="UTF-16 BE by BOM"),
        pytest.param(b"\xff\xfea\x00\x3a\x26", "utf-16le", "a☺", id="UTF-16 LE by BOM"),
        pytest.param(b'@charset "windows-1252";\x93', "windows-1252", '@charset "windows-1252";“', id="windows-1252"),
        pytest.param(b'@charset "latin1";\x93', "windows-1252", '@charset "latin1";“', id="a label of windows-1252"),
        pytest.param(
            b'@charset "Shift_JIS";\x83\x5c\x87\x40',
            "shift_jis",
            '@charset "Shift_JIS";ソ①',
            id="Shift_JIS with a backslash byte and an extension",
        ),
        pytest.param(b'@charset "utf-16le";a', "utf-8", '@charset "utf-16le";a', id="UTF-16 declared means UTF-8"),
        pytest.param(b'@charset "klingon";a', "utf-8", '@charset "klingon";a', id="unknown label"),
        pytest.param(b"@charset 'latin1';\xc3\xa9", "utf-8", "@charset 'latin1';é", id="single quotes do not declare"),
        pytest.param(
            b'\xef\xbb\xbf@charset "latin1";\xc3\xa9',
            "utf-8",
            '@charset "latin1";é',
            id="the BOM goes before @charset",
        ),
    ],
)
def test_decode(raw: bytes, encoding: str, text: str) -> None:
    sheet = decoded(raw)
    assert (sheet.encoding, sheet.text) == (encoding, text)
    assert sheet.splice([]) == raw


@pytest.mark.parametrize(
    ("raw", "place", "part"),
    [
        pytest.param("ä{}\r\n é".encode() + b"\xff", (2, 3), "byte 0xff is not valid utf-8", id="byte"),
        pytest.param(b"a{}\n\xc3", (2, 1), "byte 0xc3", id="cut in a character"),
        pytest.param(b'@charset "sjis";\n\x83', (2, 1), "not valid shift_jis", id="Shift_JIS cut short"),
        pytest.param(b"\xfe\xff\x00a\x00", (1, 2), "not valid utf-16be", id="odd number of bytes in UTF-16"),
        pytest.param(b"a{}\n b\0", (2, 3), "NUL character", id="NUL"),
        pytest.param(b"a\0b\0", (1, 2), "NUL character", id="UTF-16 without BOM"),
        pytest.param(b"a" * (DEFAULT_LIMITS.file_bytes + 1), (1, 1), "larger than 1,000,000 bytes", id="too large"),
        pytest.param(b"a{}\r\n" + b"b" * 5_001 + b"\nc", (2, 1), "line of 5,001 characters", id="minified"),
    ],
)
def test_decode_refuses(raw: bytes, place: tuple[int, int], part: str) -> None:
    refused = decode_stylesheet(SHEET, raw)
    assert isinstance(refused, Unreadable)
    finding = refused.finding
    assert (finding.line, finding.column) == place
    assert part in finding.message
    assert str(finding).startswith(f"a.css:{place[0]}:{place[1]}: ")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"b" * 5_000 + b"\n" + b"c" * 5_000, id="lines of 5,000"),
        pytest.param(("é" * 4_999 + "\f" + "é" * 5_000).encode(), id="code points are counted, not bytes"),
        pytest.param(b"a\n" * (DEFAULT_LIMITS.file_bytes // 2), id="1,000,000 bytes"),
    ],
)
def test_decode_refuses_noop(raw: bytes) -> None:
    assert decoded(raw).raw == raw


@pytest.mark.parametrize(
    ("raw", "find", "replacement", "expected"),
    [
        pytest.param(b"a\r\nM\r\nb", "M", "x\r\ny", b"a\r\nx\r\ny\r\nb", id="CRLF stays"),
        pytest.param("é☺M𝄞".encode(), "M", "—", "é☺—𝄞".encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfM", "M", "x", b"\xef\xbb\xbfx", id="BOM stays"),
        pytest.param(
            b"\xff\xfe" + "𝄞M".encode("utf-16le"),
            "M",
            "é",
            b"\xff\xfe" + "𝄞é".encode("utf-16le"),
            id="UTF-16 with a surrogate pair",
        ),
        pytest.param(
            b'@charset "latin1";\xe9M\x80',
            "M",
            "é—\u2192",
            b'@charset "latin1";\xe9\xe9\x97\\2192 \x80',
            id="windows-1252 escapes what it lacks",
        ),
        pytest.param(
            b'@charset "shift_jis";\x87\x90M\x83\x5c',
            "M",
            "表é",
            b'@charset "shift_jis";\x87\x90\x95\x5c\\e9 \x83\x5c',
            id="Shift_JIS: the second form of a character stays (0x8790, not 0x81e0)",
        ),
        pytest.param(
            b'@charset "iso-2022-jp";/*\x1b$B$"\x1b(BM*/',
            "M",
            "xあé",
            b'@charset "iso-2022-jp";/*\x1b$B$"\x1b(Bx\x1b$B$"\x1b(B\\e9 */',
            id="ISO-2022-JP switches back and forth",
        ),
        pytest.param(b'@charset "shift_jis";M', "M", "¬", b'@charset "shift_jis";\\ac ', id="no look-alikes (0xffe2)"),
        pytest.param(b"M", "M", "", b"", id="nothing left"),
    ],
)
def test_splice(raw: bytes, find: str, replacement: str, expected: bytes) -> None:
    sheet = decoded(raw)
    start = sheet.text.index(find)
    edit = Edit(Span(start, start + len(find)), replacement)
    assert sheet.splice([edit]) == expected


@pytest.mark.parametrize(
    ("raw", "span"),
    [
        pytest.param(b'@charset "latin1";\xe9', Span(0, 1), id="no longer declared"),
        pytest.param(b'@charset "iso-2022-jp";M\x1b$B$"\x1b(B', Span(23, 24), id="cuts off a switch of character sets"),
    ],
)
def test_splice_proves_its_result(raw: bytes, span: Span) -> None:
    with pytest.raises(FileError, match=r"^a\.css: cannot be edited safely in its encoding, "):
        decoded(raw).splice([Edit(span, "x")])


def test_splice_refuses_overlapping_edits() -> None:
    with pytest.raises(ValueError, match="overlap"):
        decoded(b"abc").splice([Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")])


def test_byte_spans() -> None:
    sheet = decoded("\ufeffé☺𝄞a".encode())
    assert sheet.byte_spans([Span(0, 1), Span(1, 3), Span(3, 4)]) == [Span(3, 5), Span(5, 12), Span(12, 13)]


@given(
    before=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    after=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    inserted=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    encoding=st.sampled_from(["utf-8", "windows-1252", "shift_jis", "gb18030", "euc-jp", "koi8-r"]),
)
def test_splice_keeps_every_other_byte(before: str, after: str, inserted: str, encoding: str) -> None:
    head = f'@charset "{encoding}";'.encode() + before.encode(encoding, "ignore")
    tail = after.encode(encoding, "ignore")
    sheet = decode_stylesheet(SHEET, head + b"/*M*/" + tail)
    if not isinstance(sheet, Stylesheet):
        return
    marker = Span(sheet.text.rindex("/*M*/"), sheet.text.rindex("/*M*/") + 5)
    spliced = sheet.splice([Edit(marker, inserted)])
    [bytes_of_marker] = sheet.byte_spans([marker])
    assert spliced.startswith(sheet.raw[: bytes_of_marker.start])
    assert spliced.endswith(sheet.raw[bytes_of_marker.end :])
    if encoding in {"utf-8", "gb18030"}:
        assert spliced.decode(encoding) == apply_edits(sheet.text, [Edit(marker, inserted)])


def test_read_stylesheet(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_bytes(b"a{}\r\n")
    assert read_stylesheet(path) == Stylesheet(path, b"a{}\r\n", "utf-8", b"", "a{}\r\n", "a{}\r\n")


def test_read_stylesheet_does_not_read_large_files(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a hole: reading it would need a terabyte
    refused = read_stylesheet(path)
    assert isinstance(refused, Unreadable)
    assert "larger than" in refused.finding.message


@pytest.mark.parametrize("name", [pytest.param("missing.css", id="missing"), pytest.param(".", id="directory")])
def test_read_stylesheet_refuses(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="cannot be read: "):
        read_stylesheet(tmp_path / name)
