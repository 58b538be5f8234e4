"""Value definition syntax to a tree: https://drafts.csswg.org/css-values-4/#value-defs.

Beyond the standard notation `<custom-ident except a, b>` takes words away from a type of identifiers.
"""

import functools
import math
import re

from cssgen.validity.definitions import (
    UNBOUNDED,
    AllOf,
    AnyOf,
    BooleanExpression,
    Bracketed,
    FunctionCall,
    Keyword,
    Literal,
    Node,
    OneOf,
    PropertyReference,
    Repeat,
    Required,
    Sequence,
    TypeReference,
)

_LEXEME = re.compile(
    r"""\s*(?:
      (?P<boolean><boolean-expr\[)
    | (?P<property><'[^']+'\s*(?:\[[^\]]*\])?>)
    | (?P<type><[^<>\[\]]*(?:\[[^\]]*\]\s*)?>)
    | (?P<quoted>'[^']+')
    | (?P<combinator>&&|\|\|?)
    | (?P<multiplier>\+\#\??|\#(?:\{\s*\d+\s*(?:,\s*\d*\s*)?\})?\??|\{\s*\d+\s*(?:,\s*\d*\s*)?\}|[*+?!])
    | (?P<open>\[)
    | (?P<close>\])
    | (?P<function>(?:-?[A-Za-z_@][\w-]*|--)?\()
    | (?P<end>\))
    | (?P<word>[\w%@∞.-]+|::?[\w-]*)
    | (?P<sign>[/,;:={}.&<>~^$]))\s*""",
    re.VERBOSE,
)
_LEVELS = (("|", OneOf), ("||", AnyOf), ("&&", AllOf))
_SIMPLE_MULTIPLIERS = {"*": (0, UNBOUNDED), "+": (1, UNBOUNDED), "?": (0, 1)}


class SyntaxDefinitionError(ValueError):
    """A grammar that cannot be read."""


@functools.cache
def parse_syntax(syntax: str) -> Node:
    """Read a grammar.

    Raises:
        SyntaxDefinitionError: if it is none.
    """
    return _Parser(syntax).parse()


class _Parser:
    def __init__(self, syntax: str) -> None:
        self.syntax = syntax
        self.lexemes = _split(syntax)
        self.index = 0

    def parse(self) -> Node:
        node = self.combination(0)
        if self.group:
            raise SyntaxDefinitionError(f"unexpected {self.text!r} in {self.syntax!r}")
        return node

    @property
    def group(self) -> str:
        return self.lexemes[self.index][0]

    @property
    def text(self) -> str:
        return self.lexemes[self.index][1]

    def take(self) -> str:
        self.index += 1
        return self.lexemes[self.index - 1][1]

    def expect(self, text: str) -> None:
        if self.text != text:
            raise SyntaxDefinitionError(f"expected {text!r}, found {self.text!r} in {self.syntax!r}")
        self.index += 1

    def combination(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self.juxtaposition()
        sign, kind = _LEVELS[level]
        items = [self.combination(level + 1)]
        while self.group == "combinator" and self.text == sign:
            self.take()
            items.append(self.combination(level + 1))
        return items[0] if len(items) == 1 else kind(tuple(items))

    def juxtaposition(self) -> Node:
        items: list[Node] = []
        while self.group not in ("", "combinator", "close", "end") and self.text not in ("}", "']'"):
            items.append(self.term())
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def term(self) -> Node:
        node = self.atom()
        while self.group == "multiplier":
            node = _multiply(node, self.take())
        return node

    def atom(self) -> Node:
        group, text = self.group, self.take()
        if group == "open":
            node = self.combination(0)
            self.expect("]")
            return node
        if group == "function":
            arguments = self.combination(0)
            self.expect(")")
            return FunctionCall(text[:-1], arguments)
        if group == "boolean":
            test = self.combination(0)
            self.expect("]")
            self.expect(">")
            return BooleanExpression(test)
        if text in ("'['", "{"):
            contents = self.combination(0)
            self.expect("']'" if text == "'['" else "}")
            return Bracketed(text.strip("'"), contents)
        return self.leaf(group, text)

    def leaf(self, group: str, text: str) -> Node:
        if group == "type":
            return _read_type(text[1:-1])
        if group == "property":
            return PropertyReference(text.split("'")[1])
        if group == "word":
            return Keyword(text)
        if group in ("quoted", "sign"):
            return Literal(text.strip("'") if len(text) > 1 else text)
        raise SyntaxDefinitionError(f"unexpected {text!r} in {self.syntax!r}")


def _split(syntax: str) -> list[tuple[str, str]]:
    lexemes: list[tuple[str, str]] = []
    position = 0
    text = syntax.strip()
    while position < len(text):
        match = _LEXEME.match(text, position)
        if match is None:
            raise SyntaxDefinitionError(f"cannot read {text[position:]!r} in {syntax!r}")
        group = match.lastgroup or ""
        lexemes.append((group, match[group]))
        position = match.end()
    return [*lexemes, ("", "")]


def _multiply(node: Node, multiplier: str) -> Node:
    if multiplier == "!":
        return Required(node)
    if multiplier in _SIMPLE_MULTIPLIERS:
        return Repeat(node, *_SIMPLE_MULTIPLIERS[multiplier])
    if multiplier.startswith("+#"):
        node = Repeat(node, 1, UNBOUNDED)
    least, most = _bounds(multiplier)
    repeated = Repeat(node, least, most, commas="#" in multiplier)
    return Repeat(repeated, 0, 1) if multiplier.endswith("?") else repeated


def _bounds(multiplier: str) -> tuple[int, int]:
    """Numbers in braces: `{2}`, `{2,}`, `{2,4}`; without any, one or more."""
    match = re.search(r"\{\s*(\d+)\s*(,?)\s*(\d*)\s*\}", multiplier)
    if match is None:
        return 1, UNBOUNDED
    least = int(match[1])
    if not match[2]:
        return least, least
    return least, int(match[3]) if match[3] else UNBOUNDED


def _read_type(body: str) -> TypeReference:
    name, _, rest = body.partition("[")
    if rest:
        low, high = rest.strip().removesuffix("]").split(",")
        return TypeReference(name.strip(), _limit(low), _limit(high))
    name, _, words = body.partition(" except ")
    return TypeReference(name.strip(), excluded=frozenset(word.strip() for word in words.split(",") if word))


def _limit(text: str) -> float:
    """Read a bound such as `−∞`, `0` or `360deg` (the unit is the type's own)."""
    text = text.strip().replace("\u2212", "-")
    if "∞" in text:
        return -math.inf if text.startswith("-") else math.inf
    match = re.match(r"[-+]?[\d.]+", text)
    if match is None:
        raise SyntaxDefinitionError(f"no bound: {text!r}")
    return float(match[0])
