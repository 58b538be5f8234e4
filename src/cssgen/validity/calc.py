"""Types of calculations: `calc(1px * 2px)` is no length. https://drafts.csswg.org/css-values-4/#determine-the-type-of-a-calculation.

A type maps dimensions to powers, `{"length": 1}`; a number is the empty map. What contains `var()` has no
known type, written None, and fits everywhere.
"""

from collections.abc import Callable, Mapping, Sequence

from cssgen.validity.tokens import END, Token
from cssgen.validity.units import DIMENSION_OF

CalcType = tuple[tuple[str, int], ...]
NUMBER: CalcType = ()

SUBSTITUTIONS = frozenset({"var(", "env(", "attr(", "inherit(", "if(", "random-item(", "first-valid(", "toggle("}) | {
    "v-bind(",
    "theme(",
    "svg-load(",
    "svg-inline(",
}
_CONSTANTS = frozenset({"e", "pi", "infinity", "-infinity", "nan"})
_MULTIPLICATIVE = ("*", "/")
_ADDITIVE = ("+", "-")


class CalcError(ValueError):
    """A calculation without a type; `token` is where it goes wrong."""

    def __init__(self, message: str, token: Token) -> None:
        super().__init__(message)
        self.token = token


class Calculation:
    """The rules of calculations at one place.

    Attributes:
        functions: rule of each math function, by key.
        percent: dimension that percentages stand for here (`"length"`, or `"percent"` for themselves);
            None if there can be none.
        channels: keywords that stand for numbers, in relative colours.
        anchors: whether `anchor()` and `anchor-size()` are lengths here.
    """

    def __init__(
        self, functions: Mapping[str, "Rule"], percent: str | None, channels: frozenset[str], anchors: bool
    ) -> None:
        self.functions = functions
        self.percent = percent
        self.channels = channels
        self.anchors = anchors

    def function_type(self, token: Token) -> CalcType | None:
        """Type of a math function, percentages resolved.

        Raises:
            CalcError: if it has none.
        """
        return self.resolve(self.functions[token.key](self, token))

    def resolve(self, kind: CalcType | None) -> CalcType | None:
        """Read percentages as what they stand for."""
        if not kind or self.percent is None:
            return kind
        powers: dict[str, int] = {}
        for dimension, power in kind:
            dimension = self.percent if dimension == "percent" else dimension
            powers[dimension] = powers.get(dimension, 0) + power
        return _freeze(powers)

    def sum(self, tokens: Sequence[Token], owner: Token) -> CalcType | None:
        """Type of terms joined by `+` and `-`, which need white space on both sides."""
        start = 0
        total: CalcType | None = NUMBER
        for index in range(len(tokens) + 1):
            token = tokens[index] if index < len(tokens) else END
            if token.kind not in _ADDITIVE and token is not END:
                continue
            if token is not END:
                _check_spaces(tokens, index)
            term = self.product(tokens[start:index], owner)
            total = term if start == 0 else self.same(total, term, owner)
            start = index + 1
        return total

    def product(self, tokens: Sequence[Token], owner: Token) -> CalcType | None:
        """Type of factors joined by `*` and `/`."""
        if not tokens:
            raise CalcError("a calculation lacks a value here", owner)
        kind = self.value(tokens[0])
        for index in range(1, len(tokens), 2):
            operator = tokens[index]
            if operator.kind not in _MULTIPLICATIVE:
                raise CalcError(_missing_operator(operator), operator)
            if index + 1 == len(tokens):
                raise CalcError(f"a value is missing behind `{operator.kind}`", operator)
            kind = _multiply(kind, self.value(tokens[index + 1]), 1 if operator.kind == "*" else -1)
        return kind

    def value(self, token: Token) -> CalcType | None:
        """Type of a number, dimension, percentage, constant, function or parenthesis."""
        if token.kind == "<number>":
            return NUMBER
        if token.kind == "<percentage>":
            if self.percent is None:
                raise CalcError("this property takes no percentages", token)
            return (("percent", 1),)
        if token.kind == "<dimension>":
            return _dimension_type(token)
        if token.key in self.functions:
            return self.functions[token.key](self, token)
        if token.kind == "(":
            return self.sum(token.children, token)
        if token.key in SUBSTITUTIONS or token.key.startswith("--"):
            return None
        if token.key in _CONSTANTS or token.key in self.channels:
            return NUMBER
        raise CalcError(f"`{token.value}` is no value for a calculation", token)

    def same(self, left: CalcType | None, right: CalcType | None, owner: Token) -> CalcType | None:
        """Type of a sum of both: percentages may stand for the dimension of the other one."""
        if left is None or right is None:
            return left or right
        if left == right:
            return left
        if self.percent is not None and self.resolve(left) == self.resolve(right):
            return self.resolve(left)
        raise CalcError(f"{describe(left)} and {describe(right)} do not add up", owner)


Rule = Callable[[Calculation, Token], CalcType | None]
"""Type of one math function, the token, under the rules of a calculation."""


def describe(kind: CalcType | None) -> str:
    """Name of a type for messages: `a length`, `length * time`, `a number`."""
    if not kind:
        return "a number" if kind == NUMBER else "a value"
    if len(kind) == 1 and kind[0][1] == 1:
        name = "percentage" if kind[0][0] == "percent" else kind[0][0]
        return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return " * ".join(dimension if power == 1 else f"{dimension}^{power}" for dimension, power in kind)


def split_arguments(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Split at the commas; no tokens are no arguments."""
    if not tokens:
        return []
    arguments: list[Sequence[Token]] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.kind == ",":
            arguments.append(tokens[start:index])
            start = index + 1
    return [*arguments, tokens[start:]]


def _freeze(powers: dict[str, int]) -> CalcType:
    return tuple(sorted((dimension, power) for dimension, power in powers.items() if power))


def _multiply(left: CalcType | None, right: CalcType | None, sign: int) -> CalcType | None:
    if left is None or right is None:
        return None
    powers = dict(left)
    for dimension, power in right:
        powers[dimension] = powers.get(dimension, 0) + sign * power
    return _freeze(powers)


def _dimension_type(token: Token) -> CalcType:
    dimension = DIMENSION_OF.get(token.value)
    if dimension is None:
        raise CalcError(f"unknown unit `{token.value}`", token)
    return ((dimension, 1),)


def _check_spaces(tokens: Sequence[Token], index: int) -> None:
    if index + 1 == len(tokens):
        raise CalcError(f"a value is missing behind `{tokens[index].kind}`", tokens[index])
    if not tokens[index].spaced or not tokens[index + 1].spaced:
        raise CalcError(f"`{tokens[index].kind}` needs white space on both sides", tokens[index])


def _missing_operator(token: Token) -> str:
    if token.kind in ("<number>", "<dimension>", "<percentage>"):
        return "an operator is missing here: `+` and `-` need white space on both sides"
    return "an operator is missing here"
