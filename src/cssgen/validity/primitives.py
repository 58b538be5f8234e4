"""Matchers of the types that no grammar defines: identifiers, strings, urls, colours in hexadecimal."""

import re
from collections.abc import Callable

from cssgen.validity.calc import CalcError, CalcType, Calculation
from cssgen.validity.matching import Ends, Matcher, Row
from cssgen.validity.math_functions import FUNCTION_RULES
from cssgen.validity.strings import is_area_grid, is_path_data
from cssgen.validity.tokens import Token

CSS_WIDE = frozenset({"initial", "inherit", "unset", "revert", "revert-layer", "revert-rule"})
"""Keywords that every property takes, alone."""
_RESERVED = CSS_WIDE | {"default"}
_HEX_COLOR = re.compile(r"[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8}")
_URANGE = re.compile(r"[uU]\+(?:[0-9a-fA-F]{1,6}(?:-[0-9a-fA-F]{1,6})?|(?=[0-9a-fA-F?]{1,6}\Z)[0-9a-fA-F]*\?+)")
_TAG = re.compile(r"[ -~]{4}")
_SHORT_TAG = re.compile(r"[ -~]{0,3}[!-~]")


def _single(kinds: str, accepts: Callable[[Token], bool]) -> Matcher:
    """Matcher of one token of these kinds that `accepts` likes."""

    def match(row: Row, index: int) -> Ends:
        token = row.tokens[index]
        return (index + 1,) if token.kind in first and accepts(token) else ()

    first = frozenset(kinds.split())
    return Matcher(match, first)


def custom_ident(excluded: frozenset[str]) -> Matcher:
    """An identifier of the author's: https://drafts.csswg.org/css-values-4/#custom-idents."""
    reserved = _RESERVED | {word.lower() for word in excluded}
    return _single("<ident>", lambda token: token.key not in reserved)


def _any_value(row: Row, index: int) -> Ends:
    return tuple(range(index + 1, row.size + 1))


def _urange(row: Row, index: int) -> Ends:
    end = index
    while end < row.size and row.tokens[end].kind != "," and (end == index or not row.tokens[end].spaced):
        end += 1
    text = row.text[row.tokens[index].start : row.tokens[max(index, end - 1)].end]
    return (end,) if _URANGE.fullmatch(text) else ()


class _SizeCalculation(Calculation):
    """A calculation in which `size` is a length: https://drafts.csswg.org/css-values-5/#calc-size."""

    def value(self, token: Token) -> CalcType | None:
        return (("length", 1),) if token.key == "size" else super().value(token)


def _calc_sum(row: Row, index: int) -> Ends:
    end = index
    while end < row.size and row.tokens[end].kind != ",":
        end += 1
    calculation = _SizeCalculation(FUNCTION_RULES, "length", row.scope.channels, row.scope.anchors)
    try:
        calculation.sum(row.tokens[index:end], row.tokens[index])
    except CalcError:
        return ()
    return (end,)


def _grid_area_strings(row: Row, index: int) -> Ends:
    end = index
    while row.tokens[end].kind == "<string>":
        end += 1
    return (end,) if is_area_grid([token.value for token in row.tokens[index:end]]) else ()


def is_url_function(token: Token) -> bool:
    """Whether `token` is `url("…")` or `src("…")`, possibly with modifiers."""
    if token.key not in ("url(", "src(") or not token.children:
        return False
    first, *modifiers = token.children
    return first.kind == "<string>" and all(each.kind in ("<ident>", "<function>") for each in modifiers)


def _anything(_: Token) -> bool:
    return True


def _dashed(token: Token) -> bool:
    return token.value.startswith("--")


def _identifier_hash(token: Token) -> bool:
    return not token.value[0].isdigit()


PRIMITIVES: dict[str, Matcher] = {
    "any-value": Matcher(_any_value, None),
    "calc-sum": Matcher(_calc_sum, None),
    "custom-property-name": _single("<ident>", _dashed),
    "dashed-ident": _single("<ident>", _dashed),
    "declaration": Matcher(_any_value, None),
    "declaration-value": Matcher(_any_value, None),
    "dimension": _single("<dimension>", _anything),
    "dimension-token": _single("<dimension>", _anything),
    "grid-area-strings": Matcher(_grid_area_strings, frozenset({"<string>"})),
    "function-call": _single("<function>", _anything),
    "hash-token": _single("<hash>", _anything),
    "hex-color": _single("<hash>", lambda token: _HEX_COLOR.fullmatch(token.value) is not None),
    "id": _single("<hash>", _identifier_hash),
    "ident": _single("<ident>", _anything),
    "ident-token": _single("<ident>", _anything),
    "nonempty-string": _single("<string>", lambda token: token.value != ""),
    "number-token": _single("<number>", _anything),
    "parenthesis": _single("(", lambda token: bool(token.children)),
    "percentage-token": _single("<percentage>", _anything),
    "string": _single("<string>", _anything),
    "string-token": _single("<string>", _anything),
    "svg-path-string": _single("<string>", lambda token: is_path_data(token.value)),
    "tag-string": _single("<string>", lambda token: _TAG.fullmatch(token.value) is not None),
    "tag-string-1-4": _single("<string>", lambda token: _SHORT_TAG.fullmatch(token.value) is not None),
    "unicode-range-token": Matcher(_urange, frozenset({"u"})),
    "urange": Matcher(_urange, frozenset({"u"})),
    "url": _single("<url> <function>", lambda token: token.kind == "<url>" or is_url_function(token)),
    "url-token": _single("<url>", _anything),
    "whole-value": Matcher(_any_value, None),
    "zero": _single("<number>", lambda token: token.number == 0),
}
"""Matcher of each type, by its name."""
