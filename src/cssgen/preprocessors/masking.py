"""SCSS and Less to text that a reader of CSS splits in the same places: what CSS does not know becomes blanks.

Blanked are `//` comments, interpolations (`#{…}`, `@{…}`), and `url` where Sass calls a function. All else keeps its
place. Where it cannot be told what is a comment, as versions of a compiler disagree, the file is refused.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cssgen.blanks import MaskError, blank
from cssgen.preprocessors.dialects import Language
from cssgen.scanner import Kind, scan

_LITERALS = frozenset({Kind.COMMENT, Kind.STRING, Kind.URL})
_UNTOLD = "what Sass and Less make of this cannot be told"

_CODE = {
    Language.SCSS: re.compile(
        r"""
          (?P<comment>/\*) | (?P<silent>//[^\n\r\f]*+) | (?P<quote>["'])
        | (?P<interpolation>\#\{) | (?P<url>(?<![-\w\\]|[^\x00-\x7f])url\() | (?P<untold>url-prefix\()
        | \\. | (?P<end>[;{}])
        """,
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    ),
    Language.LESS: re.compile(
        r"""
          (?P<comment>/\*) | (?P<silent>//[^\n\r]*+) | (?P<quote>["'])
        | (?P<interpolation>@\{) | (?P<url>(?<![-\w\\]|[^\x00-\x7f])[uU][rR][lL]\() | (?P<untold>[`\f])
        | \\. | (?P<end>[;{}])
        """,
        re.VERBOSE | re.DOTALL,
    ),
}
# https://sass-lang.com/documentation/values/strings: `\` continues a line; anything may be interpolated.
_STRING_PARTS = {quote: re.compile(rf"[^{quote}\\\n\r\f#]++|\\.|\#(?!\{{)", re.DOTALL) for quote in "\"'"}
_LESS_STRINGS = {quote: re.compile(rf"{quote}(?:[^{quote}\\\n\r\f]|\\.)*+{quote}", re.DOTALL) for quote in "\"'"}
# What Sass takes for a URL and not for the arguments of a function, without braces.
_SASS_URL_PART = re.compile(r"(?:[!%&*-\[\]-z|~]|[^\x00-\x7f]|\\[^\n\r\f]|\#(?!\{))++")
_BLANKS = re.compile(r"[ \t\n\r\f]*+")
_LESS_URL = re.compile(r"(?:[^()\"'\\\n\r\f])*+\)")
_LESS_NAME = re.compile(r"@\{[-\w]+\}")
_IN_INTERPOLATION = re.compile(r"(?P<untold>//|/\*)|(?P<sign>[{}\"'])|\\.", re.DOTALL)
# Values that some versions read as they stand, `//` included.
_RAW_VALUE = {
    Language.SCSS: re.compile(r"\s*--|.*\b(?:calc|element|expression|progid)\b", re.DOTALL | re.IGNORECASE),
    Language.LESS: re.compile(r"\s*(?:--|@(?!media\b|import\b|supports\b))", re.DOTALL),
}
_HARMLESS = re.compile(r"[^;{}()\[\]\"'\\/*#$@`]*")
_HARMLESS_IN_COMMENT = re.compile(r"[^{}\"'*/]*\}")
_MAX_STATEMENT = 10_000  # characters; to look back further each time takes too long


class _Literal(NamedTuple):
    kind: Kind
    start: int
    end: int


def mask(text: str, language: Language) -> str:
    """`text` with blanks for what CSS does not know: offsets, lines and columns stay.

    Raises:
        MaskError: comments, strings and URLs cannot be told for certain.
    """
    reader = _Reader(text, language)
    reader.read()
    pieces: list[str] = []
    position = 0
    for start, end in reader.masked:
        pieces += [text[position:start], blank(text[start:end])]
        position = end
    masked = "".join([*pieces, text[position:]])
    _compare(masked, reader.literals)
    return masked


def find_line_comments(text: str, language: Language, keyword: str) -> Iterator[tuple[int, int]]:
    """`// complete: …`, which looks like a marker: where each such comment starts and ends."""
    if re.search(rf"//+\s*{re.escape(keyword)}", text, re.IGNORECASE) is None:
        return iter(())
    reader = _Reader(text, language)
    reader.read()
    begins = re.compile(rf"//+\s*{re.escape(keyword)}\s*(?:\([^()]*\))?\s*:", re.IGNORECASE)
    return ((start, end) for start, end in reader.masked if begins.match(text, start, end))


def find_interpolations(text: str, language: Language) -> list[tuple[int, int]]:
    """Where what is blanked out, other than comments, starts and ends."""
    reader = _Reader(text, language)
    reader.read()
    return [(start, end) for start, end in reader.masked if not text.startswith("//", start)]


def _compare(masked: str, literals: list[_Literal]) -> None:
    """The scanner must see the same comments, strings and URLs as Sass or Less, and no other ones."""
    seen = [_Literal(token.kind, token.start, token.end) for token in scan(masked) if token.kind in _LITERALS]
    for ours, theirs in zip(literals, seen, strict=False):
        if ours != theirs:
            raise MaskError(_UNTOLD, min(ours.start, theirs.start))
    if len(literals) != len(seen):
        rest = (literals if len(literals) > len(seen) else seen)[min(len(literals), len(seen))]
        raise MaskError(_UNTOLD, rest.start)


class _Reader:
    """A text read as the compiler of its language reads it."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.masked: list[tuple[int, int]] = []
        self.literals: list[_Literal] = []
        self._statement = 0

    def read(self) -> None:
        position = 0
        while (match := _CODE[self.language].search(self.text, position)) is not None:
            position = self._read_match(match)

    def _read_match(self, match: re.Match[str]) -> int:
        start, end = match.span()
        match match.lastgroup:
            case "comment":
                return self._read_comment(start)
            case "silent":
                self._check_silent(start, match[0])
                self.masked.append((start, end))
            case "quote":
                return self._read_string(start, match[0])
            case "interpolation":
                end = self._skip_interpolation(start)
                self.masked.append((start, end))
            case "url":
                return self._read_url(start, end)
            case "untold":
                raise MaskError(_UNTOLD, start)
            case "end":
                self._statement = end
        return end

    def _read_comment(self, start: int) -> int:
        end = self.text.find("*/", start + 2) + 2
        if end < 2:
            raise MaskError("comment is never closed", start)
        if self.language is Language.SCSS:
            # Sass interpolates in comments: what is interpolated must not hold the comment's end.
            place = self.text.find("#{", start, end)
            while place >= 0:
                if not _HARMLESS_IN_COMMENT.match(self.text, place + 2, end):
                    raise MaskError(_UNTOLD, place)
                place = self.text.find("#{", place + 2, end)
        self.literals.append(_Literal(Kind.COMMENT, start, end))
        return end

    def _check_silent(self, start: int, comment: str) -> None:
        """Where `//` may be part of a value, what follows must not matter."""
        if _HARMLESS.fullmatch(comment, 2):
            return
        is_long = start - self._statement > _MAX_STATEMENT
        if is_long or _RAW_VALUE[self.language].match(self.text, self._statement, start):
            raise MaskError(_UNTOLD, start)

    def _read_string(self, start: int, quote: str) -> int:
        end = self._skip_string(start, quote)
        self.literals.append(_Literal(Kind.STRING, start, end))
        return end

    def _skip_string(self, start: int, quote: str) -> int:
        if self.language is Language.LESS:
            match = _LESS_STRINGS[quote].match(self.text, start)
            if match is None:
                raise MaskError("string is not closed on its line", start)
            return match.end()
        position = start + 1
        while not self.text.startswith(quote, position):
            match = _STRING_PARTS[quote].match(self.text, position)
            if match is not None:
                position = match.end()
            elif self.text.startswith("#{", position):
                end = self._skip_interpolation(position)
                self.masked.append((position, end))
                position = end
            else:
                raise MaskError("string is not closed on its line", start)
        return position + 1

    def _skip_interpolation(self, start: int) -> int:
        """Where it ends. What is open in it: braces, and strings, in which there may be braces again."""
        if self.language is Language.LESS:
            match = _LESS_NAME.match(self.text, start)
            if match is None:
                raise MaskError(_UNTOLD, start)
            return match.end()
        stack = ["{"]
        position = start + 2
        while stack:
            if stack[-1] != "{":
                position = self._skip_in_string(position, stack, start)
                continue
            match = _IN_INTERPOLATION.search(self.text, position)
            if match is None or match["untold"]:
                raise MaskError(_UNTOLD, start)
            position = match.end()
            if match["sign"] == "}":
                stack.pop()
            elif match["sign"]:
                stack.append(match["sign"])
        return position

    def _skip_in_string(self, position: int, stack: list[str], start: int) -> int:
        """One part of a string that stands in an interpolation."""
        match = _STRING_PARTS[stack[-1]].match(self.text, position)
        if match is not None:
            return match.end()
        if self.text.startswith(stack[-1], position):
            stack.pop()
            return position + 1
        if not self.text.startswith("#{", position):
            raise MaskError(_UNTOLD, start)
        stack.append("{")
        return position + 2

    def _read_url(self, start: int, end: int) -> int:
        if self.text[max(0, start - 1) : start] in ("$", "@", "#", ".", "%", "&"):
            raise MaskError(_UNTOLD, start)
        if self.language is Language.LESS:
            return self._read_less_url(start, end)
        if self._is_quoted(end):
            return end
        close, is_plain = self._find_url_end(end)
        if not close:
            self.masked.append((start, end - 1))  # a function: its arguments are read as all code
            return end
        if is_plain:
            self.literals.append(_Literal(Kind.URL, start, close))
        else:
            self.masked.append((start, close))
        return close

    def _find_url_end(self, position: int) -> tuple[int, bool]:
        """Where a URL ends in Sass, 0 if it is none, and whether nothing is interpolated in it."""
        position = self._skip_blanks(position)
        is_plain = True
        while True:
            match = _SASS_URL_PART.match(self.text, position)
            if match is not None:
                position = match.end()
            elif self.text.startswith("#{", position):
                position, is_plain = self._skip_interpolation(position), False
            else:
                position = self._skip_blanks(position)
                return (position + 1 if self.text.startswith(")", position) else 0), is_plain

    def _skip_blanks(self, position: int) -> int:
        match = _BLANKS.match(self.text, position)
        return match.end() if match else position

    def _is_quoted(self, position: int) -> bool:
        return self.text.startswith(('"', "'"), self._skip_blanks(position))

    def _read_less_url(self, start: int, end: int) -> int:
        if self._is_quoted(end):
            return end
        match = _LESS_URL.match(self.text, end)
        if match is None or not self.text.startswith("url", start):  # Less knows it in lower case only
            raise MaskError(_UNTOLD, start)
        self.literals.append(_Literal(Kind.URL, start, match.end()))
        return match.end()
