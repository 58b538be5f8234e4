"""Which tokens a grammar holds anywhere: what may stand beside a `var()` whose value nobody knows."""

import functools
from dataclasses import dataclass, field

from cssgen.validity.definitions import (
    AllOf,
    AnyOf,
    BooleanExpression,
    Bracketed,
    FunctionCall,
    Node,
    OneOf,
    PropertyReference,
    Repeat,
    Required,
    Sequence,
    TypeReference,
)
from cssgen.validity.grammar import load_grammar
from cssgen.validity.numeric import dimensions_of, numeric_types
from cssgen.validity.spec import load_spec
from cssgen.validity.tokens import Token
from cssgen.validity.units import DIMENSION_OF, DIMENSIONS
from cssgen.validity.vds import parse_syntax


@dataclass(slots=True)
class Vocabulary:
    """The tokens of a grammar, those inside its functions left out.

    Attributes:
        keys: keys and kinds of tokens.
        functions: definitions of each function, by key; math functions have none.
        percent: what percentages stand for: `"length"`, `"percent"` for themselves, None if there are none.
        dimensions: what its dimensions measure.
        numbers: whether a number other than zero may go without a unit.
        open: whether any token may stand in it.
        references: named definitions that are still to be looked up; a property has a `'` before its name.
    """

    keys: set[str] = field(default_factory=set)
    functions: dict[str, list[FunctionCall]] = field(default_factory=dict)
    percent: str | None = None
    dimensions: set[str] = field(default_factory=set)
    numbers: bool = False
    open: bool = False
    references: set[str] = field(default_factory=set)
    _arguments: dict[str, "Vocabulary"] = field(default_factory=dict)

    def has(self, token: Token) -> bool:
        """Whether the grammar has a place for `token` anywhere."""
        if token.kind == "<dimension>" and self.dimensions and DIMENSION_OF.get(token.value) not in self.dimensions:
            return False
        return token.key in self.keys or token.kind in self.keys

    def of_arguments(self, key: str) -> "Vocabulary":
        """The tokens of the arguments of a function, all its definitions taken together."""
        vocabulary = self._arguments.get(key)
        if vocabulary is None:
            alternatives = OneOf(tuple(call.arguments for call in self.functions[key]))
            vocabulary = self._arguments[key] = read_vocabulary(alternatives)
        return vocabulary

    def add(self, other: "Vocabulary") -> None:
        """Take in the tokens of another grammar."""
        self.keys |= other.keys
        for key, calls in other.functions.items():
            self.functions.setdefault(key, []).extend(calls)
        if other.percent and self.percent != "length":
            self.percent = other.percent
        self.dimensions |= other.dimensions
        self.numbers = self.numbers or other.numbers
        self.open = self.open or other.open


def read_vocabulary(node: Node) -> Vocabulary:
    """Collect the tokens of a grammar and of everything it refers to."""
    vocabulary = Vocabulary()
    _collect(node, vocabulary)
    seen: set[str] = set()
    pending = vocabulary.references
    while pending:
        seen |= pending
        found = [_definition(name) for name in sorted(pending)]
        for definition in found:
            vocabulary.add(definition)
        pending = set().union(*(definition.references for definition in found)) - seen
    return vocabulary


@functools.cache
def _definition(name: str) -> Vocabulary:
    """What one definition holds itself."""
    spec = load_spec()
    syntax = spec.properties[name[1:]]["syntax"] if name[0] == "'" else spec.types[name]
    vocabulary = Vocabulary()
    _collect(parse_syntax(syntax), vocabulary)
    return vocabulary


def _collect(node: Node, vocabulary: Vocabulary) -> None:
    match node:
        case FunctionCall(name):
            vocabulary.functions.setdefault(f"{name.lower()}(", []).append(node)
            vocabulary.keys.add(f"{name.lower()}(")
        case Bracketed(opener):
            vocabulary.keys.add(opener)
        case BooleanExpression():
            vocabulary.open = True
        case Sequence(items) | OneOf(items) | AnyOf(items) | AllOf(items):
            for item in items:
                _collect(item, vocabulary)
        case Repeat(item) | Required(item):
            if isinstance(node, Repeat) and node.commas:
                vocabulary.keys.add(",")
            _collect(item, vocabulary)
        case TypeReference(name) if name in load_spec().types and not load_grammar().is_primitive(name):
            vocabulary.references.add(name)
        case PropertyReference(name):
            vocabulary.references.add(f"'{name}")
        case _:
            _add_leaf(node, vocabulary)


def _add_leaf(node: Node, vocabulary: Vocabulary) -> None:
    first = load_grammar().compile(node).first
    if first is None:
        vocabulary.open = True
        return
    vocabulary.keys |= first
    if not isinstance(node, TypeReference):
        return
    if "<dimension>" in first:
        vocabulary.dimensions |= dimensions_of(node.name) if node.name in numeric_types() else DIMENSIONS
    vocabulary.numbers = vocabulary.numbers or node.name in ("number", "integer")
    if "<percentage>" in first:
        length = node.name == "length-percentage" or vocabulary.percent == "length"
        vocabulary.percent = "length" if length else "percent"
