"""Numbers, dimensions, calculations and the custom properties that may stand for them."""

import math

from cssgen.grammar.rules import RuleSet, Symbol, literal, repeated
from cssgen.grammar.terminals import UNITS, number

_OF_TYPE = {
    "length": ("length", False),
    "length-percentage": ("length", True),
    "angle": ("angle", False),
    "angle-percentage": ("angle", True),
    "time": ("time", False),
    "time-percentage": ("time", True),
    "resolution": ("resolution", False),
    "flex": ("flex", False),
    "number": ("number", False),
    "percentage": ("percentage", False),
    "integer": ("integer", False),
}
_CALCULATED = frozenset({"length", "angle", "time", "number", "percentage"})
# What a file's custom properties may stand for; each context defines these terminals.
VARIABLES = {kind: f"VARIABLE_{kind.upper()}" for kind in ("length", "number", "time", "angle", "color", "other")}
_ENVIRONMENT = "/env\\(safe-area-inset-(top|right|bottom|left)\\)/"


class Dimensions:
    """Rules of the numeric types."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        for kind, terminal in VARIABLES.items():
            rules.define(f"var_{kind}", [literal("var("), rules.terminal(terminal, ""), literal(")")])

    def of_type(self, name: str, low: float, high: float) -> Symbol | None:
        """The rule of a numeric type between two bounds; None for any other type."""
        if name not in _OF_TYPE:
            return None
        kind, percent = _OF_TYPE[name]
        if kind == "resolution":
            low = max(low, 0.0)
        return self._rules.rule((name, low, high), lambda: self._alternatives(kind, low, high, percent=percent))

    def _alternatives(self, kind: str, low: float, high: float, *, percent: bool) -> list[list[Symbol]]:
        plain = [self._plain(kind, low, high)]
        if percent:
            plain.append(self._plain("percentage", low, high))
        if kind == "length" and low <= 0 <= high:
            plain += [literal("0"), self._rules.terminal("ENVIRONMENT", _ENVIRONMENT)]
        if kind in _CALCULATED:
            plain += [self._calculation(kind, percent=percent)]
        variable = _variable(kind)
        if not variable:
            return [[symbol] for symbol in plain]
        fallback = self._rules.rule(("plain", kind, low, high, percent), lambda: [[symbol] for symbol in plain])
        with_fallback = [literal("var("), VARIABLES[variable], literal(", "), fallback or "", literal(")")]
        return [[fallback or ""], [f"var_{variable}"], with_fallback]

    def _plain(self, kind: str, low: float, high: float) -> Symbol:
        units = {"percentage": ("%",), "number": (), "integer": ()}.get(kind) or UNITS.get(kind, ())
        if (low, high) != (-90, 90) and math.isfinite(high) and kind in UNITS:
            high = math.inf
        return self._rules.terminal(*number(low, high, integer=kind == "integer", units=units))

    def _calculation(self, kind: str, *, percent: bool) -> Symbol:
        """Math functions of one type: https://drafts.csswg.org/css-values-4/#math."""
        key = f"calc_{kind}{'_percent' if percent else ''}"
        total = f"{key}_sum"
        more = self._rules.define(f"{key}_more", [literal(", "), total])
        self._define_sum(total, f"{key}_product", kind, percent=percent, key=key)
        return self._rules.define(
            key,
            [literal("calc("), total, literal(")")],
            [literal("min("), total, repeated(more, 1, 2), literal(")")],
            [literal("max("), total, repeated(more, 1, 2), literal(")")],
            [literal("clamp("), total, repeated(more, 2, 2), literal(")")],
        )

    def _define_sum(self, total: str, product: str, kind: str, *, percent: bool, key: str) -> None:
        rules = self._rules
        added = rules.define(f"{key}_added", [literal(" + "), product], [literal(" - "), product])
        rules.define(total, [product, repeated(added, 0, 2)])
        rules.define("factor", [self._plain("number", -math.inf, math.inf)], ["var_number"])
        divisor = rules.terminal("DIVISOR", r"/[1-9][0-9]{0,3}(\.[0-9]{1,4})?/")
        rules.define("divisor", [divisor], ["var_number"])
        value = self._define_operand(f"{key}_value", total, kind, percent=percent, key=key)
        scaled = rules.define(f"{key}_scaled", [literal(" * "), "factor"], [literal(" / "), "divisor"])
        rules.define(
            product, [value, repeated(scaled, 0, 2)], ["factor", repeated(scaled, 0, 1), literal(" * "), value]
        )

    def _define_operand(self, name: str, total: str, kind: str, *, percent: bool, key: str) -> Symbol:
        operands = [[self._plain(kind, -math.inf, math.inf)], [literal("("), total, literal(")")], [key]]
        if percent:
            operands.append([self._plain("percentage", -math.inf, math.inf)])
        if kind == "length":
            operands.append([self._rules.terminal("ENVIRONMENT", _ENVIRONMENT)])
        variable = _variable(kind)
        if variable:
            operands.append([f"var_{variable}"])
            operands.append([literal("var("), VARIABLES[variable], literal(", "), name, literal(")")])
        return self._rules.define(name, *operands)


def _variable(kind: str) -> str:
    """The kind of custom property that stands for a numeric type; percentages are as good as lengths."""
    kind = {"percentage": "length", "integer": "number"}.get(kind, kind)
    return kind if kind in VARIABLES else ""
