"""The math functions: how many arguments each takes, of which types, and what it gives.

https://drafts.csswg.org/css-values-5/#math
"""

from collections.abc import Sequence

from cssgen.validity.calc import NUMBER, CalcError, CalcType, Calculation, Rule, describe, split_arguments
from cssgen.validity.tokens import Token

_ROUNDING = frozenset({"nearest", "up", "down", "to-zero", "line-width"})


def _arguments(token: Token, least: int, most: int = 10**9) -> list[Sequence[Token]]:
    arguments = split_arguments(token.children)
    if not least <= len(arguments) <= most:
        wanted = str(least) if least == most else f"at least {least}" if len(arguments) < least else f"at most {most}"
        raise CalcError(f"`{token.value}()` takes {wanted} arguments, not {len(arguments)}", token)
    return arguments


def _all_same(calculation: Calculation, token: Token, arguments: list[Sequence[Token]]) -> CalcType | None:
    kind = calculation.sum(arguments[0], token)
    for argument in arguments[1:]:
        kind = calculation.same(kind, calculation.sum(argument, token), token)
    return kind


def _expect_number(kind: CalcType | None, token: Token) -> None:
    if kind:
        raise CalcError(f"`{token.value}()` takes a number, not {describe(kind)}", token)


def _consistent(least: int, most: int, returns: CalcType | None = None) -> Rule:
    """Rule of functions whose arguments share one type, which is the result unless `returns` says another."""

    def rule(calculation: Calculation, token: Token) -> CalcType | None:
        kind = _all_same(calculation, token, _arguments(token, least, most))
        return kind if returns is None else returns

    return rule


def _numeric(least: int, most: int, returns: CalcType = NUMBER) -> Rule:
    """Rule of functions that take numbers only."""

    def rule(calculation: Calculation, token: Token) -> CalcType | None:
        for argument in _arguments(token, least, most):
            _expect_number(calculation.sum(argument, token), token)
        return returns

    return rule


def _clamp(calculation: Calculation, token: Token) -> CalcType | None:
    low, middle, high = _arguments(token, 3, 3)
    bounds = [bound for bound in (low, high) if not (len(bound) == 1 and bound[0].key == "none")]
    return _all_same(calculation, token, [middle, *bounds])


def _round(calculation: Calculation, token: Token) -> CalcType | None:
    arguments = _arguments(token, 1, 3)
    if len(arguments[0]) == 1 and arguments[0][0].key in _ROUNDING:
        del arguments[0]
    if not 1 <= len(arguments) <= 2:
        raise CalcError("`round()` takes a value and a step", token)
    kind = _all_same(calculation, token, arguments)
    if kind and len(arguments) == 1:
        raise CalcError(f"`round()` of {describe(kind)} needs a step", token)
    return kind


def _trigonometric(calculation: Calculation, token: Token) -> CalcType | None:
    (argument,) = _arguments(token, 1, 1)
    kind = calculation.sum(argument, token)
    if kind and kind != (("angle", 1),):
        raise CalcError(f"`{token.value}()` takes a number or an angle, not {describe(kind)}", token)
    return NUMBER


def _counting(_: Calculation, token: Token) -> CalcType | None:
    if token.children:
        raise CalcError(f"`{token.value}()` takes no arguments", token)
    return NUMBER


def _anchor(calculation: Calculation, token: Token) -> CalcType | None:
    if not calculation.anchors:
        raise CalcError(f"`{token.value}()` cannot be used in this property", token)
    return (("length", 1),)


def _random(calculation: Calculation, token: Token) -> CalcType | None:
    arguments = _arguments(token, 2, 4)
    if _shares(arguments[0]):
        del arguments[0]
    if not 2 <= len(arguments) <= 3:
        raise CalcError("`random()` takes a minimum, a maximum and a step", token)
    return _all_same(calculation, token, arguments)


def _shares(argument: Sequence[Token]) -> bool:
    """Whether this is how a random value is shared: https://drafts.csswg.org/css-values-5/#random-caching."""
    if len(argument) == 2 and argument[0].key == "fixed":
        share = argument[1]
        return share.key in FUNCTION_RULES or (share.kind == "<number>" and 0 <= share.number <= 1)
    names = [token for token in argument if token.key == "auto" or token.key.startswith("--")]
    shared = [token for token in argument if token.key == "element-shared"]
    return len(names) <= 1 and len(shared) <= 1 and 0 < len(argument) == len(names) + len(shared)


_ANGLE: CalcType = (("angle", 1),)
_CALC = _consistent(1, 1)
FUNCTION_RULES: dict[str, Rule] = {
    **dict.fromkeys(("calc(", "-webkit-calc(", "-moz-calc(", "abs("), _CALC),
    **dict.fromkeys(("min(", "max(", "hypot("), _consistent(1, 10**9)),
    **dict.fromkeys(("mod(", "rem("), _consistent(2, 2)),
    **dict.fromkeys(("sin(", "cos(", "tan("), _trigonometric),
    **dict.fromkeys(("asin(", "acos(", "atan("), _numeric(1, 1, _ANGLE)),
    **dict.fromkeys(("sqrt(", "exp("), _numeric(1, 1)),
    **dict.fromkeys(("sibling-index(", "sibling-count("), _counting),
    **dict.fromkeys(("anchor(", "anchor-size("), _anchor),
    "clamp(": _clamp,
    "round(": _round,
    "atan2(": _consistent(2, 2, _ANGLE),
    "pow(": _numeric(2, 2),
    "log(": _numeric(1, 2),
    "sign(": _consistent(1, 1, NUMBER),
    "progress(": _consistent(3, 3, NUMBER),
    "random(": _random,
}
MATH_FUNCTIONS = frozenset(FUNCTION_RULES)
"""Keys of the functions that can stand for a number or dimension."""
