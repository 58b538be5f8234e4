"""Value definition syntax: trees, and what is no grammar."""

import math

import pytest

from cssgen.validity.definitions import (
    UNBOUNDED,
    AllOf,
    AnyOf,
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
from cssgen.validity.spec import load_spec
from cssgen.validity.vds import SyntaxDefinitionError, parse_syntax

A, B, C = Keyword("a"), Keyword("b"), Keyword("c")


@pytest.mark.parametrize(
    ("syntax", "node"),
    [
        pytest.param("a", A, id="keyword"),
        pytest.param("a b", Sequence((A, B)), id="juxtaposition"),
        pytest.param("a | b || c", OneOf((A, AnyOf((B, C)))), id="bar binds loosest"),
        pytest.param("a || b && c", AnyOf((A, AllOf((B, C)))), id="and binds tighter than or"),
        pytest.param("a b && c", AllOf((Sequence((A, B)), C)), id="juxtaposition binds tightest"),
        pytest.param("[ a | b ] c", Sequence((OneOf((A, B)), C)), id="group"),
        pytest.param("a?", Repeat(A, 0, 1), id="question mark"),
        pytest.param("a*", Repeat(A, 0, UNBOUNDED), id="star"),
        pytest.param("a{2}", Repeat(A, 2, 2), id="count"),
        pytest.param("a{2,}", Repeat(A, 2, UNBOUNDED), id="at least"),
        pytest.param("a{1,4}", Repeat(A, 1, 4), id="range of counts"),
        pytest.param("a#", Repeat(A, 1, UNBOUNDED, commas=True), id="comma list"),
        pytest.param("a#{2}", Repeat(A, 2, 2, commas=True), id="comma list of two"),
        pytest.param("a#?", Repeat(Repeat(A, 1, UNBOUNDED, commas=True), 0, 1), id="optional comma list"),
        pytest.param("[ a? b? ]!", Required(Sequence((Repeat(A, 0, 1), Repeat(B, 0, 1)))), id="required"),
        pytest.param("<length>", TypeReference("length"), id="type"),
        pytest.param("<integer [0,∞]>", TypeReference("integer", 0, math.inf), id="range"),
        pytest.param("<angle [-90deg,90deg]>", TypeReference("angle", -90, 90), id="range with units"),
        pytest.param("<'margin-top'>", PropertyReference("margin-top"), id="property"),
        pytest.param("<f()>", TypeReference("f()"), id="function type"),
        pytest.param("f( a , b )", FunctionCall("f", Sequence((A, Literal(","), B))), id="function"),
        pytest.param("( a )", FunctionCall("", A), id="parentheses"),
        pytest.param("'[' a ']'", Bracketed("[", A), id="square brackets"),
        pytest.param("a / b", Sequence((A, Literal("/"), B)), id="slash"),
        pytest.param(
            "<custom-ident except a, b>", TypeReference("custom-ident", excluded=frozenset("ab")), id="except"
        ),
    ],
)
def test_parse(syntax: str, node: Node) -> None:
    assert parse_syntax(syntax) == node


@pytest.mark.parametrize("syntax", ["[ a", "a ]", "f( a", "a \\ b", "<integer [a,b]>"])
def test_no_grammar(syntax: str) -> None:
    with pytest.raises(SyntaxDefinitionError):
        parse_syntax(syntax)


def test_every_definition_can_be_read() -> None:
    spec = load_spec()
    syntaxes = [entry["syntax"] for entry in spec.properties.values()] + list(spec.types.values())
    syntaxes += [each["syntax"] for rule in spec.at_rules.values() for each in rule.get("descriptors", {}).values()]
    assert all(parse_syntax(syntax) for syntax in syntaxes)
