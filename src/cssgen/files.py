"""Files to text and back. Nothing is normalised, and bytes outside an edit are never encoded anew."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cssgen.blanks import MaskError
from cssgen.diagnostics import Finding, LineIndex, Severity
from cssgen.edits import Edit, Span, apply_edits
from cssgen.encodings import byte_offsets, escape_unencodable, find_codec, sniff_encoding
from cssgen.errors import FileError
from cssgen.limits import DEFAULT_LIMITS
from cssgen.preprocessors.dialects import LANGUAGES, NO_STYLESHEETS, UNREAD, Language
from cssgen.regular_files import open_regular, read_any, read_regular

MAX_LINE_LENGTH = 5_000
"""Code points. A longer line is the work of a minifier, whose input is the file to edit."""

UNREADABLE = "CSSG008"
"""Code of a file whose bytes are no text in its encoding."""
UNSUITABLE = "CSSG009"
"""Code of a file that is minified."""
UNBALANCED = "CSSG007"
"""Code of a host file with a style block that is not balanced, or has no end."""
HOST_SUFFIXES = frozenset({".html", ".vue", ".svelte", ".astro"})
"""Of files that hold style blocks."""
MISREAD = "CSSG019"
"""Code of a file in a language other than CSS, or of which cssgen cannot tell what its compiler reads."""
TOO_LARGE = "CSSG013"
"""Code of a file that is too large."""
_CHUNK = 1 << 20
_MAX_LOOKED = 256 * _CHUNK


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """A file as it was read.

    Attributes:
        path: where it was read, as given.
        raw: all its bytes.
        encoding: name in the encoding standard, `"utf-8"` for most.
        bom: the byte order mark at the start of `raw`, or nothing.
        text: `raw` behind `bom`, decoded; line ends are those of the file. Of a host file, such as HTML, all but its
            style blocks is blanked out, and of SCSS and Less what CSS does not know, so that offsets, lines and columns
            stay the same.
        source: the same with nothing blanked out.
    """

    path: Path
    raw: bytes
    encoding: str
    bom: bytes
    text: str
    source: str

    def byte_spans(self, spans: Sequence[Span]) -> list[Span]:
        """The half-open ranges of `raw`, in bytes, that hold the code points of `spans`."""
        body = self.raw[len(self.bom) :]
        offsets = (offset for span in spans for offset in span)
        to_byte = byte_offsets(body, self.source, self.encoding, offsets)
        return [Span(*(len(self.bom) + to_byte[offset] for offset in span)) for span in spans]

    def splice(self, edits: Iterable[Edit]) -> bytes:
        """Replace the bytes of the edits' spans, and no others.

        Characters that the encoding cannot hold are written as CSS escapes.

        Raises:
            ValueError: if two edits overlap.
            FileError: if the result would not read as meant, as may happen in a stateful encoding.
        """
        codec = find_codec(self.encoding)
        escaped = [Edit(span, escape_unencodable(text, codec)) for span, text in sorted(edits)]
        expected = apply_edits(self.source, escaped)
        pieces: list[bytes] = []
        position = 0
        for span, edit in zip(self.byte_spans([edit.span for edit in escaped]), escaped, strict=True):
            pieces += (self.raw[position : span.start], codec.encode(edit.replacement, "strict")[0])
            position = span.end
        spliced = b"".join((*pieces, self.raw[position:]))
        if not _reads_as(spliced, expected):
            raise FileError(f"{self.path}: cannot be edited safely in its encoding, {self.encoding}")
        if not self._keeps_mask(expected, apply_edits(self.text, escaped)):
            raise FileError(f"{self.path}: the CSS would not be read as CSS there")
        return spliced

    def _keeps_mask(self, source: str, text: str) -> bool:
        """Whether of the file, filled, the same is CSS as before, with nothing more in it than the fills."""
        mask = find_mask(self.path)
        if mask is None:
            return True
        try:
            return mask(source) == text
        except MaskError:
            return False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cssgen leaves alone, and why; `raw` is its bytes, of a large file only the first."""

    path: Path
    raw: bytes
    finding: Finding


def read_stylesheet(
    path: Path, max_bytes: int = DEFAULT_LIMITS.file_bytes, *, may_wait: bool = True
) -> Stylesheet | Unreadable:
    """Read and decode the file at `path`; a pipe only if that may wait for it.

    Raises:
        FileError: if the system does not let us read it.
    """
    try:
        raw = read_any(path, max_bytes + 1) if may_wait else read_regular(path, max_bytes + 1)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from error
    return decode_stylesheet(path, raw, max_bytes)


def holds_word(path: Path, word: bytes) -> bool:
    """Whether a file that is too large to be read holds `word`, in any case, in UTF-16 too.

    Raises:
        FileError: if the system does not let us read it.
    """
    tail = b""
    try:
        with open_regular(path) as file:
            for _ in range(_MAX_LOOKED // _CHUNK):
                chunk = file.read(_CHUNK)
                tail = tail[-len(word) :] + chunk.replace(b"\0", b"").lower()
                if not chunk or word in tail:
                    return bool(chunk)
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {error.strerror}") from error
    return True  # nobody looks further


def decode_stylesheet(path: Path, raw: bytes, max_bytes: int = DEFAULT_LIMITS.file_bytes) -> Stylesheet | Unreadable:
    """Decode `raw`, the content of the file at `path`; a text that cssgen should not edit is refused."""
    if len(raw) > max_bytes:
        return _unreadable(path, raw, "", TOO_LARGE, f"larger than {max_bytes:,} bytes: skipped")
    encoding, bom = sniff_encoding(raw)
    codec = find_codec(encoding)
    try:
        text, _ = codec.decode(raw[len(bom) :], "strict")
    except UnicodeDecodeError as error:
        before, _ = codec.decode(raw[len(bom) :][: error.start], "strict")
        byte = raw[len(bom) + error.start]
        return _unreadable(path, raw, before, UNREADABLE, f"byte 0x{byte:02x} is not valid {encoding}")
    mask, language = find_mask(path), find_language(path)
    try:
        masked = mask(text) if mask else text
    except MaskError as error:
        code = UNBALANCED if path.suffix.lower() in HOST_SUFFIXES else MISREAD
        return _unreadable(path, raw, text[: error.offset], code, str(error))
    if language and encoding != "utf-8":
        return _unreadable(path, raw, "", MISREAD, f"compilers read UTF-8, and this is {encoding}")
    return _find_obstacle(path, raw, masked) or Stylesheet(path, raw, encoding, bom, masked, text)


def find_language(path: Path) -> Language | None:
    """The language of a file that is compiled to CSS; None for all others."""
    return LANGUAGES.get(path.suffix.lower())


def find_mask(path: Path) -> Callable[[str], str] | None:
    """What blanks out all but the CSS of a file; None if all of it is CSS."""
    suffix = path.suffix.lower()
    if suffix in HOST_SUFFIXES:
        from cssgen.hosts import mask_host  # most files are none

        return partial(mask_host, suffix=suffix)
    language = find_language(path)
    if language is not None:
        from cssgen.preprocessors.masking import mask

        return partial(mask, language=language)
    if suffix in NO_STYLESHEETS:
        return _refuse_other
    return _refuse_indented if suffix in UNREAD else None


def _refuse_indented(_text: str) -> str:
    raise MaskError("stylesheets without braces are not read", 0)


def _refuse_other(_text: str) -> str:
    raise MaskError("this is no stylesheet: CSS in other languages is not read", 0)


def _reads_as(raw: bytes, text: str) -> bool:
    """Whether `raw` decodes to `text`."""
    encoding, bom = sniff_encoding(raw)
    try:
        return find_codec(encoding).decode(raw[len(bom) :], "strict")[0] == text
    except UnicodeDecodeError:
        return False


def _find_obstacle(path: Path, raw: bytes, text: str) -> Unreadable | None:
    """Why a text that could be decoded is left alone."""
    before, nul, _ = text.partition("\0")
    if nul:
        return _unreadable(path, raw, before, UNREADABLE, "NUL character: a binary file, or UTF-16 without BOM")
    if len(text) <= MAX_LINE_LENGTH:
        return None
    start = 0
    for line in re.split(r"[\r\n\f]", text):
        if len(line.strip(" ")) > MAX_LINE_LENGTH:
            message = f"line of {len(line):,} characters, as minifiers write: skipped"
            return _unreadable(path, raw, text[:start], UNSUITABLE, message)
        start += len(line) + 1
    return None


def _unreadable(path: Path, raw: bytes, before: str, code: str, message: str) -> Unreadable:
    """A finding about the place behind the text `before`: an error, or a note on a file of the wrong kind."""
    severity = Severity.ERROR if code in (UNREADABLE, UNBALANCED, MISREAD) else Severity.NOTE
    line, column = LineIndex(before).position(len(before))
    return Unreadable(path, raw, Finding(code, message, severity, line, column, line, column, str(path)))
