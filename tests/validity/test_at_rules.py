"""At-rules: places, preludes, blocks, descriptors; structure of a stylesheet."""

import pytest

from tests.validity.codes_of import errors_in, remarks_in


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a {}",
        "a { color: red; ; }",
        "<!-- a {} -->",
        '@charset "utf-8"; @layer a; @import url(a.css) layer(b) supports(display: grid) print; a {}',
        "@namespace svg url(http://www.w3.org/2000/svg);",
        "@media { a {} }",
        "@layer a.b, c; @layer { a {} }",
        "@keyframes a { from { top: 0 } 12.5%, to { top: 1px } entry 10% { top: 2px } }",
        '@font-face { font-family: a; src: local(a), url(a.woff2) format("woff2") tech(variations) }',
        "@page :first { size: A4; margin: 1cm; @top-left { content: counter(page) } }",
        "@property --a { syntax: '<length>'; inherits: false; initial-value: 0px }",
        "@counter-style a { system: cyclic; symbols: '*'; suffix: ' ' }",
        "@supports (display: grid) and (not (display: inline-grid)) { a {} }",
        "@supports selector(:has(a)) or font-tech(color-colrv1) { a {} }",
        "@container card (width > 400px) and style(--a: b) { a {} }",
        "@container (inline-size >= 30em) { a {} }",
        "@scope (.a) to (.b) { :scope { color: red } img { color: red } }",
        "@starting-style { a { opacity: 0 } }",
        "@font-feature-values A { @styleset { b: 1 } }",
        "@view-transition { navigation: auto }",
        "@position-try --a { top: 0 }",
        "a { @media print { color: red; b { color: red } } @supports (a: b) { color: red } }",
        "@media print { @font-face { font-family: a; src: url(a) } @keyframes b { to { top: 0 } } }",
        "a { &:hover { color: red } b:hover & { color: red } }",
    ],
)
def test_valid(text: str) -> None:
    assert errors_in(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("@meda print {}", ["CSSG120"], id="unknown"),
        pytest.param("a { @include b; }", ["CSSG120"], id="Sass"),
        pytest.param("a {} @import 'b';", ["CSSG121"], id="late import"),
        pytest.param("a { @font-face { font-family: a } }", ["CSSG121"], id="font face in a style rule"),
        pytest.param("@top-left {}", ["CSSG121"], id="margin box outside of a page"),
        pytest.param("@keyframes 1 {}", ["CSSG122"], id="keyframes without a name"),
        pytest.param("@font-face a {}", ["CSSG122"], id="prelude where none can be"),
        pytest.param("@scope .a {}", ["CSSG122"], id="scope without parentheses"),
        pytest.param("@font-face { color: red }", ["CSSG123"], id="property in a font face"),
        pytest.param("@media print;", ["CSSG125"], id="no block"),
        pytest.param("@import 'a' {}", ["CSSG125"], id="block of an import"),
        pytest.param("@supports (display grid) {}", ["CSSG128"], id="no declaration"),
        pytest.param("@supports (a: b) and (c: d) or (e: f) {}", ["CSSG128"], id="and with or"),
        pytest.param("@container {}", ["CSSG128"], id="no condition"),
        pytest.param("@container (widht > 1px) {}", ["CSSG127"], id="unknown size"),
        pytest.param("@keyframes a { 120% { top: 0 } }", ["CSSG132"], id="beyond the end"),
        pytest.param("@keyframes a { .b { top: 0 } }", ["CSSG132"], id="selector"),
        pytest.param("@keyframes a { to { top: 0 !important } }", ["CSSG117"], id="important keyframe"),
        pytest.param("@font-face { a {} }", ["CSSG133"], id="rule in a font face"),
        pytest.param("a { color red; }", ["CSSG107"], id="no colon"),
        pytest.param("a { // b\n color: red; }", ["CSSG107"], id="comment of another language"),
        pytest.param("// b\na { color: red; }", ["CSSG107"], id="comment of another language before a rule"),
        pytest.param("@mixin b { color: red }", ["CSSG120"], id="mixin of Sass"),
        pytest.param("a { $b: 1px; }", ["CSSG107"], id="variable of another language"),
        pytest.param("a { *zoom: 1 }", ["CSSG107"], id="trick"),
        pytest.param("a {}; b {}", ["CSSG107"], id="semicolon between rules"),
        pytest.param("a { color: red\n margin: 0 }", ["CSSG109"], id="no semicolon"),
        pytest.param("a { color: ; }", ["CSSG108"], id="no value"),
        pytest.param("a", ["CSSG107"], id="no block of a rule"),
        pytest.param("a {}} b {}", ["CSSG102"], id="one brace too many"),
    ],
)
def test_invalid(text: str, codes: list[str]) -> None:
    assert errors_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("@tailwind base; @theme { --color-*: initial; }", ["CSSG143", "CSSG143"], id="Tailwind"),
        pytest.param("a { @apply p-4; }", ["CSSG143"], id="@apply"),
        pytest.param("a { composes: b from 'c'; } :export { d: e }", ["CSSG143", "CSSG143"], id="CSS modules"),
        pytest.param("@-webkit-keyframes a { to { top: 0 } }", ["CSSG142"], id="browser"),
        pytest.param("a { color: var(--acent); --accent: red }", ["CSSG144"], id="undefined custom property"),
        pytest.param("a { color: var(--b, red) }", [], id="fallback"),
        pytest.param("@function --b(--c) { result: var(--c) }", [], id="parameter"),
        pytest.param("@property --b {} a { color: var(--b) }", [], id="registered"),
    ],
)
def test_notes(text: str, codes: list[str]) -> None:
    assert errors_in(text) == []
    assert remarks_in(text) == codes
