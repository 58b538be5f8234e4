"""Where a marker stands, and what may stand there."""

import pytest

from cssgen.contexts import Context, read_contexts
from cssgen.productions import Production

M = "/* complete: x */"


def read_one(text: str) -> Context:
    contexts = read_contexts(text)
    assert contexts.diagnostics == ()
    (context,) = contexts.contexts
    return context


@pytest.mark.parametrize(
    ("text", "production", "ancestors"),
    [
        (M, Production.STYLESHEET, ()),
        (f"a {{}} {M} b {{}}", Production.STYLESHEET, ()),
        (f'@charset "utf-8"; @import "a.css"; {M}', Production.STYLESHEET, ()),
        (f"@layer a, b; {M}", Production.STYLESHEET, ()),
        (f"@media print {{ {M} }}", Production.GROUP, ("@media print",)),
        (f"@supports (display:grid) {{ {M} a {{}} }}", Production.GROUP, ("@supports (display:grid)",)),
        (
            f"@layer a {{ @container (width > 1px) {{ {M} }} }}",
            Production.GROUP,
            ("@layer a", "@container (width > 1px)"),
        ),
        (f"@scope (.a) {{ {M} }}", Production.GROUP, ("@scope (.a)",)),
        (f"@starting-style {{ {M} }}", Production.GROUP, ("@starting-style",)),
        (f"a {{ {M} }}", Production.DECLARATIONS, ("a",)),
        (f"a{{color:red;{M}}}", Production.DECLARATIONS, ("a",)),
        (f"a /* b */ , c {{ b: c; {M} d: e }}", Production.DECLARATIONS, ("a , c",)),
        (f"a {{ &:hover {{ {M} }} }}", Production.DECLARATIONS, ("a", "&:hover")),
        (f"a {{ b:hover {{ }} {M} }}", Production.DECLARATIONS, ("a",)),
        (f"@font-face {{ {M} }}", Production.DECLARATIONS, ("@font-face",)),
        (f"@page :first {{ {M} }}", Production.DECLARATIONS, ("@page :first",)),
        (f"@page {{ @top-left {{ {M} }} }}", Production.DECLARATIONS, ("@page", "@top-left")),
        (f"@property --a {{ {M} }}", Production.DECLARATIONS, ("@property --a",)),
        (f"@theme {{ {M} }}", Production.DECLARATIONS, ("@theme",)),
        (f"@keyframes a {{ {M} }}", Production.KEYFRAMES, ("@keyframes a",)),
        (f"@-webkit-keyframes a {{ from {{}} {M} }}", Production.KEYFRAMES, ("@-webkit-keyframes a",)),
        (f"@keyframes a {{ from {{ {M} }} }}", Production.DECLARATIONS, ("@keyframes a", "from")),
    ],
)
def test_lists(text: str, production: Production, ancestors: tuple[str, ...]) -> None:
    context = read_one(text)
    assert (context.production, context.ancestors, context.property) == (production, ancestors, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(f"a {{ color: {M} }}", "color", id="whole value"),
        pytest.param(f"a {{ COLOR:{M}; }}", "color", id="lower case"),
        pytest.param(f"a {{ transition: opacity 1s, {M}; }}", "transition", id="second item"),
        pytest.param(f"a {{ margin: 0 {M} 0 }}", "margin", id="in the midst"),
        pytest.param(f"a {{ background: linear-gradient({M}, red) }}", "background", id="in a function"),
        pytest.param(f"a {{ width: calc(1px + (2px * {M})) }}", "width", id="in brackets"),
        pytest.param(f"a {{ grid-area: [{M}] }}", "grid-area", id="in square brackets"),
        pytest.param(f"a {{ --Brand: {M} }}", "--Brand", id="custom property"),
        pytest.param(f"a {{ color: {M} !important }}", "color", id="before important"),
        pytest.param(f"a {{ color: {M}", "color", id="never closed"),
        pytest.param(f"a {{ transition:\n  opacity 1s,\n  {M};\n }}", "transition", id="own line behind a comma"),
        pytest.param(f"a {{ grid-template:\n  {M}\n }}", "grid-template", id="own line behind the colon"),
        pytest.param(f"@font-face {{ src: {M} }}", "src", id="descriptor"),
        pytest.param(f"a {{ @media print {{ color: {M} }} }}", "color", id="in a nested group"),
    ],
)
def test_values(text: str, name: str) -> None:
    context = read_one(text)
    assert (context.production, context.property) == (Production.VALUE, name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"a {M} {{ }}", "selector"),
        (f"a {{}} b, {M} c {{ }}", "selector"),
        (f"@media {M} {{ }}", "prelude of an at-rule"),
        (f"@media (width > {M}) {{ }}", "prelude of an at-rule"),
        (f"@import {M};", "prelude of an at-rule"),
        (f"a {{ &:hover {M} {{ }} }}", "selector"),
        (f"a {{ color {M} : red }}", "between a property and its colon"),
        (f"a {{ color: red ! {M} important }}", "behind `!important`"),
        (f"a {{ color: red\n  {M}\n  }}", "`color` before the marker lacks its `;`"),
        (f"@foo {{ {M} }}", "does not know"),
        (f"@font-feature-values a {{ {M} }}", "does not know"),
        (f"a {{ --x: {{ {M} }} }}", ""),
        (f'{M} @import "a";', "would disable it"),
        (f"@keyframes a {{ from {M} {{ }} }}", "selector"),
    ],
)
def test_unsupported(text: str, message: str) -> None:
    contexts = read_contexts(text)
    if message:
        (diagnostic,) = contexts.diagnostics
        assert contexts.contexts == ()
        assert diagnostic.code == "CSSG003"
        assert message in diagnostic.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{M} a {{ b: (c }}", "`(` is never closed"),
        (f"{M} a {{ b: c) }}", "`)` closes nothing"),
        (f"{M} a }}", "`}` closes nothing"),
        (f"{M} a {{ b: [c) }}", "`[` is never closed"),
        (f"{M} a {{ b: 'c\n }}", "string is not closed"),
        (f"{M} /* a", "comment is never closed"),
        (f"{M} a {{ b: url(c", "`url(` is never closed"),
        (f"a {{ {M} b: c;", "`{` of `a` is never closed"),
        (f"a {{ {M} }} b {{ c: d;", "`{` of `b` is never closed"),
        (f"a {{ b: rgb({M}", "`(` is never closed"),
    ],
)
def test_unbalanced(text: str, message: str) -> None:
    contexts = read_contexts(text)
    assert contexts.contexts == ()
    assert contexts.diagnostics[0].code == "CSSG007"
    assert message in contexts.diagnostics[0].message


def test_never_closed() -> None:
    text = f"@media print {{ .header-container {{ {M} color: red; {M} /* end */ \n"
    first, last = read_contexts(text).contexts
    assert (first.unclosed, last.unclosed) == (0, 2)


def test_n_outside_rule_lists() -> None:
    (diagnostic,) = read_contexts("a { /* complete(n=2): x */ }").diagnostics
    assert diagnostic.code == "CSSG002"
    assert read_contexts("/* complete(n=2): x */").diagnostics == ()


def test_surroundings() -> None:
    text = f":root {{ --a: 1px; --b: calc( 1px\n + 2px); --a: 2px; }}\n/* complete: y */\n.c {{ Color: red; {M} --D: 0; margin: 0 }}"
    context = read_contexts(text).contexts[1]
    assert context.prefix == ":root { --a: 1px; --b: calc( 1px\n + 2px); --a: 2px; }\n/* y */\n.c { Color: red; "
    assert context.suffix == " --D: 0; margin: 0 }"
    assert context.siblings == ("color", "--D", "margin")
    assert context.custom_properties == (("--a", "1px"), ("--b", "calc( 1px + 2px)"), ("--D", "0"))
    assert context.nested


def test_other_markers_read_as_comments_on_both_sides() -> None:
    first, second = read_contexts("/* complete: a */ /* complete(n=1): b */").contexts
    assert first.suffix == " /* b */"
    assert second.prefix == "/* a */ "
