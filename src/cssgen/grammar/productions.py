"""Contexts to grammars: the start rule of each production, and the terminals that depend on the file."""

from dataclasses import dataclass, replace

from cssgen.contexts import Context
from cssgen.grammar.at_rules import MAX_DECLARATIONS, MAX_RULES
from cssgen.grammar.base import COMPONENT_VALUES, load_base
from cssgen.grammar.context_terminals import name_terminals
from cssgen.grammar.indentation import Indentation, read_indentation
from cssgen.grammar.rules import Symbol
from cssgen.productions import Production
from cssgen.validity.at_rules import Place
from cssgen.validity.judging import find_place

_RULE_LISTS = {Production.STYLESHEET: "rule0", Production.GROUP: "grouped0", Production.KEYFRAMES: "frame0"}
_DECLARATIONS = {Place.STYLE: "declaration", Place.FRAME: "frame_declaration", Place.PROPERTIES: "plain_declaration"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may be written at a marker.

    Attributes:
        text: a grammar in llguidance's Lark.
        indentation: the layout that it derives.
    """

    text: str
    indentation: Indentation


def is_known(context: Context) -> bool:
    """Whether there is a grammar of what may stand in the marker's block."""
    return _is_rule_list(context) or _declaration(context) != ""


def _is_rule_list(context: Context) -> bool:
    return context.production in _RULE_LISTS and not (context.production is Production.GROUP and context.nested)


def render_grammar(context: Context, family: str) -> Grammar:
    """The grammar of declarations or rules at a marker whose block is known.

    Args:
        context: the marker and its place.
        family: of the prompt, `"cssgen"` or `"plain"`: it decides what stands before the answer and behind.
    """
    indentation = read_indentation(context, family)
    if _is_rule_list(context):
        item = _RULE_LISTS[context.production]
        wanted = context.marker.options.n
        if wanted == 1:
            return _render(context, indentation, item, [])
        count = f"{{{wanted - 1},{wanted - 1}}}" if wanted else f"{{0,{MAX_RULES - 1}}}"
        return _render(context, indentation, f"{item} more{count}", [f"more: GAP0 {item}"])
    item = _declaration(context)
    lines = [f"more: LINE0 {item}", "rule_more: GAP0 nested_rule", "nested_rule: inner0 | inner_group0"]
    start = f"{item} more{{0,{MAX_DECLARATIONS - 1}}}"
    if item != "declaration":
        return _render(context, indentation, start, lines[:1])
    start = f"({start} rule_more{{0,4}} | nested_rule rule_more{{0,4}})"
    return _render(context, indentation, start, lines)


def render_value_grammar(context: Context, family: str, *, is_whole: bool, is_known: bool = True) -> Grammar:
    """The grammar of the value that the marker is part of.

    Args:
        context: the marker and its place.
        family: of the prompt.
        is_whole: whether nothing of the value stands before the marker.
        is_known: whether to derive what the property takes, or component values of any kind.
    """
    indentation = read_indentation(context, family)
    symbol = value_symbol(context) if is_known else COMPONENT_VALUES
    return _render(context, indentation if is_whole else replace(indentation, lead=""), symbol, [])


def value_symbol(context: Context) -> Symbol:
    """The rule of the value that the marker is part of."""
    at_rule = find_place(replace(context, production=Production.DECLARATIONS))[1]
    return load_base().value(context.property or "", at_rule) or COMPONENT_VALUES


def _declaration(context: Context) -> Symbol:
    """The rule of one declaration at the marker; empty if nothing is known of its block."""
    if context.takes_only_custom_properties():
        return "custom_declaration"
    place, at_rule = find_place(context)
    if place is Place.PAGE:
        return "page_declaration"
    if place is Place.DESCRIPTORS:
        return load_base().descriptor(at_rule)
    return _DECLARATIONS.get(place, "")


def _render(context: Context, indentation: Indentation, start: str, own_rules: list[str]) -> Grammar:
    body = f"start: {indentation.lead_symbol()} {start} {indentation.tail_symbol(context.production)}"
    roots = {word for line in (start, *own_rules) for word in _words(line)}
    base = load_base()
    blanks, names = indentation.terminals(), name_terminals(context)
    underivable = base.rules.open_terminals().difference(blanks, names)
    rules, wanted = base.render(tuple(sorted(roots)), underivable)
    # Names that no rule asks for would make another grammar of each file.
    lines = [f"{name}: {blanks[name] if name in blanks else names[name]()}" for name in sorted(wanted)]
    return Grammar("\n".join([body, *own_rules, rules, *lines, ""]), indentation)


def _words(line: str) -> list[str]:
    """Names of rules in a line without literals."""
    kept = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in line)
    return [word for word in kept.split() if not word.isdigit()]
