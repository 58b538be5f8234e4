"""Declarations of properties and of descriptors, each ending in its semicolon."""

from collections.abc import Mapping, Sequence

from cssgen.grammar.dimensions import VARIABLES
from cssgen.grammar.omissions import OMITTED_PROPERTIES
from cssgen.grammar.rules import RuleSet, Symbol, literal, repeated
from cssgen.grammar.values import Values, iter_shipped
from cssgen.validity.spec import SHIPPED_ENGINES, Spec

CUSTOM_VALUE = (
    "<color> | <length-percentage> | <number> | <time> | <angle> | <string> | <'font-family'> | <'box-shadow'> | "
    "<easing-function> | <gradient> | <'padding'> | <'transition'>"
)
"""What a custom property is set to: the kinds of values that people keep in them."""

VENDOR_PROPERTIES = {
    "-webkit-line-clamp": "none | <integer [1,9]>",
    "-webkit-box-orient": "vertical | horizontal",
    "-webkit-backdrop-filter": "<'backdrop-filter'>",
    "-webkit-font-smoothing": "auto | antialiased",
    "-moz-osx-font-smoothing": "auto | grayscale",
    "-webkit-tap-highlight-color": "<color>",
    "-webkit-appearance": "none | auto",
    "-moz-appearance": "none | auto | textfield",
    "-webkit-background-clip": "text | border-box | padding-box | content-box",
    "-webkit-user-select": "none | auto | text | all",
    "-moz-user-select": "none | auto | text | all",
    "-webkit-text-size-adjust": "none | auto | 100%",
    "-webkit-overflow-scrolling": "touch | auto",
    "-webkit-transform": "<'transform'>",
    "-webkit-transition": "<'transition'>",
    "-webkit-box-shadow": "<'box-shadow'>",
    "-moz-box-shadow": "<'box-shadow'>",
    "-webkit-border-radius": "<'border-radius'>",
    "-moz-border-radius": "<'border-radius'>",
    "-webkit-mask-image": "<'mask-image'>",
    "-webkit-mask": "<'mask'>",
}
"""Prefixed properties that may be written where a file uses them already, or still needs them."""

UNREPLACED = frozenset({"-webkit-line-clamp", "-webkit-box-orient", "-webkit-user-select"})
"""Prefixed properties that may be written anywhere: engines ship them, and some ship nothing else."""

WIDE = ("inherit", "initial", "unset", "revert", "revert-layer")
_DESCRIPTORS = {
    "src": "[ <url> [ format( <string> ) ]? | local( <string> ) ]#",
    "unicode-range": "<unicode-ranges>",
    "syntax": "<property-syntax>",
    "initial-value": "<color> | <length-percentage> | <number> | <time> | <angle>",
    "symbols": "<string>+",
    "prefix": "<string>",
    "suffix": "<string>",
    "negative": "<string>",
    "pad": "<integer [0,∞]> && <string>",
    "additive-symbols": "<integer [0,∞]> && <string>",
    "font-family": "<string> | <font-words>",
}


class Declarations:
    """Rules named `declaration`, `frame_declaration` and `descriptor_…`, and the names that each may set.

    Attributes:
        names: properties of style rules.
        frame_names: properties of keyframes.
        values: rules of the values of properties, keywords that all of them take left out.
        descriptors: names of descriptors, by at-rule.
        descriptor_values: rules of their values, by at-rule and name.
    """

    def __init__(self, rules: RuleSet, spec: Spec, values: Values) -> None:
        self._rules = rules
        self._spec = spec
        self._values = values
        shipped = iter_shipped(spec, OMITTED_PROPERTIES)
        self.values = {name: symbol for name in shipped if (symbol := self._whole(name)) is not None}
        self.names = (*self.values, "all")
        self.frame_names = tuple(name for name in self.names if _may_stand_in_frame(name))
        self.descriptors: dict[str, tuple[str, ...]] = {}
        self.descriptor_values: dict[tuple[str, str], Symbol] = {}
        self._define_properties()
        self._define_custom()
        for at_rule in ("font-face", "property", "counter-style", "page", "font-palette-values", "view-transition"):
            self._define_descriptors(at_rule)

    def _whole(self, name: str) -> Symbol | None:
        """The value of a property, or a custom property that holds all of it."""
        symbol = self._values.of_property(name)
        if symbol is None:
            return None
        with_fallback = [literal("var("), VARIABLES["other"], literal(", "), symbol, literal(")")]
        return self._rules.rule(("whole", symbol), lambda: [[symbol], ["var_other"], with_fallback])

    def _define_properties(self) -> None:
        rules = self._rules
        framed = {name: self.values[name] for name in self.frame_names if name in self.values}
        others = {name: symbol for name, symbol in self.values.items() if name not in framed}
        rules.define("framed", *self._group("PROPERTY", framed, self.frame_names))
        rest = [name for name in self.names if name not in self.frame_names]
        rules.define("unframed", *self._group("ANIMATED", others, rest))
        vendor = {name: self._values.of_syntax(syntax) or "" for name, syntax in VENDOR_PROPERTIES.items()}
        prefixed = ([rules.terminal(vendor_terminal(name), ""), literal(": "), value] for name, value in vendor.items())
        rules.define("prefixed", *prefixed, [rules.terminal("VENDOR_DECLARATION", "")])
        rules.define("important", [], [rules.terminal("IMPORTANT", "")])
        rules.define(
            "declaration",
            *([name, "important", literal(";")] for name in ("framed", "unframed", "prefixed")),
            ["custom_declaration"],
            ["areas", literal(";")],
        )
        # Several rows stand below each other, and so below their property.
        first = rules.terminal("ROW_BREAK", r"/\n {1,8}/")
        rules.define("areas", [literal("grid-template-areas:"), first, "area_rows"])
        rules.define("frame_declaration", ["framed", literal(";")], ["prefixed", literal(";")], ["areas", literal(";")])
        rules.define("plain_declaration", ["framed", literal(";")], ["unframed", literal(";")])

    def _define_custom(self) -> None:
        rules = self._rules
        value = self._values.of_syntax(CUSTOM_VALUE) or ""
        rules.define("custom_value", [value], *([f"var_{kind}"] for kind in ("length", "number", "time", "other")))
        name = rules.terminal("CUSTOM_NAME", "")
        rules.define("custom_declaration", [name, literal(": "), "custom_value", literal(";")])

    def _define_descriptors(self, at_rule: str) -> None:
        entries = self._spec.at_rules[at_rule].get("descriptors", {})
        shipped = (name for name, entry in entries.items() if entry["engines"] >= SHIPPED_ENGINES)
        symbols: dict[str, Symbol] = {}
        for name in shipped:
            symbol = self._values.of_syntax(_DESCRIPTORS.get(name) or entries[name]["syntax"])
            if symbol is not None:
                self.descriptor_values[at_rule, name] = symbol
                rule = descriptor_rule(at_rule, name)
                symbols[name] = self._rules.define(rule, [literal(f"{name}: "), symbol, literal(";")])
        self.descriptors[at_rule] = tuple(symbols)
        if at_rule == "page":
            # A page has margins too; what else it might set is rare.
            self.descriptors[at_rule] = ("size", "margin")
        self._rules.define(descriptor_rule(at_rule), *([symbol] for symbol in symbols.values()))

    def _group(self, prefix: str, symbols: Mapping[str, Symbol], names: Sequence[str]) -> list[list[Symbol]]:
        """Alternatives, one for all properties that take the same values, and one for keywords that all take.

        The lexer is greedy: a property and its keyword must not be one terminal, or `color: r` would only go on
        to `color: revert`.
        """
        groups: dict[Symbol, list[str]] = {}
        for name, symbol in symbols.items():
            groups.setdefault(symbol, []).append(name)
        wide = self._rules.terminal("WIDE", f"/{'|'.join(WIDE)}/")
        made = [
            [self._names(f"{prefix}{index}", group), symbol] for index, (symbol, group) in enumerate(groups.items())
        ]
        return [*made, [self._names(f"{prefix}_WIDE", names), wide]]

    def _names(self, terminal: str, names: Sequence[str]) -> Symbol:
        return self._rules.terminal(terminal, f"/({'|'.join(names)}): /")


def descriptor_rule(at_rule: str, name: str = "") -> str:
    """Name of the rule for one descriptor of an at-rule, or for any of them."""
    return "descriptor_" + "__".join(part.replace("-", "_") for part in (at_rule, name) if part)


def vendor_terminal(name: str) -> str:
    """Name of the terminal that a context defines if it may set a prefixed property."""
    return "VENDOR" + name.upper().replace("-", "_")


def list_of(rules: RuleSet, name: str, item: Symbol, gap: Symbol, most: int) -> Symbol:
    """Define a rule: up to `most` items with `gap` between them."""
    more = rules.define(f"{name}_more", [gap, item])
    return rules.define(name, [item, repeated(more, 0, most - 1)])


def _may_stand_in_frame(name: str) -> bool:
    return not name.startswith("animation") or name == "animation-timing-function"
