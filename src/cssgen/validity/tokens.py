"""Text to component values: a tokenizer with exact offsets, and the nesting of blocks and functions.

https://drafts.csswg.org/css-syntax/#tokenization. Three things differ from a browser's: every offset is one
of the original text (nothing is normalised), blanks and comments are no tokens but the `spaced` mark of the
token behind them, and what a browser closes silently at the end of the file is reported.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.validity.escapes import unescape

MAX_DEPTH = 40
"""Deepest nesting of blocks and functions that is looked at; real stylesheets stay below 15."""

_BLANK = r"[ \t\n\r\f]"
_IN_STRING = r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|\r\n|(?s:.))"
_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|[^\n\r\f0-9a-fA-F]|\Z)"
# Letters, digits, `_`, `-`, NUL and all that is not ASCII, said by what is left out: that compiles faster.
_NAME = rf"(?:[^\x01-,./:-@\[-^`{{-\x7f]|{_ESCAPE})"
_IDENT = rf"(?:--|-?(?:[^\x01-@\[-^`{{-\x7f]|{_ESCAPE})){_NAME}*+"
# A letter of `url` may be escaped, too.
_LETTERS = (
    rf"(?:\\?[{letter}]|\\0{{0,4}}[{high}]{low}(?:\r\n|{_BLANK})?)"
    for letter, high, low in (("uU", "57", "5"), ("rR", "57", "2"), ("lL", "46", "[cC]"))
)
_URL = rf"{''.join(_LETTERS)}\((?!{_BLANK}*+[\"'])"
# `+` behind a quantifier gives up backtracking: the whole expression runs in linear time.
_TOKEN = re.compile(
    rf"""(?:{_BLANK}++|/\*(?s:.*?)\*/)*+(?:
      (?P<url>{_URL}{_BLANK}*+(?:[^\"'()\\\s\x01-\x08\x0b\x0e-\x1f\x7f]|{_ESCAPE})*+{_BLANK}*+\))
    | (?P<bad_url>{_URL}(?:[^)\\]|\\(?s:.))*+(?:\)|\\?))
    | (?P<number>[+-]?(?:[0-9]*\.)?[0-9]+(?:[eE][+-]?[0-9]+)?)(?:(?P<percentage>%)|(?P<dimension>{_IDENT}))?
    | (?P<cdo><!--|-->)
    | (?P<ident>{_IDENT})(?P<function>\()?
    | (?P<string>"(?:[^"\\\n\r\f]|{_IN_STRING})*+"|'(?:[^'\\\n\r\f]|{_IN_STRING})*+')
    | (?P<bad_string>"(?:[^"\\\n\r\f]|{_IN_STRING})*+\\?|'(?:[^'\\\n\r\f]|{_IN_STRING})*+\\?)
    | (?P<hash>\#{_NAME}++)
    | (?P<at>@{_IDENT})
    | (?P<open_comment>/\*(?s:.*))
    | (?P<open>[(\[{{])
    | (?P<close>[)\]}}])
    | (?P<end>\Z)
    | (?P<sign>[~|^$*]=|\|\||(?s:.)))""",
    re.ASCII | re.VERBOSE,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLOSER = {"(": ")", "[": "]", "{": "}", "<function>": ")"}
_START = {"dimension": "number", "percentage": "number", "function": "ident"}


class Token:
    """A component value of CSS: a token, or a block or function with what is in it.

    Attributes:
        kind: `<ident>`, `<function>`, `<number>`, `<percentage>`, `<dimension>`, `<string>`, `<hash>`,
            `<url>`, `<at>`, `<cdo>`, `<bad>`, `<end>`; a block is `(`, `[` or `{`; a sign is itself.
        key: what a grammar looks for: the keyword or the function (`calc(`) in lower case, `<integer>`
            of an integer, else the kind.
        value: name or contents with escapes resolved and case kept; of a dimension the unit, lower case.
        start: offset of its first code point.
        end: offset behind its last one, closing bracket included.
        spaced: whether white space stands before it.
        number: numeric value of a number, percentage or dimension.
        children: contents of a block or function.
    """

    __slots__ = ("children", "end", "key", "kind", "number", "spaced", "start", "value")

    def __init__(self, kind: str, key: str, value: str, start: int, end: int, spaced: bool) -> None:
        self.kind = kind
        self.key = key
        self.value = value
        self.start = start
        self.end = end
        self.spaced = spaced
        self.number = 0.0
        self.children = _NO_CHILDREN

    def __repr__(self) -> str:
        return f"Token({self.kind} {self.value!r} {self.start}:{self.end})"


_NO_CHILDREN: list[Token] = []
END = Token("<end>", "<end>", "", 0, 0, False)
"""Stands behind the last token, so that looking at the next one needs no bounds check."""


@dataclass(slots=True)
class Tokens:
    """The component values of a text, and what is wrong with it at this level."""

    values: list[Token] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, message: str, start: int, end: int) -> None:
        """Add an error."""
        self.problems.append(Diagnostic(code, message, Span(start, end)))


def tokenize(text: str) -> Tokens:
    """Read `text` in one pass, in time linear in its length.

    What is nested deeper than `MAX_DEPTH` is reported, and nothing behind it is read.
    """
    tokens = Tokens()
    siblings = tokens.values
    parents: list[tuple[list[Token], Token]] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "end"
        if group == "end":
            break
        start, end = match.start(_START.get(group, group)), match.end()
        gap = text[match.start() : start]
        spaced = gap != "" and (gap[0] != "/" or _COMMENT.sub("", gap) != "")
        if group == "close":
            siblings = _close(text[start], start, parents, siblings, tokens)
            continue
        token = _MAKERS[group](text[start:end], start, end, spaced, tokens)
        siblings.append(token)
        if token.kind in _CLOSER:
            parents.append((siblings, token))
            if len(parents) > MAX_DEPTH:
                tokens.report("CSSG106", f"nested deeper than {MAX_DEPTH} levels", start, end)
                return tokens
            siblings = token.children = []
    for _, opener in parents:
        _report_unclosed(opener, tokens)
        opener.end = len(text)
    return tokens


def _close(
    sign: str, at: int, parents: list[tuple[list[Token], Token]], siblings: list[Token], tokens: Tokens
) -> list[Token]:
    """Close the innermost block that `sign` fits; return the list that it stands in."""
    depth = len(parents) - 1
    # A closing brace ends the rule even if a parenthesis in it was forgotten: say so, and read on behind it.
    while sign == "}" and depth >= 0 and parents[depth][1].kind != "{":
        depth -= 1
    if depth < 0 or _CLOSER[parents[depth][1].kind] != sign:
        tokens.report("CSSG102", f"unmatched `{sign}`", at, at + 1)
        return siblings
    for _, opener in parents[depth + 1 :]:
        _report_unclosed(opener, tokens)
        opener.end = at
    outer, token = parents[depth]
    token.end = at + 1
    del parents[depth:]
    return outer


def _report_unclosed(opener: Token, tokens: Tokens) -> None:
    sign = f"{opener.value}(" if opener.kind == "<function>" else opener.kind
    tokens.report("CSSG101", f"`{sign}` is never closed", opener.start, opener.start + len(sign))


_Maker = Callable[[str, int, int, bool, Tokens], Token]


def _ident(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    if "\\" in text or "\0" in text:
        value = unescape(text)
        # An escaped sign is a name, not that sign.
        key = value.lower() if re.match(r"[\w-]", value) else "\\" + value
        return Token("<ident>", key, value, start, end, spaced)
    return Token("<ident>", text.lower(), text, start, end, spaced)


def _function(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    name = unescape(text[:-1])
    return Token("<function>", name.lower() + "(", name, start, end, spaced)


def _number(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    integer = "." not in text and "e" not in text and "E" not in text
    token = Token("<number>", "<integer>" if integer else "<number>", text, start, end, spaced)
    token.number = float(text)
    return token


def _percentage(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    token = Token("<percentage>", "<percentage>", "%", start, end, spaced)
    token.number = float(text[:-1])
    return token


_NUMERIC = re.compile(r"[+-]?(?:[0-9]*\.)?[0-9]+(?:[eE][+-]?[0-9]+)?")


def _dimension(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    match = _NUMERIC.match(text)
    size = match.end() if match else 0
    token = Token("<dimension>", "<dimension>", unescape(text[size:]).lower(), start, end, spaced)
    token.number = float(text[:size])
    return token


def _sign(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    return Token(text, text, text, start, end, spaced)


def _slice(kind: str, head: int, tail: int) -> _Maker:
    """Maker of tokens whose value stands between `head` and `tail` code points of punctuation."""

    def make(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
        return Token(kind, kind, unescape(text[head : len(text) - tail]).strip(), start, end, spaced)

    return make


def _string(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    return Token("<string>", "<string>", unescape(text[1:-1]), start, end, spaced)


def _url(text: str, start: int, end: int, spaced: bool, _: Tokens) -> Token:
    return Token("<url>", "<url>", unescape(text[text.index("(") + 1 : -1]).strip(), start, end, spaced)


def _bad(code: str, message: str) -> _Maker:
    def make(text: str, start: int, end: int, spaced: bool, tokens: Tokens) -> Token:
        tokens.report(code, message, start, end)
        return Token("<bad>", "<bad>", text, start, end, spaced)

    return make


_MAKERS: dict[str, _Maker] = {
    "ident": _ident,
    "function": _function,
    "number": _number,
    "percentage": _percentage,
    "dimension": _dimension,
    "sign": _sign,
    "open": _sign,
    "string": _string,
    "hash": _slice("<hash>", 1, 0),
    "at": _slice("<at>", 1, 0),
    "url": _url,
    "cdo": _slice("<cdo>", 0, 0),
    "bad_string": _bad("CSSG104", "a string is not closed on its line"),
    "bad_url": _bad("CSSG105", "this url needs quotes: it holds a blank, a quote or a parenthesis"),
    "open_comment": _bad("CSSG103", "a comment is never closed"),
}
