"""Value definitions to matchers, each compiled when it is first asked for."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import replace

from cssgen.validity import definitions
from cssgen.validity.combinators import (
    COMMA,
    any_order,
    comma_sequence,
    keyword,
    one_of,
    optional,
    repeat,
    required,
    sequence,
)
from cssgen.validity.matching import Ends, Match, Matcher, Row, Scope
from cssgen.validity.numeric import CHANNELS, numeric, numeric_types
from cssgen.validity.primitives import PRIMITIVES, custom_ident
from cssgen.validity.spec import Spec, load_spec
from cssgen.validity.vds import parse_syntax

_NUMERIC = numeric_types()
_NEVER = one_of(())
_ANYWHERE = Matcher(lambda row, index: tuple(range(index, row.size + 1)), None, True)


class Grammar:
    """The compiled grammars of a specification."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._types: dict[str, Matcher] = {}
        self._properties: dict[str, Matcher] = {}
        self._syntaxes: dict[str, Matcher] = {}
        self._pending: set[str] = set()

    def of_property(self, name: str) -> Matcher:
        """Matcher of the values of a property, keywords that every property takes left out."""
        return self._lazy(self._properties, name, lambda: self._spec.properties[name]["syntax"])

    def of_syntax(self, syntax: str) -> Matcher:
        """Matcher of a grammar given as text."""
        return self._lazy(self._syntaxes, syntax, lambda: syntax)

    def _lazy(self, table: dict[str, Matcher], name: str, syntax: Callable[[], str]) -> Matcher:
        matcher = table.get(name)
        if matcher is None:
            matcher = table[name] = self.compile(parse_syntax(syntax()))
        return matcher

    @staticmethod
    def is_primitive(name: str) -> bool:
        """Whether the matcher knows the type itself, whatever the data says of it."""
        return name in _NUMERIC or name in PRIMITIVES or name == "custom-ident"

    def compile(self, node: definitions.Node) -> Matcher:
        """Matcher of a parsed grammar."""
        match node:
            case definitions.Keyword(word):
                return _word(word)
            case definitions.Literal(sign):
                return COMMA if sign == "," else _sign(sign)
            case definitions.TypeReference():
                return self._type(node)
            case definitions.PropertyReference(name):
                return self._reference("'" + name, lambda: self.of_property(name))
            case definitions.FunctionCall(name, arguments):
                return self._call(f"{name.lower()}(", arguments)
            case definitions.Bracketed(opener, contents):
                return self._call(opener, contents)
            case definitions.BooleanExpression():
                return _ANYWHERE
            case _:
                return self._combination(node)

    def _combination(self, node: definitions.Node) -> Matcher:
        match node:
            case definitions.Sequence(items):
                compiled = self._compile_all(items)
                return comma_sequence(compiled) if COMMA in compiled else sequence(compiled)
            case definitions.AllOf(items):
                return any_order(self._compile_all(items), every=True)
            case definitions.AnyOf(items):
                return any_order(self._compile_all(items), every=False)
            case definitions.OneOf(items):
                return one_of(self._compile_all(items))
            case definitions.Repeat(item, 0, 1):
                return optional(self.compile(item))
            case definitions.Repeat(item, least, most, commas):
                return repeat(self.compile(item), least, most, commas)
            case definitions.Required(item):
                return required(self.compile(item))
        raise TypeError(node)

    def _compile_all(self, items: Iterable[definitions.Node]) -> list[Matcher]:
        return [self.compile(item) for item in items]

    def _type(self, node: definitions.TypeReference) -> Matcher:
        if node.name in _NUMERIC:
            return numeric(node.name, node.low, node.high)
        if node.name == "custom-ident":
            return custom_ident(node.excluded)
        if node.name in PRIMITIVES:
            return PRIMITIVES[node.name]
        if node.name not in self._spec.types:
            return _NEVER
        matcher = self._reference(node.name, lambda: self._definition(node.name))
        return matcher if node.low == -node.high else _bounded(matcher, node.low, node.high)

    def _definition(self, name: str) -> Matcher:
        return self._lazy(self._types, name, lambda: self._spec.types[name])

    def _reference(self, name: str, resolve: Callable[[], Matcher]) -> Matcher:
        """Matcher of a named definition; a definition that refers to itself is resolved at its first use."""
        if name in self._pending:
            return Matcher(lambda row, index: resolve().match(row, index), None)
        self._pending.add(name)
        matcher = resolve()
        self._pending.remove(name)
        return matcher._replace(match=_memoised(name, matcher.match))

    def _call(self, key: str, arguments: definitions.Node) -> Matcher:
        resolve = functools.cache(lambda: self.compile(arguments).match)

        def match(row: Row, index: int) -> Ends:
            token = row.tokens[index]
            if token.key != key:
                return ()
            memo = (resolve, index)
            ends = row.memo.get(memo)
            if ends is None:
                inner = row.inner(index, _inner_scope(row, index))
                ends = row.memo[memo] = (index + 1,) if inner.size in resolve()(inner, 0) else ()
            return ends

        return Matcher(match, frozenset({key}))


def _word(word: str) -> Matcher:
    """A keyword; some grammars have numbers in their place (`2d`, `0`)."""
    if word[0] in "0123456789+-." and any(sign.isdigit() for sign in word):
        return _spelled(word)
    return keyword(word if word[0] != "@" else "<at>")


def _spelled(text: str) -> Matcher:
    def match(row: Row, index: int) -> Ends:
        token = row.tokens[index]
        return (index + 1,) if row.text[token.start : token.end].lower() == text else ()

    return Matcher(match, frozenset({"<number>", "<dimension>", "<percentage>"}))


def _sign(sign: str) -> Matcher:
    def match(row: Row, index: int) -> Ends:
        return (index + 1,) if row.tokens[index].kind == sign else ()

    return Matcher(match, frozenset({sign}))


def _memoised(name: str, inner: Match) -> Match:
    def match(row: Row, index: int) -> Ends:
        memo = row.memo
        key = (name, index)
        ends = memo.get(key)
        if ends is None:
            # Empty while it is being found, so that a definition that starts with itself comes to an end.
            memo[key] = ()
            ends = memo[key] = inner(row, index)
        return ends

    return match


def _bounded(matcher: Matcher, low: float, high: float) -> Matcher:
    """Apply a range to a type that is an alternative of numeric ones."""

    def match(row: Row, index: int) -> Ends:
        token = row.tokens[index]
        if token.kind in ("<number>", "<percentage>", "<dimension>") and not low <= token.number <= high:
            return ()
        return matcher.match(row, index)

    return matcher._replace(match=match)


def _inner_scope(row: Row, index: int) -> Scope:
    """Scope inside the function at `index`: a relative colour adds its channels."""
    token = row.tokens[index]
    relative = bool(token.children) and token.children[0].key == "from"
    return _function_scope(row.scope, token.key if token.key in CHANNELS else "", relative)


@functools.lru_cache(256)
def _function_scope(outer: Scope, color: str, relative: bool) -> Scope:
    if not color:
        return replace(outer, percent="percent")
    names = frozenset(f"{CHANNELS[color]} alpha".split()) if relative else frozenset()
    return Scope(outer.anchors, names)


@functools.cache
def load_grammar() -> Grammar:
    """The grammars of the specification data, shared by the process."""
    return Grammar(load_spec())
