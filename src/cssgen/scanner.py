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


# Alternatives are tried in this order, each named like its kind. A word is an identifier, a number or a dimension:
# which of them matters only for `url`. A newline may follow a backslash inside a string, but not inside a word; a
# blank behind hexadecimal digits belongs to the escape. `+` behind a quantifier gives up backtracking: time is linear
# in the text, whatever it is.
_BLANK = r"(?:\r\n|[ \t\n\r\f])"
_HEX = rf"\\[0-9a-fA-F]{{1,6}}{_BLANK}?"
_ESCAPE = rf"(?:{_HEX}|\\[^\n\r\f0-9a-fA-F])"
_IN_STRING = rf"(?:{_HEX}|\\(?:\r\n|[\s\S]))"
_QUOTED, _SINGLE = rf"\"(?:[^\"\\\n\r\f]|{_IN_STRING})*+", rf"'(?:[^'\\\n\r\f]|{_IN_STRING})*+"
# https://drafts.csswg.org/css-syntax/#consume-url-token, with the remnants of a bad url. A hash or at-keyword is none.
_LETTERS = (
    rf"(?:\\?[uU]|\\0{{0,4}}[57]5{_BLANK}?)(?:\\?[rR]|\\0{{0,4}}[57]2{_BLANK}?)(?:\\?[lL]|\\0{{0,4}}[46][cC]{_BLANK}?)"
)
_URL = rf"(?<![#@]){_LETTERS}\([ \t\n\r\f]*+(?![\"'])(?:\\[\s\S]|[^)\\])*+"
_TOKEN = re.compile(
    rf"""
      (?P<SPACE>[ \t\n\r\f]+)
    | (?P<URL>{_URL}\))
    | (?P<UNCLOSED_URL>{_URL})
    | (?P<WORD>(?:[-\w]|[^\x00-\x7f]|{_ESCAPE})++)
    | (?P<COMMENT>/\*(?:[^*]|\*(?!/))*+\*/)
    | (?P<UNCLOSED_COMMENT>/\*[\s\S]*)
    | (?P<STRING>{_QUOTED}"|{_SINGLE}')
    | (?P<BAD_STRING>{_QUOTED}|{_SINGLE})
    | (?P<OPEN>[({{\[])
    | (?P<CLOSE>[)}}\]])
    | (?P<DELIM><!--|[\s\S])
    """,
    re.VERBOSE,
)
_KINDS = dict(Kind.__members__)


def scan(text: str, start: int = 0) -> Iterator[Token]:
    """Split `text` into tokens, from offset `start` on. Every character belongs to exactly one token."""
    for match in _TOKEN.finditer(text, start):
        yield Token(_KINDS[match.lastgroup or ""], match.start(), match.end(), match[0])
