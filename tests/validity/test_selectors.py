"""Selectors: valid, invalid, noted."""

import pytest

from cssgen.validity import validate
from tests.validity.codes_of import errors_in, remarks_in


@pytest.mark.parametrize(
    "selector",
    [
        "a",
        "*",
        "svg|a, *|*, |a",
        ".a#b[c]:hover::before",
        "a > b + c ~ d || e",
        "a/**/ b",
        '[a="b" i], [a|=b], [*|a]',
        ":is(), :where(a, b)",
        ":not(a > b, .c)",
        ":has(> img)",
        ":nth-child(2n + 1 of .a), :nth-child(odd), :nth-of-type(-n+3)",
        ":lang(de, '*-ch')",
        "::part(a b):hover",
        "::slotted(.a)::before",
        "::view-transition-group(*.a)",
        ":host(.a) b",
        r"#\31 a",
        "&.a, .b &",
        "::-webkit-scrollbar-thumb:hover",
        "a:before:hover",
        ":heading(1, 2)",
    ],
)
def test_valid(selector: str) -> None:
    assert errors_in(f"{selector} {{}}") == []


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        pytest.param("> a", "a selector cannot begin with `>`", id="combinator first"),
        pytest.param("a >", "a selector is missing behind `>`", id="combinator last"),
        pytest.param("a > > b", "a selector is missing behind `>`", id="two combinators"),
        pytest.param("a,,b", "a selector is missing beside a comma", id="two commas"),
        pytest.param("", "a selector is missing here", id="nothing"),
        pytest.param(".1a", "`.1a` is no class: names do not begin with a digit", id="class with a digit"),
        pytest.param("#1a", "`#1a` is no name: names do not begin with a digit", id="id with a digit"),
        pytest.param(". a", "a class name is missing behind `.`", id="blank behind a point"),
        pytest.param("[a=]", "the value of an attribute selector needs quotes here", id="no value"),
        pytest.param("[a b]", "`b` is no operator of an attribute selector", id="no operator"),
        pytest.param("[a=b x]", "unexpected `x` in an attribute selector", id="flag"),
        pytest.param("a:hovr", "unknown pseudo-class `:hovr`; did you mean `hover`?", id="misspelt pseudo-class"),
        pytest.param("a::befor", "unknown pseudo-element `::befor`; did you mean `before`?", id="misspelt element"),
        pytest.param("a:not:first-child", "`:not` needs arguments in parentheses", id="no arguments"),
        pytest.param("a: b", "the name of a pseudo-class is missing", id="blank behind a colon"),
        pytest.param(":nth-child(2x)", "`2x` is no formula such as `2n + 1`", id="formula"),
        pytest.param(":nth-of-type(2n of a)", "`:nth-of-type()` takes no `of`", id="of"),
        pytest.param(":has(::before)", "`::before` cannot stand inside this pseudo-class", id="element in :has()"),
        pytest.param("::before.a", "`::before` cannot be followed by `.`", id="class behind an element"),
        pytest.param("::selection:hover", "`:hover` cannot follow `::selection`", id="state of a highlight"),
        pytest.param("::part(0)", "`part()` takes names", id="part"),
        pytest.param("a $ b", "`$` is no selector", id="sign"),
    ],
)
def test_invalid(selector: str, message: str) -> None:
    (found,) = validate(f"{selector} {{}}")
    assert found.message == message


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        pytest.param("::-moz-focus-inner", ["CSSG142"], id="browser"),
        pytest.param(":global(.a)", ["CSSG143"], id="CSS modules"),
        pytest.param(".a :deep(.b)", ["CSSG143"], id="Vue"),
        pytest.param(":host ::ng-deep .a", ["CSSG143"], id="Angular"),
    ],
)
def test_notes(selector: str, codes: list[str]) -> None:
    assert errors_in(f"{selector} {{}}") == []
    assert remarks_in(f"{selector} {{}}") == codes


def test_nested_rules_may_begin_with_a_combinator() -> None:
    assert errors_in("a { > b { color: red } + c {} &:hover {} }") == []
