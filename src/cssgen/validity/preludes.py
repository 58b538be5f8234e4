"""What stands between the name of an at-rule and its block."""

import itertools
from collections.abc import Sequence

from cssgen.diagnostics import Diagnostic, Severity
from cssgen.edits import Span
from cssgen.validity.at_rules import AT_RULES, FRAMEWORK_AT_RULES, PREPROCESSOR_AT_RULES, AtRule
from cssgen.validity.calc import split_arguments
from cssgen.validity.conditions import check_condition, fault
from cssgen.validity.features import check_container_query, check_media_queries
from cssgen.validity.grammar import load_grammar
from cssgen.validity.matching import Row, Scope
from cssgen.validity.pseudos import check_selectors
from cssgen.validity.selectors import Rules
from cssgen.validity.structure import Rule
from cssgen.validity.suggestions import suggest
from cssgen.validity.tokens import Token
from cssgen.validity.values import is_vendor


def check_prelude(rule: Rule, keyword: Token, name: str, known: AtRule, text: str) -> list[Diagnostic]:
    """Diagnostics about the prelude of an at-rule; `name` has no prefix."""
    prelude = rule.prelude
    if name == "media":
        return check_media_queries(prelude, keyword, text)
    if name == "container":
        return _check_container(prelude, keyword, text)
    if name in ("supports", "when"):
        return check_condition(prelude, keyword, "CSSG128", _check_support)
    if name == "scope":
        return _check_scope(prelude, text)
    if name in ("function", "mixin"):
        return _check_dashed_name(prelude, keyword)
    if known.prelude is None:
        return []
    if name == "layer":
        return _check_layer(rule, keyword, text)
    return _check_grammar(prelude, keyword, known.prelude, text)


def _check_dashed_name(prelude: Sequence[Token], keyword: Token) -> list[Diagnostic]:
    """Functions and mixins of CSS have names that begin with two dashes; those of Sass do not."""
    if prelude and prelude[0].value.startswith("--"):
        return []
    return fault("CSSG120", f"`@{keyword.value}` with such a name is Sass, not CSS", keyword)


def _check_grammar(prelude: Sequence[Token], keyword: Token, syntax: str, text: str) -> list[Diagnostic]:
    row = Row(prelude, text, Scope())
    if not row.size and not syntax:
        return []
    if syntax and row.size in load_grammar().of_syntax(syntax).match(row, 0):
        return []
    if not row.size:
        return fault("CSSG122", f"something is missing behind `@{keyword.value}`", keyword)
    shown = text[prelude[0].start : prelude[-1].end]
    message = f"`{shown}` cannot stand behind `@{keyword.value}`" + (f"; expected: {syntax}" if syntax else "")
    return [Diagnostic("CSSG122", message, Span(prelude[0].start, prelude[-1].end))]


def _check_layer(rule: Rule, keyword: Token, text: str) -> list[Diagnostic]:
    """Names of layers hold no blanks; a block takes one name, a statement at least one."""
    prelude = rule.prelude
    for before, token in itertools.pairwise(prelude):
        if token.spaced and "." in (before.kind, token.kind):
            return fault("CSSG122", "no blank can stand in the name of a layer", token)
    if rule.block is None and not prelude:
        return fault("CSSG122", "`@layer` without a block needs a name", keyword)
    comma = next((token for token in prelude if token.kind == ","), None)
    if rule.block is not None and comma is not None:
        return fault("CSSG122", "`@layer` with a block takes one name", comma)
    return _check_grammar(prelude, keyword, AT_RULES["layer"].prelude or "", text) if prelude else []


def _check_container(prelude: Sequence[Token], keyword: Token, text: str) -> list[Diagnostic]:
    queries = split_arguments(prelude)
    if not queries:
        return fault("CSSG128", "`@container` needs a condition", keyword)
    return [found for query in queries for found in check_container_query(query, keyword, text)]


def _check_scope(prelude: Sequence[Token], text: str) -> list[Diagnostic]:
    """`(selectors) to (selectors)`, each part optional: https://drafts.csswg.org/css-cascade-6/#scope-syntax."""
    kinds = ["to" if token.key == "to" else token.kind for token in prelude]
    if kinds not in ([], ["("], ["(", "to", "("], ["to", "("]):
        return fault("CSSG122", "expected selectors in parentheses, such as `(.card) to (.content)`", prelude[0])
    blocks = [token for token in prelude if token.kind == "("]
    return [found for block in blocks for found in check_selectors(block.children, block, text, Rules(relative=True))]


def _check_support(test: Token) -> list[Diagnostic]:
    """`(name: value)` or a function; what is asked for is nobody's mistake if it is unknown."""
    if test.kind == "<function>":
        return []
    children = test.children
    if len(children) >= 2 and children[0].kind == "<ident>" and children[1].kind == ":":
        return []
    return fault("CSSG128", "expected a declaration such as `(display: grid)`", test)


def unknown_at_rule(keyword: Token, name: str) -> Diagnostic:
    """A remark on an at-rule that is not CSS: a framework's, a browser's, a preprocessor's, or a typing error."""
    span = Span(keyword.start, keyword.end)
    if name in FRAMEWORK_AT_RULES:
        return Diagnostic("CSSG143", f"`@{name}` is a framework's, not CSS", span, Severity.NOTE)
    if is_vendor(name):
        return Diagnostic("CSSG142", f"`@{name}` is a browser's own name", span, Severity.NOTE)
    if name in PREPROCESSOR_AT_RULES:
        return Diagnostic("CSSG120", f"`@{name}` is Sass, not CSS", span)
    return Diagnostic("CSSG120", f"unknown at-rule `@{keyword.value}`{suggest(name, AT_RULES)}", span)
