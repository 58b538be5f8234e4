"""Matchers of numbers, percentages and dimensions, and of calculations of their type."""

import math
from collections.abc import Mapping

from cssgen.validity.calc import CalcError, Calculation
from cssgen.validity.matching import Ends, Matcher, Row
from cssgen.validity.math_functions import FUNCTION_RULES
from cssgen.validity.tokens import Token
from cssgen.validity.units import DIMENSION_OF, DIMENSIONS

# Keywords of relative colours (`rgb(from red r g b)`) count as numbers.
CHANNELS: Mapping[str, str] = {
    "rgb(": "r g b",
    "rgba(": "r g b",
    "hsl(": "h s l",
    "hsla(": "h s l",
    "hwb(": "h w b",
    "lab(": "l a b",
    "oklab(": "l a b",
    "lch(": "l c h",
    "oklch(": "l c h",
    "color(": "r g b x y z",
    "alpha(": "",
    "ictcp(": "i ct cp",
    "jzazbz(": "j a b",
    "jzczhz(": "j c h",
}
_CHANNEL_NAMES = frozenset(" ".join((*CHANNELS.values(), "alpha")).split())
_MATH = frozenset(FUNCTION_RULES) - {"anchor(", "anchor-size("}
_PERCENT_OF = {f"{dimension}-percentage": dimension for dimension in ("length", "angle", "time", "frequency")}
# https://drafts.csswg.org/css-values-4/#lengths: only a length may leave its unit off, if it is zero.
_UNITLESS_ZERO = frozenset({"length", "length-percentage"})


def numeric_types() -> frozenset[str]:
    """Names that `numeric` understands."""
    return DIMENSIONS | _PERCENT_OF.keys() | {"number", "integer", "percentage"}


def numeric(name: str, low: float = -math.inf, high: float = math.inf) -> Matcher:
    """Matcher of the type `name`; a literal must be between `low` and `high`, a calculation is clamped."""
    wanted = dimensions_of(name)
    zero = name in _UNITLESS_ZERO
    hint = "percent" if name == "percentage" else _PERCENT_OF.get(name)
    number = "number" in wanted

    def match(row: Row, index: int) -> Ends:
        token = row.tokens[index]
        kind = token.kind
        if kind == "<dimension>":
            fits = DIMENSION_OF.get(token.value) in wanted
        elif kind == "<number>":
            fits = number or (token.key == "<integer>" and "integer" in wanted) or (zero and token.number == 0)
        elif kind == "<percentage>":
            fits = "percent" in wanted
        elif token.key in _MATH:
            return (index + 1,) if _calculates(token, wanted, hint, row) else ()
        else:
            return (index + 1,) if number and token.key in row.scope.channels else ()
        return (index + 1,) if fits and low <= token.number <= high else ()

    return Matcher(match, _first(wanted, zero))


def dimensions_of(name: str) -> frozenset[str]:
    """Dimensions that a value of this type may have; `"number"`, `"integer"` and `"percent"` count as such."""
    if name in _PERCENT_OF:
        return frozenset({_PERCENT_OF[name], "percent"})
    return frozenset({"percent" if name == "percentage" else name})


def _first(wanted: frozenset[str], zero: bool) -> frozenset[str]:
    keys = set(_MATH)
    if wanted & DIMENSIONS:
        keys.add("<dimension>")
    if "percent" in wanted:
        keys.add("<percentage>")
    if "number" in wanted or zero:
        keys |= {"<number>", *(_CHANNEL_NAMES if "number" in wanted else ())}
    if "integer" in wanted:
        keys.add("<integer>")
    return frozenset(keys)


def _calculates(token: Token, wanted: frozenset[str], hint: str | None, row: Row) -> bool:
    scope = row.scope
    calculation = Calculation(FUNCTION_RULES, hint or scope.percent, scope.channels, scope.anchors)
    try:
        kind = calculation.function_type(token)
    except CalcError:
        return False
    if not kind:
        return kind is None or not wanted.isdisjoint(("number", "integer"))
    return len(kind) == 1 and kind[0][1] == 1 and kind[0][0] in wanted
