"""The combinators and multipliers of value definitions, as matchers.

https://drafts.csswg.org/css-values-4/#component-combinators
"""

from collections.abc import Iterable, Sequence

from cssgen.validity.matching import Ends, Match, Matcher, Row, build_dispatch, union_first


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
