"""Rules of a context-free grammar, and the text that llguidance reads.

https://github.com/guidance-ai/llguidance/blob/main/docs/syntax.md
"""

import functools
import itertools
import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

Symbol = str
"""A quoted literal, or the name of a rule or terminal, with a parameter (`r1::0x1`) or a count (`r1{0,3}`) perhaps."""

_SYMBOL = re.compile(r"(?P<name>[A-Za-z]\w*)(?:::(?:\w+\(\w+\)|\w+))?(?P<count>\{(?P<least>\d+),\d+\})?\Z")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Symbols in a row; with a `condition` on the rule's parameter, such as `bit_clear(2)`."""

    symbols: tuple[Symbol, ...]
    condition: str = ""

    def __str__(self) -> str:
        body = " ".join(self.symbols) or '""'
        return f"{body} %if {self.condition}" if self.condition else body


def literal(text: str) -> Symbol:
    """The symbol that stands for `text` itself."""
    return json.dumps(text)


def repeated(symbol: Symbol, least: int, most: int) -> Symbol:
    """`symbol` between `least` and `most` times."""
    return f"{symbol}{{{least},{most}}}"


class RuleSet:
    """Rules and terminals under construction; rules may refer to each other in circles."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[Alternative, ...]] = {}
        self._terminals: dict[str, str] = {}
        self._symbols: dict[Hashable, Symbol | None] = {}
        self._referred: set[str] = set()
        self._numbers = itertools.count()
        self._found: dict[frozenset[str], dict[str, tuple[Alternative, ...]]] = {}

    def terminal(self, name: str, expression: str) -> Symbol:
        """Define a terminal by an expression, such as `/[a-z]+/`; an empty one is defined by each context."""
        self._terminals[name] = expression
        return name

    def define(self, name: str, *alternatives: Iterable[Symbol]) -> Symbol:
        """Define a rule with a name of its own."""
        self._rules[name] = tuple(Alternative(tuple(symbols)) for symbols in alternatives)
        return name

    def define_counted(self, name: str, alternatives: Sequence[Alternative]) -> None:
        """Define a rule with a parameter; it is referred to as `name::0x1`, for example."""
        self._rules[name] = tuple(alternatives)

    def rule(self, key: Hashable, make: Callable[[], Sequence[Sequence[Symbol]] | None]) -> Symbol | None:
        """The symbol of what `key` stands for, made at its first use; None if nothing can be derived from it.

        `make` may ask for the same key again: that refers to the rule being made.
        """
        if key in self._symbols:
            symbol = self._symbols[key]
            if symbol is not None:
                self._referred.add(symbol)
            return symbol
        name = self._symbols[key] = self.new_name()
        made = make()
        alternatives = [tuple(symbols) for symbols in made or ()]
        if len(alternatives) == 1 and len(alternatives[0]) == 1 and name not in self._referred:
            # One rule less, which the parser need not carry along.
            self._symbols[key] = alternatives[0][0]
            del self._rules[name]
            return self._symbols[key]
        if not alternatives and name not in self._referred:
            self._symbols[key] = None
            del self._rules[name]
            return None
        self._rules[name] = tuple(Alternative(symbols) for symbols in dict.fromkeys(alternatives))
        return name

    def new_name(self) -> str:
        """A name that no rule has yet."""
        name = f"r{next(self._numbers)}"
        self._rules[name] = ()
        return name

    def render(self, roots: Sequence[str], underivable: frozenset[str]) -> tuple[str, frozenset[str]]:
        """The text of all rules that `roots` lead to, without what needs one of the `underivable` terminals.

        No rule may be defined any more.

        Returns:
            the text, and the terminals in it that are left to each context to define.
        """
        if underivable not in self._found:
            self._found[underivable] = self._productive(underivable)
        rules = self._found[underivable]
        reached = _reach(rules, roots)
        names = sorted(reached & rules.keys())
        lines = [f"{_head(name, rules[name])}: " + "\n  | ".join(map(str, rules[name])) for name in names]
        terminals = sorted(reached & self._terminals.keys())
        lines += [f"{name}: {self._terminals[name]}" for name in terminals if self._terminals[name]]
        return "\n".join(lines), frozenset(reached & self.open_terminals())

    def open_terminals(self) -> frozenset[str]:
        """The terminals that each context defines."""
        return frozenset(name for name, expression in self._terminals.items() if not expression)

    def _productive(self, underivable: frozenset[str]) -> dict[str, tuple[Alternative, ...]]:
        """The rules without alternatives from which no text can be derived."""
        live = set(self._terminals) - underivable
        grown = True
        while grown:
            found = {
                name
                for name, alternatives in self._rules.items()
                if name not in live and any(_is_live(alternative, live) for alternative in alternatives)
            }
            live |= found
            grown = bool(found)
        return {
            name: tuple(_trim(alternative, live) for alternative in alternatives if _is_live(alternative, live))
            for name, alternatives in self._rules.items()
            if name in live
        }


@functools.cache
def _parse(symbol: Symbol) -> tuple[str, int]:
    """Name of the rule or terminal (empty for a literal), and how often it must stand there."""
    match = None if symbol[0] == '"' else _SYMBOL.match(symbol)
    if match is None:
        return "", 1
    return match["name"], int(match["least"]) if match["count"] else 1


def _is_live(alternative: Alternative, live: set[str]) -> bool:
    return all(not name or name in live or not least for name, least in map(_parse, alternative.symbols))


def _trim(alternative: Alternative, live: set[str]) -> Alternative:
    kept = tuple(symbol for symbol in alternative.symbols if not _parse(symbol)[0] or _parse(symbol)[0] in live)
    return Alternative(kept, alternative.condition)


def _reach(rules: dict[str, tuple[Alternative, ...]], roots: Iterable[str]) -> set[str]:
    reached: set[str] = set()
    pending = list(roots)
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending += _names(rules.get(name, ()))
    return reached


def _names(alternatives: Iterable[Alternative]) -> Iterator[str]:
    for alternative in alternatives:
        yield from filter(None, (_parse(symbol)[0] for symbol in alternative.symbols))


def _head(name: str, alternatives: Sequence[Alternative]) -> str:
    return f"{name}::_" if any(alternative.condition for alternative in alternatives) else name
