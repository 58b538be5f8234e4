"""Fuzzing harnesses of what reads: scanner, contexts, files, validator, settings. Each takes bytes, and may raise."""

import contextlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import tinycss2

from cssgen.asking import Request, check_request, read_request
from cssgen.blanks import MaskError
from cssgen.codes import CODES
from cssgen.config import load_settings, read_environment
from cssgen.contexts import Context, read_contexts
from cssgen.edits import Edit, Span, apply_edits
from cssgen.errors import FileError, UsageError
from cssgen.files import HOST_SUFFIXES, Stylesheet, decode_stylesheet
from cssgen.hosts import find_islands, mask_host
from cssgen.prefilter import may_hold_marker
from cssgen.preprocessors.dialects import Language
from cssgen.preprocessors.masking import find_interpolations, mask
from cssgen.scanner import Kind, scan
from cssgen.settings import Settings
from cssgen.structure import read_structure
from cssgen.validity import check_stylesheet, load_spec
from cssgen.validity.codes import CODES as CODES_OF_VALIDATOR
from cssgen.validity.tokens import tokenize
from cssgen.validity.values import check_value
from cssgen.witness import find_disagreement
from fuzz_inputs import read_raw, read_text

_KNOWN_CODES = CODES.keys() | CODES_OF_VALIDATOR.keys()
_SYNTAX = frozenset({"CSSG101", "CSSG102", "CSSG103", "CSSG104"})
_PROPERTIES = sorted(load_spec().properties)
_SETTINGS_FILE = Path(tempfile.mkdtemp(prefix="cssgen-fuzz-")) / "pyproject.toml"


def fuzz_scanner(data: bytes) -> None:
    """Tokens tile the text, and reading on from any of them finds the same ones."""
    text = read_text(data, "sheet")
    tokens = list(scan(text))
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(token.text.endswith("*/") for token in tokens if token.kind is Kind.COMMENT)
    middle = len(tokens) // 2
    if middle and tokens[middle - 1].text not in ("#", "@"):
        assert list(scan(text, tokens[middle].start)) == tokens[middle:]


def fuzz_scanner_tinycss2(data: bytes) -> None:
    """Scanner and tinycss2 see the same comments, and what is balanced to one is so to the other."""
    text = read_text(data, "sheet")
    assert find_disagreement(text) is None
    structure = read_structure(list(scan(text)))
    if not structure.broken and not structure.unclosed:
        kinds = set(_iter_error_kinds(tinycss2.parse_component_value_list(text)))
        assert kinds <= {"bad-url"}, kinds


def fuzz_readers(data: bytes) -> None:
    """Scanner and the validator's tokenizer agree on what is balanced."""
    text = read_text(data, "sheet")
    structure = read_structure(list(scan(text)))
    codes = {problem.code for problem in tokenize(text).problems}
    if "CSSG106" not in codes and "CSSG105" not in codes:
        is_broken = bool(structure.broken or structure.unclosed)
        assert is_broken == bool(codes & _SYNTAX), (structure.broken, structure.unclosed, codes)


def fuzz_contexts(data: bytes) -> None:
    """Markers are comments of the text, stand in order, and none escapes the cheap look."""
    text = read_text(data, "marked")
    asked = read_contexts(text)
    spans = [context.marker.span for context in asked.contexts]
    assert spans == sorted(spans)
    assert all(text[start : start + 2] == "/*" and text[end - 2 : end] == "*/" for start, end in spans)
    assert all(0 <= diagnostic.span.start <= diagnostic.span.end <= len(text) for diagnostic in asked.diagnostics)
    assert all(region.state and region.end <= len(text) for region in asked.regions)
    assert may_hold_marker(text) or not (asked.contexts or asked.diagnostics)
    for context in asked.contexts:
        assert len(context.prefix) <= context.marker.span.start
        assert read_contexts(context.marker.comment) is not None


def fuzz_files(data: bytes) -> None:
    """Whatever the encoding: no byte outside an edit changes, and what was written reads as meant."""
    raw = read_raw(data)
    sheet = decode_stylesheet(Path("a.css"), raw)
    request = read_request(sheet)
    if request is not None:
        assert all(finding.line >= 1 and finding.column >= 1 for finding in check_request(request))
    if not isinstance(sheet, Stylesheet):
        return
    assert sheet.splice([]) == raw
    place = data[-1] % (len(sheet.text) + 1) if data else 0
    end = min(len(sheet.text), place + len(data) % 4)
    edit = Edit(Span(place, end), "color: “red”;")
    with contextlib.suppress(FileError):
        spliced = sheet.splice([edit])
        [span] = sheet.byte_spans([edit.span])
        assert spliced.startswith(raw[: span.start])
        assert spliced.endswith(raw[span.end :])
        again = decode_stylesheet(Path("a.css"), spliced)
        if isinstance(again, Stylesheet) and sheet.encoding.startswith("utf-"):
            assert again.text == apply_edits(sheet.text, [edit])


def fuzz_compiled(data: bytes) -> None:
    """SCSS and Less: what is blanked out keeps its place, and each marker that may be filled is a comment of theirs."""
    language = list(Language)[len(data) % 2]
    text = _surround(data, "compiled", "\n.b {\n  /* complete: x */\n  color: red /* complete: y */;\n}\n")
    try:
        masked = mask(text, language)
    except MaskError as error:
        assert 0 <= error.offset <= len(text)
        return
    _check_masked(text, masked)
    assert all(0 <= start < end <= len(text) for start, end in find_interpolations(text, language))
    for context in _read_markers(Path(f"a.{language}"), text):
        assert context.dialect is not None
        assert context.dialect.language is language


def fuzz_hosts(data: bytes) -> None:
    """Style blocks stand behind one another, each behind a tag, and all else is blanked out in its place."""
    suffix = sorted(HOST_SUFFIXES)[len(data) % len(HOST_SUFFIXES)]
    text = _surround(data, "hosts", "\n<style>\n.b { /* complete: x */ }\n</style>\n")
    try:
        islands = list(find_islands(text, suffix))
        masked = mask_host(text, suffix)
    except MaskError as error:
        assert 0 <= error.offset <= len(text)
        return
    _check_masked(text, masked)
    ends = [end for _, end in islands]
    assert all(begin <= start <= end for begin, (start, end) in zip([0, *ends], islands, strict=False))
    for context in _read_markers(Path(f"a{suffix}"), text):
        start, end = context.marker.span
        assert any(first <= start and end <= last for first, last in islands)


def _surround(data: bytes, kind: str, middle: str) -> str:
    """Pieces, and often something good amid them."""
    place = len(data) // 3 if len(data) % 3 else len(data)
    around = [read_text(part, kind).replace("\ud83d", "") for part in (data[:place], data[place:])]
    return (middle if len(data) % 3 else "").join(around)


def _check_masked(text: str, masked: str) -> None:
    assert len(masked) == len(text)
    assert all(ours in (theirs, " ") for ours, theirs in zip(masked, text, strict=True))
    assert re.findall(r"[\r\n\f]", masked) == re.findall(r"[\r\n\f]", text)


def _read_markers(path: Path, text: str) -> Sequence[Context]:
    """The markers of a file that may be filled; the file itself must be the one that was written."""
    request = read_request(decode_stylesheet(path, text.encode()))
    if not isinstance(request, Request):
        return ()
    assert request.sheet.source == text.removeprefix("\ufeff")
    assert all(finding.line >= 1 and finding.column >= 1 for finding in check_request(request))
    spans = [context.marker.span for context in request.asked.contexts]
    assert all(request.sheet.source[start:end] == request.sheet.text[start:end] for start, end in spans)
    return request.asked.contexts if request.sheet.source == text else ()


def fuzz_validator(data: bytes) -> None:
    """Findings have codes that are explained, places in the text, and the order of the text."""
    text = read_text(data, "sheet")
    strictness: Literal["file", "generated"]
    for strictness in ("file", "generated"):
        found = check_stylesheet(text, strictness=strictness)
        spans = [diagnostic.span for diagnostic in found]
        assert spans == sorted(spans)
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert all(diagnostic.code in _KNOWN_CODES and diagnostic.message for diagnostic in found)


def fuzz_values(data: bytes) -> None:
    """A value stays as valid as it is if a comment, blanks or capitals are put into it."""
    head, body = data[:2].ljust(2, b"\0"), data[2:26]
    name = _PROPERTIES[int.from_bytes(head, "big") % len(_PROPERTIES)]
    value = " ".join(map(lambda byte: read_text(bytes([byte]), "value"), body))  # noqa: C417
    verdict = {diagnostic.code for diagnostic in check_value(name, value)}
    assert verdict <= _KNOWN_CODES
    if not verdict & _SYNTAX and not re.search(r"[\\'\"/]|url\(", value, re.IGNORECASE):
        assert {diagnostic.code for diagnostic in check_value(name, f"/**/ {value} /**/")} == verdict
        if "type(" not in value and "path(" not in value:
            assert {diagnostic.code for diagnostic in check_value(name, value.swapcase())} == verdict


def fuzz_config(data: bytes) -> None:
    """Settings are read, or refused with a sentence that names the file."""
    text = read_text(data, "settings")
    _SETTINGS_FILE.write_bytes(text.encode("utf-8", "surrogatepass" if len(data) % 7 else "replace"))
    try:
        settings = load_settings(_SETTINGS_FILE.parent, file=_SETTINGS_FILE, environment={})
    except UsageError as error:
        assert str(_SETTINGS_FILE) in str(error)
    else:
        assert isinstance(settings, Settings)
    with contextlib.suppress(UsageError):
        read_environment({"CSSGEN_SEED": text[:20], "CSSGEN_INCLUDE": text, "CSSGEN_KEYWORD": text})


def _iter_error_kinds(nodes: Iterable[Any]) -> Iterator[str]:
    stack = list(nodes)
    while stack:
        node = stack.pop()
        stack += getattr(node, "content", None) or getattr(node, "arguments", None) or ()
        if node.type == "error":
            yield node.kind
