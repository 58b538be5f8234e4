"""Conditions of `@media`, `@container` and `@supports`: tests joined by `and`, `or`, `not` and parentheses.

https://drafts.csswg.org/mediaqueries-5/#media-conditions. What a browser would read as `<general-enclosed>`,
and then never apply, is reported.
"""

from collections.abc import Callable, Sequence

from cssgen.diagnostics import Diagnostic
from cssgen.edits import Span
from cssgen.validity.tokens import END, Token

Check = Callable[[Token], list[Diagnostic]]
"""Check of one test: a parenthesis or a function."""


def fault(code: str, message: str, token: Token) -> list[Diagnostic]:
    """One error about `token`."""
    return [Diagnostic(code, message, Span(token.start, token.end))]


def check_condition(tokens: Sequence[Token], owner: Token, code: str, check: Check) -> list[Diagnostic]:
    """Check a condition; nested parentheses that hold conditions are looked into."""
    if not tokens:
        return fault(code, "a condition is missing here", owner)
    found: list[Diagnostic] = []
    joined_by = ""
    index = 0
    while True:
        if tokens[index].key == "not":
            index += 1
        token = tokens[index] if index < len(tokens) else END
        if token.kind not in ("(", "<function>"):
            return fault(code, _expected(token), token if token is not END else tokens[-1])
        found += _check_test(token, code, check)
        index += 1
        if index == len(tokens):
            return found
        operator = tokens[index]
        if operator.key not in ("and", "or"):
            return fault(code, f"expected `and` or `or`, found `{operator.value}`", operator)
        if joined_by not in ("", operator.key):
            return fault(code, "`and` and `or` need parentheses to be mixed", operator)
        joined_by = operator.key
        index += 1
        if index == len(tokens):
            return fault(code, f"a condition is missing behind `{operator.key}`", operator)


def _check_test(token: Token, code: str, check: Check) -> list[Diagnostic]:
    if token.key in ("not(", "and(", "or("):
        return fault(code, f"`{token.value}` needs a blank before the parenthesis", token)
    first = token.children[0] if token.children else END
    second = token.children[1] if len(token.children) > 1 else END
    nested = first.kind == "(" or (first.kind == "<function>" and second.kind != ":") or first.key == "not"
    if token.kind == "(" and nested and second.kind not in ("<", ">", "=", "+", "-", "*", "/"):
        return check_condition(token.children, token, code, check)
    return check(token)


def _expected(token: Token) -> str:
    if token is END:
        return "a condition in parentheses is missing at the end"
    return f"expected a condition in parentheses, found `{token.value}`"
