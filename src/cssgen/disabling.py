"""Comments that switch cssgen off for a part of a file: `/* cssgen-disable CSSG110 -- our own property */`.

They work as those of Stylelint and ESLint do: with codes only these are meant, without all are; what follows ` -- ` is
the reason.
"""

import bisect
import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.scanner import Kind, Token, scan

UNFILLED = "CSSG001"
"""Code of markers: where it is switched off, they are plain comments."""
UNUSED = "CSSG145"
MALFORMED = "CSSG146"

# They are said of whole files, of what was done to them, or of such comments themselves.
FIXED = frozenset({*(f"CSSG{number:03}" for number in range(6, 20)), UNUSED, MALFORMED})
"""Codes that nothing switches off."""
_COMMENT = re.compile(
    r"/\*+\s*(?P<word>css-?gen[-: _]?[a-z][-_a-z]*)(?=[\s*])\s*(?P<rest>.*?)\s*\*+/", re.IGNORECASE | re.DOTALL
)
_REASON = re.compile(r"(?:\A|\s)-{2,}(?:\s|\Z)")
_NEWLINE = re.compile(r"\r\n|[\r\n\f]")
_CODE = re.compile(r"CSSG[0-9]{3}")
_ALL, _BUT = "all", "all but "


class Verb(StrEnum):
    """What a comment does."""

    DISABLE = "cssgen-disable"
    """From here on."""
    ENABLE = "cssgen-enable"
    """No longer, from here on."""
    LINE = "cssgen-disable-line"
    """On the line that the comment begins on."""
    NEXT_LINE = "cssgen-disable-next-line"
    """On the line behind the one that it ends on."""


class _Range(NamedTuple):
    """A part of a text in which the comment at `span` switches something off, or on again."""

    span: Span
    start: int
    end: int


class Disables:
    """What is switched off in a text.

    Attributes:
        problems: notes on comments that do nothing, or not what they seem to.
        listed: the words that comments list as codes, each with the span of its comment.
    """

    def __init__(self, text: str, tokens: Iterable[Token]) -> None:
        self.problems: list[Diagnostic] = []
        self.listed: list[tuple[str, Span]] = []
        self._length = len(text)
        self._lines = [0, *(match.end() for match in _NEWLINE.finditer(text))]
        # By code, `_ALL`, or `_BUT` and a code: what is open, and what is closed, in the order of the text, no overlap.
        self._open: dict[str, _Range] = {}
        self._closed: defaultdict[str, list[_Range]] = defaultdict(list)
        self._on_line: defaultdict[int, list[tuple[Span, frozenset[str]]]] = defaultdict(list)
        self._used: dict[Span, bool] = {}
        for token in tokens:
            match = _COMMENT.fullmatch(token.text) if token.kind is Kind.COMMENT else None
            if match is not None:
                self._read(token.span, match["word"], match["rest"])
        self._enable(Span(self._length, self._length), frozenset())

    @property
    def is_any(self) -> bool:
        """Whether there are such comments, or slips of them."""
        return bool(self._used or self.problems or self.listed)

    def hide(self, code: str, offset: int) -> bool:
        """Whether a diagnostic that begins at an offset is switched off; the comments that do it count as used."""
        if code in FIXED or not self._used:
            return False
        keys = (code,) if self._find(_BUT + code, offset) else (code, _ALL)
        hiding = [each.span for key in keys if (each := self._find(key, offset))]
        on_line = self._on_line.get(bisect.bisect_right(self._lines, offset), ())
        hiding += [span for span, codes in on_line if not codes or code in codes]
        self._used |= dict.fromkeys(hiding, True)
        return bool(hiding)

    def keep(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Those that are not switched off."""
        return [each for each in diagnostics if not self.hide(each.code, each.span.start)]

    def find_unused(self) -> list[Diagnostic]:
        """A note on each comment that has hidden nothing."""
        unused = (span for span, is_used in self._used.items() if not is_used)
        return [note(UNUSED, "there is nothing here to be disabled", span) for span in unused]

    def _find(self, key: str, offset: int) -> _Range | None:
        ranges = self._closed.get(key, [])
        index = bisect.bisect_right(ranges, offset, key=lambda each: each.start) - 1
        return ranges[index] if index >= 0 and offset <= ranges[index].end else None

    def _read(self, span: Span, word: str, rest: str) -> None:
        verb = _read_verb(word)
        if verb is None:
            if (near := _near(word)) is not None:
                self.problems.append(note(MALFORMED, f"`{word}` does nothing; did you mean `{near}`?", span))
            return
        words = [part for part in re.split(r"[,\s]+", _REASON.split(rest, maxsplit=1)[0]) if part]
        self.listed += ((part, span) for part in words)
        codes = frozenset(part.upper() for part in words if _CODE.fullmatch(part.upper()))
        if words and not codes:
            return  # prose where codes are expected: that is noted, and nothing is disabled
        if verb is Verb.ENABLE:
            if not self._enable(span, codes):
                self.problems.append(note(UNUSED, "nothing is disabled here", span))
            return
        self._used[span] = False
        if verb is Verb.DISABLE:
            for key in codes or (_ALL,):
                self._open.setdefault(key, _Range(span, span.start, self._length))
        else:
            offset, below = (span.start, 0) if verb is Verb.LINE else (span.end, 1)
            self._on_line[bisect.bisect_right(self._lines, offset) + below].append((span, codes))

    def _enable(self, span: Span, codes: frozenset[str]) -> bool:
        """End what is open; a list of codes ends only these, also where all is disabled. Whether there was anything."""
        ended = [key for key in codes or self._open if key in self._open]
        for key in ended:
            self._closed[key].append(self._open.pop(key)._replace(end=span.start))
        excepted = {_BUT + code for code in codes} - self._open.keys() if _ALL in self._open else set()
        self._open |= dict.fromkeys(excepted, _Range(span, span.start, self._length))
        return bool(ended or excepted)


def read_disables(text: str, tokens: Sequence[Token] | None = None) -> Disables:
    """What the comments of a text switch off; `tokens` are its tokens, if it was scanned already."""
    if re.search("css-?gen", text, re.IGNORECASE) is None:
        return Disables(text, ())
    return Disables(text, scan(text) if tokens is None else tokens)


def _read_verb(word: str) -> Verb | None:
    try:
        return Verb(word.lower())
    except ValueError:
        return None


def _near(word: str) -> str | None:
    """The word that was meant, if one was; the end of a region is no slip."""
    found = difflib.get_close_matches(re.sub(r"[ :_]", "-", word.lower()), [*Verb, "cssgen-end"], n=1, cutoff=0.75)
    return found[0] if found and found[0] != "cssgen-end" else None


def note(code: str, message: str, span: Span) -> Diagnostic:
    """A note, which makes no command fail."""
    return Diagnostic(code, message, span, Severity.NOTE)
