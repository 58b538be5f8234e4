"""Why a value does not match its grammar, in one sentence about one token."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import SupportsIndex, overload

from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.validity.calc import CalcError, Calculation, describe
from cssgen.validity.matching import Matcher, Row, Scope
from cssgen.validity.math_functions import FUNCTION_RULES
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token
from cssgen.validity.units import DIMENSION_OF
from cssgen.validity.vocabulary import Vocabulary

_LONGEST_SYNTAX = 90


class _Watched(list[Token]):
    """Tokens that remember the last one that a matcher looked at."""

    furthest = 0

    @overload
    def __getitem__(self, index: SupportsIndex) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Token | list[Token]:
        if isinstance(index, int) and index > self.furthest:
            self.furthest = index
        return super().__getitem__(index)


class _WatchedRow(Row):
    """A row that knows how far the matchers got."""

    __slots__ = ()

    def __init__(self, tokens: Sequence[Token], text: str, scope: Scope) -> None:
        super().__init__(tokens, text, scope)
        self.tokens: Sequence[Token] = _Watched(self.tokens)

    @property
    def furthest(self) -> int:
        return self.tokens.furthest if isinstance(self.tokens, _Watched) else 0


def explain_mismatch(
    tokens: Sequence[Token],
    text: str,
    subject: str,
    syntax: str,
    matcher: Matcher,
    vocabulary: Vocabulary,
    scope: Scope,
) -> Diagnostic:
    """The likeliest reason why `tokens` are no value of `subject`."""
    for diagnostic in _certain_reasons(tokens, scope):
        return diagnostic
    row = _WatchedRow(tokens, text, scope)
    ends = matcher.match(row, 0)
    # What was read without looking any further, as `margin` reads four values, is too much from there on.
    index = min(max(row.furthest, *ends, 0), row.size)
    culprit, function = _find_culprit(row, index)
    if culprit.kind != "<end>":
        shown = _shorten(text[culprit.start : culprit.end])
        if function and function.key in vocabulary.functions:
            vocabulary = vocabulary.of_arguments(function.key)
        place = f"in `{function.value}()`" if function else f"for `{subject}`"
        return _at(culprit, f"`{shown}` is no value {place}{_hint(culprit, vocabulary, '' if function else syntax)}")
    if function:
        return _at(function, f"`{function.value}()` lacks something at its end")
    return _at(row.tokens[row.size - 1], f"the value of `{subject}` is incomplete{_expected(syntax)}")


def _find_culprit(row: Row, index: int) -> tuple[Token, Token | None]:
    """The token that no matcher got past, and the function that it is in, if any."""
    token = row.tokens[index]
    inner = [each for (place, _), each in row.rows.items() if place == index and isinstance(each, _WatchedRow)]
    if not inner or token.kind != "<function>":
        return token, None
    deepest = max(inner, key=lambda each: each.furthest)
    culprit, function = _find_culprit(deepest, min(deepest.furthest, deepest.size))
    return culprit, function or token


def _certain_reasons(tokens: Sequence[Token], scope: Scope) -> Iterator[Diagnostic]:
    """Mistakes that are mistakes in any value."""
    for token in tokens:
        if token.kind == "<dimension>" and token.value not in DIMENSION_OF:
            message = f"unknown unit `{token.value}`{suggest(token.value, DIMENSION_OF)}"
            yield Diagnostic("CSSG112", message, Span(token.start, token.end))
        elif token.key in FUNCTION_RULES:
            yield from _calculation_reasons(token, scope)
        elif token.children:
            yield from _certain_reasons(token.children, replace(scope, percent="percent"))


def _calculation_reasons(token: Token, scope: Scope) -> Iterator[Diagnostic]:
    try:
        kind = Calculation(FUNCTION_RULES, scope.percent, scope.channels, scope.anchors).function_type(token)
    except CalcError as error:
        yield Diagnostic("CSSG113", str(error), Span(error.token.start, error.token.end))
        return
    if kind and (len(kind) > 1 or kind[0][1] != 1):
        message = f"the result would be {describe(kind)}, which no property takes"
        yield Diagnostic("CSSG113", message, Span(token.start, token.end))


def _hint(token: Token, vocabulary: Vocabulary, syntax: str) -> str:
    if token.kind == "<number>" and not vocabulary.numbers and "<dimension>" in vocabulary.keys:
        return ": a number needs a unit here"
    if token.kind == "<hash>" and "<hash>" in vocabulary.keys:
        return ": a hexadecimal colour has 3, 4, 6 or 8 digits"
    if token.kind in ("<ident>", "<function>"):
        near = suggest(token.key, (key for key in vocabulary.keys if key[0] != "<"))
        if near:
            return near
    return _expected(syntax)


def _expected(syntax: str) -> str:
    return f"; expected: {_shorten(syntax, _LONGEST_SYNTAX)}" if syntax else ""


def _shorten(text: str, length: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _at(token: Token, message: str) -> Diagnostic:
    return Diagnostic("CSSG111", message, Span(token.start, token.end))
