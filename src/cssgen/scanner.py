"""Text to tokens with exact offsets, as much of CSS Syntax 3 as finding places in a stylesheet takes.

tinycss2 reports lines and columns of a text whose newlines it has normalised; cssgen edits the original
text, so it needs offsets of its own. `cssgen.witness` compares the comments found here with tinycss2's.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from cssgen.edits import Span


class Kind(StrEnum):
    """What a token is. Every other character is a token of its own, of kind DELIM."""

    COMMENT = "comment"
    UNCLOSED_COMMENT = "unclosed comment"
    STRING = "string"
    BAD_STRING = "bad string"
    URL = "url"
    UNCLOSED_URL = "unclosed url"
    WORD = "word"
    SPACE = "space"
    OPEN = "open"
    CLOSE = "close"
    DELIM = "delim"


class Token(NamedTuple):
    """A token and its place; `text[start:end]` is its source."""

    kind: Kind
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


# Alternatives are tried in this order. A word is an identifier, a number or a dimension: which of them
# matters only for `url`. A newline may follow a backslash inside a string, but not inside a word; a blank behind
# hexadecimal digits belongs to the escape.
_BLANK = r"(?:\r\n|[ \t\n\r\f])"
_HEX = rf"\\[0-9a-fA-F]{{1,6}}{_BLANK}?"
_ESCAPE = rf"(?:{_HEX}|\\[^\n\r\f0-9a-fA-F])"
_IN_STRING = rf"(?:{_HEX}|\\(?:\r\n|[\s\S]))"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\n\r\f]+)
    | (?P<word>(?:[-\w]|[^\x00-\x7f]|{_ESCAPE})++)
    | (?P<comment>/\*(?:[^*]|\*(?!/))*+(?P<closed>\*/)?)
    | (?P<string>"(?:[^"\\\n\r\f]|{_IN_STRING})*+(?P<quote2>")?
               | '(?:[^'\\\n\r\f]|{_IN_STRING})*+(?P<quote1>')?)
    | (?P<open>[({{\[])
    | (?P<close>[)}}\]])
    | (?P<delim><!--|[\s\S])
    """,
    re.VERBOSE,
)
# https://drafts.csswg.org/css-syntax/#consume-url-token, with the remnants of a bad url.
_URL_REST = re.compile(r"\([ \t\n\r\f]*(?![ \t\n\r\f\"'])(?:\\[\s\S]|[^)\\])*+(?P<closed>\))?")
_URL = re.compile(
    rf"(?:\\?u|\\0{{0,4}}[57]5{_BLANK}?)(?:\\?r|\\0{{0,4}}[57]2{_BLANK}?)(?:\\?l|\\0{{0,4}}[46]c{_BLANK}?)",
    re.IGNORECASE,
)

SIMPLE_KINDS = {
    "space": Kind.SPACE,
    "word": Kind.WORD,
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "delim": Kind.DELIM,
}


def scan(text: str, start: int = 0) -> Iterator[Token]:
    """Split `text` into tokens, from offset `start` on. Every character belongs to exactly one token."""
    position, end = start, len(text)
    previous = ""
    while position < end:
        match = _TOKEN.match(text, position)
        assert match is not None  # noqa: S101  the last alternative takes any character
        token = _read_token(text, match, previous)
        yield token
        position, previous = token.end, token.text


def _read_token(text: str, match: re.Match[str], previous: str) -> Token:
    group = match.lastgroup or ""
    start, end = match.span()
    if group == "word" and text[end : end + 1] == "(" and previous not in ("#", "@") and _URL.fullmatch(match[0]):
        rest = _URL_REST.match(text, end)
        if rest is not None:
            kind = Kind.URL if rest["closed"] else Kind.UNCLOSED_URL
            return Token(kind, start, rest.end(), text[start : rest.end()])
    return Token(_kind_of(match, group), start, end, match[0])


def _kind_of(match: re.Match[str], group: str) -> Kind:
    if match["comment"] is not None:
        return Kind.COMMENT if match["closed"] else Kind.UNCLOSED_COMMENT
    if match["string"] is not None:
        return Kind.STRING if match["quote1"] or match["quote2"] else Kind.BAD_STRING
    return SIMPLE_KINDS[group]
