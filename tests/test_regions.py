"""Where regions end, in text that people and formatters changed, or that was written to mislead."""

import re

import pytest

from cssgen.contexts import read_contexts
from cssgen.fill import fill_text
from cssgen.regions import RegionState, digest_css, digest_prompt
from tests.scripted import scripted

FRESH, STALE, EDITED, UNCLEAR = RegionState


def marker(prompt: str) -> str:
    return f"/* complete(leave=region): {prompt} */"


def end(prompt: str, css: str) -> str:
    """The end comment of a region that was filled with `css`."""
    [context] = read_contexts(marker(prompt)).contexts
    return f"/* cssgen:end p={digest_prompt(context.marker)} sum={digest_css(css)} */"


def region(prompt: str, css: str) -> str:
    return f"{marker(prompt)} {css} {end(prompt, css)}"


A, B = "a { top: 0 }", "b { top: 1px }"
GIVEN_BACK = "/* cssgen:end p=0000000000 */"


def find(text: str) -> list[tuple[str, RegionState]]:
    """Prompts and states of the regions of a text, and the prompts of what is to be filled."""
    asked = read_contexts(text)
    found = [(each.marker.prompt, each.state) for each in asked.regions]
    return [*found, *(("fill", item.marker.prompt) for item in asked.contexts)]  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(region("x", A), [("x", FRESH)], id="one"),
        pytest.param(region("x", A) * 2, [("x", FRESH)] * 2, id="copied"),
        pytest.param(f"{region('x', A)} {region('y', B)}", [("x", FRESH), ("y", FRESH)], id="one after another"),
        pytest.param(f"a {{ {region('x', 'top: 0;')} }}", [("x", FRESH)], id="in a block"),
        pytest.param(
            f"a {{ {marker('x')} top: 0 {end('x', 'top: 0;')} }}",
            [("x", FRESH)],
            id="a formatter dropped the semicolon",
        ),
        pytest.param(f"{A} {end('x', A)} {marker('y')}", [("fill", "y")], id="end without a start"),
        pytest.param(f"{marker('x')} a {{ {end('z', B)} }}", [("fill", "x")], id="end in another block"),
        pytest.param(f"a {{ {marker('x')} }} {end('z', B)}", [("fill", "x")], id="start in another block"),
    ],
)
def test_pairs(text: str, expected: list[tuple[str, object]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{marker('y')} {region('x', A)}", [("x", FRESH), ("fill", "y")], id="a marker before a region"),
        pytest.param(
            f"{marker('x')} {marker('y')} {A} {end('x', A)}",
            [("x", FRESH), ("fill", "y")],
            id="a marker at the beginning of a region",
        ),
        pytest.param(
            f"{marker('x')} {A} {marker('y')} {B} {end('x', A + B)}",
            [("x", FRESH), ("fill", "y")],
            id="a marker in a region",
        ),
        pytest.param(
            f"{marker('x')} {A} {region('y', B)} {end('x', A + B)}", [("y", FRESH), ("x", FRESH)], id="nested"
        ),
        pytest.param(
            f"{marker('x')} a {{ {region('y', 'top: 0;')} }} {end('x', A)}",
            [("y", FRESH), ("x", FRESH)],
            id="nested in a block",
        ),
        pytest.param(
            f"{marker('x')} a {{ {marker('y')} top: 0 }} {end('x', A)}",
            [("x", FRESH), ("fill", "y")],
            id="a marker in a block of a region",
        ),
        pytest.param(
            f"{marker('x')} {marker('y')} {A} {end('x', A)} {B} {end('y', A + B)}",
            [("x", FRESH), ("fill", "y")],
            id="crossed",
        ),
        pytest.param(f"{region('x', A)} {end('x', A)}", [("x", FRESH)], id="two ends"),
        pytest.param(
            f"{marker('x')} {region('y', B)} {end('z', A)}",
            [("y", FRESH), ("fill", "x")],
            id="an end that nobody claims, behind a region",
        ),
    ],
)
def test_an_end_belongs_to_the_marker_of_its_digest(text: str, expected: list[tuple[str, object]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "state"),
    [
        pytest.param(f"{marker('y')} {A} {end('x', A)}", STALE, id="another prompt"),
        pytest.param(f"{marker('x')} {B} {GIVEN_BACK}", STALE, id="given back"),
        pytest.param(f"{marker('x')} {B} /* cssgen:end p=00 sum= */", STALE, id="given back, half deleted"),
        pytest.param(f"{marker('x')} {B} {end('x', A)}", EDITED, id="other CSS"),
        pytest.param(f"{marker('y')} {A} /* mine */ {end('x', A)}", EDITED, id="another prompt, and a comment in it"),
        pytest.param(f"{marker('x')} {A} /* cssgen:end sum=00 p=00 */", UNCLEAR, id="digests in another order"),
        pytest.param(f"{marker('x')} {A} /* cssgen:end p=0g */", UNCLEAR, id="no digest"),
        pytest.param(f"{marker('x')} {A} /* cssgen:end, I think */", UNCLEAR, id="words"),
        pytest.param(f"{marker('x')} {A} b {GIVEN_BACK} {{ top: 0 }}", UNCLEAR, id="end in a selector"),
        pytest.param(f"a {{ {marker('x')} top: {GIVEN_BACK} 0; }}", UNCLEAR, id="end in a declaration"),
        pytest.param(f"a {{ {marker('x')} top: f({GIVEN_BACK}); }}", UNCLEAR, id="end in a function"),
        pytest.param(f"a {{ {marker('x')} top: 0; left {GIVEN_BACK}: 0 }}", UNCLEAR, id="end before a colon"),
        pytest.param(f"{marker('x')} a {{ {marker('y')} }} {GIVEN_BACK}", UNCLEAR, id="given back with a marker in it"),
        pytest.param(
            f"{marker('x')} a {{ {marker('y')} top: 0 }} {end('z', A)}",
            EDITED,
            id="another prompt, and a marker in it",
        ),
    ],
)
def test_what_is_not_certain_is_not_overwritten(text: str, state: RegionState) -> None:
    assert ("x", state) in find(text) or ("y", state) in find(text)
    filled = fill_text(text, scripted("c { top: 3px }", "top: 3px"))
    if state is not STALE:
        assert "CSSG004" in {diagnostic.code for diagnostic in filled.diagnostics}
        others = re.sub(r"/\* complete[^*]*y \*/", "", text)
        assert all(word in filled.text for word in others.split())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'{marker("x")} a {{ content: "{GIVEN_BACK}" }}', id="in a string"),
        pytest.param(f"{marker('x')} a {{ background: url({GIVEN_BACK}) }}", id="in a url"),
        pytest.param(f"{marker('x')} /* say {GIVEN_BACK[2:-2]} */", id="in a comment"),
        pytest.param(f"{marker('x')} /* cssgen:ending */", id="another word"),
        pytest.param(f"a {{ top: {marker('x')} 0 {GIVEN_BACK}; left: 0 }}", id="of a value, which has no region"),
    ],
)
def test_no_end(text: str) -> None:
    assert find(text) == [("fill", "x")]


@pytest.mark.parametrize(
    ("css", "other"),
    [
        pytest.param("a:hover{b:c}", "a:hover { b: c; }", id="blanks around braces and colons"),
        pytest.param("a { color : red }", "a { color: red }", id="before a colon"),
        pytest.param("a{b:calc(2*3px)}", "a { b: calc(2 * 3px) }", id="operators"),
        pytest.param("a,b>c{d:e}", "a,\nb > c {\n  d: e;\n}", id="lists and combinators"),
        pytest.param("@media(width>1px){a{b:c}}", "@media (width > 1px) { a { b: c } }", id="conditions"),
        pytest.param("a { b: 'c' } d { e: #FFF 1E3PX }", 'a { b: "c" } d { e: #fff 1e3px }', id="quotes and case"),
        pytest.param("a { b: c !important }", "a { b: c!important }", id="importance"),
    ],
)
def test_formatters_change_no_digest(css: str, other: str) -> None:
    assert digest_css(css) == digest_css(other)


@pytest.mark.parametrize(
    ("css", "other"),
    [
        pytest.param("a:hover { b: c }", "a :hover { b: c }", id="pseudo-class"),
        pytest.param("a[x] { b: c }", "a [x] { b: c }", id="attribute"),
        pytest.param(":is(a).b { c: d }", ":is(a) .b { c: d }", id="class behind a bracket"),
        pytest.param("[a]:b { c: d }", "[a] :b { c: d }", id="pseudo-class behind an attribute"),
        pytest.param("*.a { b: c }", "* .a { b: c }", id="universal selector"),
        pytest.param("&.a { b: c }", "& .a { b: c }", id="nested rule"),
        pytest.param("a { b: 1px 2px }", "a { b: 1px2px }", id="values"),
        pytest.param("a { b: 'C' }", "a { b: 'c' }", id="strings"),
    ],
)
def test_people_change_digests(css: str, other: str) -> None:
    assert digest_css(css) != digest_css(other)
