"""Sequences and any-order combinations of value definitions as rules."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from cssgen.grammar.rules import Alternative, RuleSet, Symbol, literal


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a combination.

    Attributes:
        symbol: what it derives when it is there; None if it never is.
        optional: whether it may be left out.
        sign: the literal it is, `,` or `/`; `/…` if it begins with a slash; else empty.
    """

    symbol: Symbol | None
    optional: bool
    sign: str = ""


def sequence(rules: RuleSet, key: Hashable, parts: Sequence[Part]) -> Symbol | None:
    """All parts in this order, one blank between them; commas go where what they separate is left out.

    https://drafts.csswg.org/css-values-4/#comb-comma
    """
    if any(part.symbol is None and not part.optional for part in parts):
        return None
    return _Sequence(rules, key, parts).rest(0, "start")


class _Sequence:
    """The rules of what is left of a sequence behind each of its parts."""

    def __init__(self, rules: RuleSet, key: Hashable, parts: Sequence[Part]) -> None:
        self._rules = rules
        self._key = key
        self._parts = parts

    def rest(self, index: int, gap: str) -> Symbol | None:
        """What may stand from part `index` on; `gap` is what stands before: `start`, `blank` or `comma`."""
        return self._rules.rule((self._key, "rest", index, gap), lambda: self._alternatives(index, gap))

    def _alternatives(self, index: int, gap: str) -> list[list[Symbol]]:
        if index == len(self._parts):
            return [[]] if gap == "blank" else []
        part = self._parts[index]
        if part.sign == ",":
            return self._behind_comma(index, gap)
        alternatives: list[list[Symbol]] = []
        if part.symbol is not None:
            alternatives += self._with(index, [separator(gap, part.sign), part.symbol], tight=part.sign == "/")
        if part.optional:
            alternatives += self._with(index, [], gap=gap)
        return alternatives

    def _with(
        self, index: int, symbols: list[Symbol], gap: str = "blank", *, tight: bool = False
    ) -> list[list[Symbol]]:
        symbols = [symbol for symbol in symbols if symbol]
        if index + 1 == len(self._parts):
            return [symbols] if gap == "blank" else []
        rest = self.rest(index + 1, "slash" if tight else gap)
        return [] if rest is None else [[*symbols, rest]]

    def _behind_comma(self, index: int, gap: str) -> list[list[Symbol]]:
        if index + 1 == len(self._parts):
            return [[literal(",")]] if gap == "blank" else []
        rest = self.rest(index + 1, "comma" if gap == "blank" else gap)
        # Where everything behind the comma is left out, so is the comma.
        ends = gap == "blank" and all(part.optional for part in self._parts[index + 1 :])
        return ([[rest]] if rest is not None else []) + ([[]] if ends else [])


def separator(gap: str, sign: str) -> Symbol:
    """The symbol between two parts."""
    if gap in ("start", "slash") or sign.startswith("/"):
        # A slash brings the blanks around it along.
        return ""
    return literal(", ") if gap == "comma" else literal(" ")


def any_order(rules: RuleSet, parts: Sequence[Part], *, every: bool) -> Symbol | None:
    """Parts in any order, each at most once; all that are not optional if `every`, else at least one.

    The parameter of the rule for what is left has a bit for each part that stands already.
    """
    there = [index for index, part in enumerate(parts) if part.symbol is not None]
    if not there or (every and any(part.symbol is None and not part.optional for part in parts)):
        return None
    required = [index for index in there if every and not parts[index].optional]
    first, rest = rules.new_name(), f"{rules.new_name()}x"
    rules.define(first, *([f"{parts[index].symbol}", f"{rest}::{1 << index:#x}"] for index in there))
    again = [
        Alternative((literal(" "), f"{parts[index].symbol}", f"{rest}::set_bit({index})"), f"bit_clear({index})")
        for index in there
    ]
    rules.define_counted(rest, [Alternative((), _all_set(required) or "true"), *again])
    return first


def _all_set(bits: Sequence[int]) -> str:
    condition = ""
    for bit in bits:
        condition = f"and({condition}, bit_set({bit}))" if condition else f"bit_set({bit})"
    return condition
