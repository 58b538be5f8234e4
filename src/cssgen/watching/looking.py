"""A look at a file: what it asks for, and a digest of what it holds."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from cssgen.asking import Refusal, Request, read_request
from cssgen.contexts import Context
from cssgen.diagnostics import Diagnostic
from cssgen.errors import FileError
from cssgen.files import read_stylesheet

UNREADABLE = "unreadable"
"""In the place of a digest."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look saw.

    Attributes:
        digest: SHA-256 of the file.
        markers: the text of each marker that can be filled.
        remarks: what is to be said of the others, or of the file.
    """

    digest: str
    markers: frozenset[str] = frozenset()
    remarks: frozenset[str] = frozenset()

    @property
    def asks(self) -> frozenset[str]:
        """All that asks for something to be done."""
        return self.markers | self.remarks


def look(path: Path, keyword: str, known: Sight | None = None) -> Sight | None:
    """Look at a file; None if it is not there, or no file. One that is as it was known is not parsed again."""
    if not os.path.isfile(path):  # noqa: PTH113  no error if it may not be looked at
        return None
    try:
        sheet = read_stylesheet(path, may_wait=False)
    except FileError as error:
        return Sight(UNREADABLE, remarks=frozenset({str(error)})) if path.exists() else None
    digest = digest_bytes(sheet.raw)
    if known is not None and known.digest == digest:
        return known
    try:
        item = read_request(sheet, keyword)
    except Exception as error:
        return Sight(digest, remarks=frozenset({repr(error)}))
    return see(item) if item else Sight(digest)


def see(item: Request | Refusal) -> Sight:
    """What there is to be seen in a file that asks for something."""
    if isinstance(item, Refusal):
        return Sight(digest_bytes(item.raw), remarks=frozenset({f"{item.finding.code} {item.finding.message}"}))
    markers = frozenset(_marker_text(item, context) for context in item.asked.contexts)
    return Sight(digest_bytes(item.sheet.raw), markers, frozenset(map(_remark, item.asked.diagnostics)))


def narrow(item: Request, asks: frozenset[str]) -> Request:
    """A file that asks for nothing else than what is in `asks`."""
    contexts = tuple(context for context in item.asked.contexts if _marker_text(item, context) in asks)
    diagnostics = tuple(diagnostic for diagnostic in item.asked.diagnostics if _remark(diagnostic) in asks)
    return Request(item.sheet, replace(item.asked, contexts=contexts, diagnostics=diagnostics))


def digest_bytes(raw: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def _marker_text(item: Request, context: Context) -> str:
    """The marker itself, as it stands in the file."""
    start, end = context.marker.span
    return item.sheet.text[start:end]


def _remark(diagnostic: Diagnostic) -> str:
    """Wherever it stands: an edit above it makes no other remark of it."""
    return f"{diagnostic.code} {diagnostic.message}"
