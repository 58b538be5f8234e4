"""Value definitions to rules: every value that they derive is valid, in canonical layout.

Canonical: one blank between components, a comma followed by a blank, keywords as the specification spells them.
"""

from collections.abc import Iterable

from cssgen.grammar.combinations import Part, any_order, sequence
from cssgen.grammar.dimensions import VARIABLES, Dimensions
from cssgen.grammar.keywords import Keywords
from cssgen.grammar.leaves import OVERRIDES, Leaves
from cssgen.grammar.omissions import OMITTED_KEYWORDS, OMITTED_TYPES
from cssgen.grammar.rules import RuleSet, Symbol, literal, repeated
from cssgen.validity import definitions as vds
from cssgen.validity.spec import SHIPPED_ENGINES, Spec
from cssgen.validity.vds import parse_syntax
from cssgen.validity.wordlists import words

MAX_REPEATS = 8
"""Most repetitions of what the specifications let repeat without end."""
MAX_NAMES = 3
"""Most names in a row, likewise."""

_SYSTEM_COLORS = words(
    "AccentColor AccentColorText ActiveText ButtonBorder ButtonFace ButtonText Canvas CanvasText Field FieldText "
    "GrayText Highlight HighlightText LinkText Mark MarkText SelectedItem SelectedItemText VisitedText"
)


class Values:
    """Rules of value definitions; each property, type and node has one, made at its first use."""

    def __init__(self, rules: RuleSet, spec: Spec) -> None:
        self.rules = rules
        self._spec = spec
        self._parsed: dict[str, vds.Node] = {}
        self._dimensions = Dimensions(rules)
        self._leaves = Leaves(rules)
        self._optional: dict[vds.Node, bool] = {}
        self._keywords = Keywords(spec)
        self._unshipped: frozenset[str] = frozenset()
        rules.define("slash", [literal(" / ")], [literal("/")])

    def of_property(self, name: str) -> Symbol | None:
        """What the property takes, keywords that every property takes left out."""
        syntax = OVERRIDES.get(f"'{name}'") or self._spec.properties[name]["syntax"]
        if not syntax:
            return None
        outer, self._unshipped = self._unshipped, frozenset(self._spec.properties[name].get("unshipped", ()))
        symbol = self.of_syntax(syntax)
        self._unshipped = outer
        return symbol

    def of_syntax(self, syntax: str) -> Symbol | None:
        """What a grammar given as text derives."""
        return self.of_node(self._parse(syntax))

    def _parse(self, syntax: str) -> vds.Node:
        if syntax not in self._parsed:
            self._parsed[syntax] = parse_syntax(syntax)
        return self._parsed[syntax]

    def of_node(self, node: vds.Node) -> Symbol | None:
        """What a definition derives, apart from nothing at all; None if that is all it derives."""
        match node:
            case vds.Keyword(word):
                return self._keyword(word)
            case vds.Literal(sign):
                return "slash" if sign == "/" else literal(sign)
            case vds.TypeReference():
                return self._type(node)
            case vds.PropertyReference(name):
                return self.of_syntax(OVERRIDES.get(f"'{name}'") or self._spec.properties[name]["syntax"])
            case vds.Required(item):
                return self.of_node(item)
            case vds.BooleanExpression():
                return None
        return self.rules.rule(self._key(node), lambda: self._combination(node))

    def _key(self, node: vds.Node) -> tuple[vds.Node, frozenset[str]]:
        """What the rule of a node depends on: keywords may be missing from it for the sake of one property."""
        return node, self._keywords.among(self._unshipped, node) if self._unshipped else self._unshipped

    def _combination(self, node: vds.Node) -> list[list[Symbol]]:
        match node:
            case vds.OneOf(items):
                return [[symbol] for item in items if (symbol := self.of_node(item)) is not None]
            case vds.AnyOf(items) | vds.AllOf(items):
                every = isinstance(node, vds.AllOf)
                return _one(any_order(self.rules, [self._part(item) for item in items], every=every))
            case vds.Sequence(items):
                return _one(sequence(self.rules, (self._key(node), "sequence"), [self._part(item) for item in items]))
            case vds.Repeat():
                return self._repeat(node)
            case vds.FunctionCall(name, arguments) if name and self._is_written(f"{name}()"):
                return self._enclosed(f"{name}(", arguments, ")")
            case vds.Bracketed("[", contents):
                return self._enclosed("[", contents, "]")
        return []

    def _is_written(self, function: str) -> bool:
        shipped = self._spec.functions.get(function, SHIPPED_ENGINES) >= SHIPPED_ENGINES
        return shipped and function not in OMITTED_TYPES

    def _part(self, node: vds.Node) -> Part:
        return Part(self.of_node(node), self.is_optional(node), _sign(node))

    def _keyword(self, word: str) -> Symbol | None:
        if word.lower() in OMITTED_KEYWORDS | self._unshipped or word.startswith("-"):
            return None
        if word.lower() == "currentcolor":
            return self.rules.define("current", [literal("currentColor")], [literal("currentcolor")])
        if word in _SYSTEM_COLORS:
            return self.rules.define(f"system_{word.lower()}", [literal(word)], [literal(word.lower())])
        return literal(word)

    def _type(self, node: vds.TypeReference) -> Symbol | None:
        name = node.name
        if name in OMITTED_TYPES:
            return None
        symbol = self._dimensions.of_type(name, node.low, node.high) or self._leaves.of_type(
            name, node.excluded | self._unshipped
        )
        if symbol is not None:
            return symbol
        syntax = OVERRIDES.get(name) or self._spec.types.get(name)
        if syntax is None:
            return None
        return self.rules.rule(("type", self._key(node)), lambda: self._definition(name, syntax))

    def _definition(self, name: str, syntax: str) -> list[list[Symbol]]:
        symbol = self.of_syntax(syntax)
        if name != "color" or symbol is None:
            return _one(symbol)
        # A fallback is a colour again, possibly another variable.
        fallback = self.rules.define("color_fallback", [symbol], ["var_color"])
        with_fallback = [literal("var("), VARIABLES["color"], literal(", "), fallback, literal(")")]
        return [[symbol], ["var_color"], with_fallback]

    def _enclosed(self, opener: str, contents: vds.Node, closer: str) -> list[list[Symbol]]:
        inner = self.of_node(contents)
        made = [[literal(opener), inner, literal(closer)]] if inner is not None else []
        return made + ([[literal(opener + closer)]] if self.is_optional(contents) else [])

    def _repeat(self, node: vds.Repeat) -> list[list[Symbol]]:
        item = self.of_node(node.item)
        if item is None:
            return []
        least = max(1, node.least)
        is_name = isinstance(node.item, vds.TypeReference) and node.item.name == "custom-ident"
        most = min(node.most, max(least, MAX_NAMES if is_name else MAX_REPEATS))
        if most == 1:
            return [[item]]
        gap = "" if _sign(node.item) else literal(", " if node.commas else " ")
        again = self.rules.rule((self._key(node), "again"), lambda: [[gap, item] if gap else [item]])
        return [[item, repeated(again or item, least - 1, most - 1)]]

    def is_optional(self, node: vds.Node) -> bool:
        """Whether a definition also derives nothing at all."""
        if node not in self._optional:
            # Where a definition leads back to itself, that way does not derive nothing.
            self._optional[node] = False
            self._optional[node] = self._derives_nothing(node)
        return self._optional[node]

    def _derives_nothing(self, node: vds.Node) -> bool:
        match node:
            case vds.TypeReference(name):
                syntax = OVERRIDES.get(name) or self._spec.types.get(name)
                return syntax is not None and not name.endswith("()") and self.is_optional(self._parse(syntax))
            case vds.Repeat(item, least):
                return least == 0 or self.is_optional(item)
            case vds.Sequence(items) | vds.AllOf(items):
                return all(self.is_optional(item) for item in items if item != vds.Literal(","))
            case vds.OneOf(items) | vds.AnyOf(items):
                return any(self.is_optional(item) for item in items)
        return False


def _one(symbol: Symbol | None) -> list[list[Symbol]]:
    return [] if symbol is None else [[symbol]]


def _sign(node: vds.Node) -> str:
    """The sign that a part is or begins with: see `Part.sign`."""
    match node:
        case vds.Literal(sign):
            return sign if sign in ",/" else ""
        case vds.Sequence((vds.Literal("/"), *_)):
            return "/…"
        case vds.Repeat(item):
            return "/…" if _sign(item).startswith("/") else ""
    return ""


def iter_shipped(spec: Spec, omitted: Iterable[str]) -> list[str]:
    """Properties that generated CSS may set, in alphabetical order."""
    return sorted(
        name
        for name, entry in spec.properties.items()
        if entry["engines"] > 1 and entry["syntax"] and "alias_of" not in entry and name not in omitted
    )
