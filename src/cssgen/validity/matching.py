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
    keys = {key for item in items for key in item.first or ()}
    table = {
        key: tuple(
            index
            for index, item in enumerate(items)
            if item.first is None or key in item.first or kind_of(key) in item.first
        )
        for key in keys
    }
    return Dispatch(table, tuple(index for index, item in enumerate(items) if item.first is None))


def union_first(items: Iterable[Matcher]) -> frozenset[str] | None:
    """Tokens that any of `items` may start with."""
    united: set[str] = set()
    for item in items:
        if item.first is None:
            return None
        united |= item.first
    return frozenset(united)


def keyword(word: str) -> Matcher:
    """An identifier, in any case."""
    key = word.lower()

    def match(row: Row, index: int) -> Ends:
        return (index + 1,) if row.tokens[index].key == key else ()

    return Matcher(match, frozenset({key}))


def one_of(items: Sequence[Matcher]) -> Matcher:
    """`|`: any of `items`."""
    dispatch = build_dispatch(items)
    table, default = dispatch.table, dispatch.default
    matches = [item.match for item in items]
    nullable = any(item.nullable for item in items)

    def match(row: Row, index: int) -> Ends:
        token = row.tokens[index]
        choices = table.get(token.key)
        if choices is None:
            choices = table.get(token.kind, default)
        if len(choices) == 1 and not nullable:
            return matches[choices[0]](row, index)
        ends = {index} if nullable else set()
        for choice in choices:
            ends.update(matches[choice](row, index))
        return tuple(ends)

    return Matcher(match, union_first(items), nullable)


def sequence(items: Sequence[Matcher]) -> Matcher:
    """Juxtaposition: all of `items`, in this order."""
    matches = [item.match for item in items]

    def match(row: Row, index: int) -> Ends:
        ends: Ends = (index,)
        for step in matches:
            if not ends:
                return ()
            one = len(ends) == 1
            ends = step(row, ends[0]) if one else tuple({end for start in ends for end in step(row, start)})
        return ends

    return Matcher(match, _sequence_first(items), all(item.nullable for item in items))


def _sequence_first(items: Sequence[Matcher]) -> frozenset[str] | None:
    optional: list[Matcher] = []
    for item in items:
        optional.append(item)
        if not item.nullable:
            break
    return union_first(optional)


COMMA = Matcher(lambda row, index: (index + 1,) if row.tokens[index].kind == "," else (), frozenset({","}))


def comma_sequence(items: Sequence[Matcher]) -> Matcher:
    """Juxtaposition with commas (`COMMA` itself) among `items`.

    A comma is left out together with what stands before or behind it:
    https://drafts.csswg.org/css-values-4/#comb-comma.
    """
    last = len(items) - 1

    def match(row: Row, index: int) -> Ends:
        states = {(index, _Gap.START)}
        for position, item in enumerate(items):
            if item is COMMA:
                states = {after for state in states for after in _pass_comma(row, state, position == last)}
            else:
                states = {after for state in states for after in _pass_item(row, item.match, state)}
            if not states:
                return ()
        return tuple({end for end, gap in states if gap != _Gap.COMMA})

    parts = [item._replace(nullable=True) if item is COMMA else item for item in items]
    return Matcher(match, _sequence_first(parts), all(part.nullable for part in parts))


class _Gap:
    """What a sequence has read last."""

    START, ITEM, COMMA, OMITTED = range(4)


def _pass_comma(row: Row, state: tuple[int, int], last: bool) -> Iterable[tuple[int, int]]:
    index, gap = state
    if gap == _Gap.START:
        yield state
    if gap == _Gap.ITEM and row.tokens[index].kind == ",":
        yield index + 1, _Gap.ITEM if last else _Gap.COMMA
    # Nothing stands behind a comma that ends its group, so it comes and goes with what is before it.
    if gap in (_Gap.ITEM, _Gap.OMITTED) and not last:
        yield index, _Gap.OMITTED


def _pass_item(row: Row, match: Match, state: tuple[int, int]) -> Iterable[tuple[int, int]]:
    index, gap = state
    for end in match(row, index):
        if end == index:
            yield state
        elif gap != _Gap.OMITTED:
            yield end, _Gap.ITEM


def optional(item: Matcher) -> Matcher:
    """`?`: `item` or nothing."""
    inner, first = item.match, item.first

    def match(row: Row, index: int) -> Ends:
        token = row.tokens[index]
        if first is not None and token.key not in first and token.kind not in first:
            return (index,)
        ends = inner(row, index)
        return ends if index in ends else (index, *ends)

    return Matcher(match, first, True)


def repeat(item: Matcher, least: int, most: int, commas: bool) -> Matcher:
    """`item` between `least` and `most` times, separated by commas or by nothing."""
    inner = item.match

    def match(row: Row, index: int) -> Ends:
        found = {index} if least == 0 else set()
        seen: set[int] = set()
        current = {index}
        count = 0
        while current and count < most:
            starts = _skip_commas(row, current) if commas and count else current
            current = {
                end for start in starts for end in inner(row, start) if end > start or not (commas or count >= least)
            }
            count += 1
            if count >= least:
                current -= seen
                seen |= current
                found |= current
        return tuple(found)

    return Matcher(match, item.first, least == 0 or item.nullable)


def _skip_commas(row: Row, starts: Iterable[int]) -> set[int]:
    return {start + 1 for start in starts if row.tokens[start].kind == ","}


def any_order(items: Sequence[Matcher], every: bool) -> Matcher:
    """`&&` (all of `items`) or `||` (one or more of them), in any order."""
    dispatch = build_dispatch(items)
    matches = [item.match for item in items]
    # Under `&&` what may match nothing need not be there.
    needed = sum(1 << bit for bit, item in enumerate(items) if every and not item.nullable)
    nullable = not needed and (every or any(item.nullable for item in items))

    def match(row: Row, index: int) -> Ends:
        pending = [(index, 0)]
        seen = set(pending)
        found = {index} if nullable else set()
        while pending:
            start, used = pending.pop()
            if used and used & needed == needed:
                found.add(start)
            for choice in dispatch.choose(row.tokens[start]):
                if used >> choice & 1:
                    continue
                for end in matches[choice](row, start):
                    state = (end, used | 1 << choice)
                    if end > start and state not in seen:
                        seen.add(state)
                        pending.append(state)
        return tuple(found)

    return Matcher(match, union_first(items), nullable)


def required(item: Matcher) -> Matcher:
    """`!`: a match of `item` that is not empty."""
    inner = item.match

    def match(row: Row, index: int) -> Ends:
        return tuple(end for end in inner(row, index) if end > index)

    return Matcher(match, item.first)
