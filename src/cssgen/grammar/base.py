"""The base grammar: everything that is the same for all files, made once."""

import functools
from dataclasses import dataclass

from cssgen.grammar.at_rules import define_rules
from cssgen.grammar.declarations import Declarations, descriptor_rule
from cssgen.grammar.rules import RuleSet, Symbol, literal, repeated
from cssgen.grammar.selectors import define_selectors
from cssgen.grammar.values import Values
from cssgen.validity.spec import load_spec

COMPONENT_VALUES = "component_values"
"""The rule for values whose grammar is not known."""


@dataclass(frozen=True, slots=True)
class Base:
    """Rules that every context shares.

    Attributes:
        rules: all of them; `rules.render` picks those that a start rule needs.
        declarations: which names may be set where.
        values: rules of value definitions.
    """

    rules: RuleSet
    declarations: Declarations
    values: Values

    @functools.cache  # noqa: B019  # there is one base in a process
    def render(self, roots: tuple[str, ...], underivable: frozenset[str]) -> tuple[str, frozenset[str]]:
        """What `RuleSet.render` makes of these roots."""
        return self.rules.render(roots, underivable)

    def value(self, name: str, at_rule: str) -> Symbol | None:
        """The rule for the value of a property, or of a descriptor of an at-rule; None if there is none."""
        if name.startswith("--"):
            return "custom_value"
        if (at_rule, name) in self.declarations.descriptor_values:
            return self.declarations.descriptor_values[at_rule, name]
        return self.declarations.values.get(name)

    def descriptor(self, at_rule: str) -> Symbol:
        """The rule for any descriptor of an at-rule; empty if none is known."""
        return descriptor_rule(at_rule) if at_rule in self.declarations.descriptors else ""


@functools.cache
def load_base() -> Base:
    """Make the base grammar, once for each process (about 0.2 s)."""
    spec, rules = load_spec(), RuleSet()
    values = Values(rules, spec)
    declarations = Declarations(rules, spec, values)
    define_selectors(rules, spec)
    define_rules(rules, spec, values)
    _define_component_values(rules, values)
    return Base(rules, declarations, values)


def _define_component_values(rules: RuleSet, values: Values) -> None:
    """What a value is made of, whatever it is the value of."""
    simple = "<color> | <length-percentage> | <number> | <time> | <angle> | <string> | <custom-ident>"
    component = rules.define("component", [values.of_syntax(simple) or ""])
    gaps = rules.define("component_gap", [literal(" ")], [literal(", ")])
    more = rules.define("component_more", [gaps, component])
    rules.define(COMPONENT_VALUES, [component, repeated(more, 0, 5)])
