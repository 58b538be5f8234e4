"""Matchers: grammars compiled to closures that say where a match that starts at a token may end.

A matcher gives all ends, since `a? a` and `||` can be read in more than one way. Each one knows which tokens
it may start with, so that an alternative is tried only if it can succeed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cssgen.validity.tokens import END, Token

Ends = tuple[int, ...]
"""Indices behind the last token of each possible match; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the place of a value changes in its grammar.

    Attributes:
        anchors: whether `anchor()` may stand in calculations.
        channels: keywords that count as numbers, in relative colours.
        percent: dimension that percentages stand for in a calculation, `"percent"` if only for themselves,
            or None where a calculation cannot hold any.
    """

    anchors: bool = False
    channels: frozenset[str] = frozenset()
    percent: str | None = "percent"


class Row:
    """Sibling tokens that are matched as a whole: a value, or the arguments of a function."""

    __slots__ = ("memo", "rows", "scope", "size", "text", "tokens")

    def __init__(self, tokens: Sequence[Token], text: str, scope: Scope) -> None:
        self.size = len(tokens)
        self.tokens: Sequence[Token] = [*tokens, END]
        self.text = text
        self.scope = scope
        self.memo: dict[tuple[object, int], Ends] = {}
        self.rows: dict[tuple[int, Scope], Row] = {}

    def inner(self, index: int, scope: Scope) -> "Row":
        """The contents of the function or block at `index`."""
        row = self.rows.get((index, scope))
        if row is None:
            row = self.rows[index, scope] = type(self)(self.tokens[index].children, self.text, scope)
        return row


Match = Callable[[Row, int], Ends]


class Matcher(NamedTuple):
    """A compiled grammar.

    Attributes:
        match: ends of the matches that start at an index.
        first: keys and kinds of the tokens it may start with; None if that is not known.
        nullable: whether it may match nothing.
    """

    match: Match
    first: frozenset[str] | None
    nullable: bool = False


Choices = tuple[int, ...]


@dataclass(slots=True)
class Dispatch:
    """Which of several matchers may start with a token.

    Attributes:
        table: indices of the matchers, by key or kind of the token.
        default: indices of those that may start with anything.
    """

    table: dict[str, Choices] = field(default_factory=dict)
    default: Choices = ()

    def choose(self, token: Token) -> Choices:
        """Indices of the matchers that may start with `token`, in their order."""
        choices = self.table.get(token.key)
        return self.table.get(token.kind, self.default) if choices is None else choices


def kind_of(key: str) -> str:
    """The kind of tokens that have this key: `<function>` of `calc(`."""
    if key.endswith("(") and len(key) > 1:
        return "<function>"
    if key.startswith("<") and key.endswith(">"):
        return "<number>" if key == "<integer>" else key
    return "<ident>" if key[0].isalnum() or key[0] in "-_\\" or key[0] > "\x7f" else key


def build_dispatch(items: Sequence[Matcher]) -> Dispatch:
    """Turn the `first` of each item around."""
    starters: dict[str, list[int]] = {}
    default = tuple(index for index, item in enumerate(items) if item.first is None)
    for index, item in enumerate(items):
        for key in item.first or ():
            starters.setdefault(key, []).append(index)
    # An item that may start with any identifier may start with each of them.
    table = {
        key: tuple(sorted({*indices, *default, *starters.get(kind_of(key), ())})) for key, indices in starters.items()
    }
    return Dispatch(table, default)


def union_first(items: Iterable[Matcher]) -> frozenset[str] | None:
    """Tokens that any of `items` may start with."""
    united: set[str] = set()
    for item in items:
        if item.first is None:
            return None
        united |= item.first
    return frozenset(united)
