"""Cases that other validators get wrong, as a table: the text, and the codes of its errors."""

import pytest

from tests.validity.codes_of import errors_in, errors_of


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("a{color:red", ["CSSG101"], id="1 unclosed block"),
        pytest.param("a{color: red; } body { display: none", ["CSSG101"], id="2 escape from a block"),
        pytest.param("--x: 1;", ["CSSG107"], id="2 declaration outside of rules"),
        pytest.param("a{--x: {a:b}; --X: 1; color: var(--X)}", [], id="7 braces in a custom property"),
        pytest.param("a{--x:;}", [], id="7 empty custom property"),
        pytest.param("a{--:1}", ["CSSG110"], id="7 reserved name"),
        pytest.param("@keyframes none { from { top: 0 } }", ["CSSG122"], id="9 keyframes called none"),
        pytest.param("::before:hover::after {}", ["CSSG130"], id="17 pseudo-element after pseudo-element"),
        pytest.param(":not(::before) {}", ["CSSG130"], id="17 pseudo-element in :not()"),
        pytest.param("a::before b {}", ["CSSG130"], id="17 descendant of a pseudo-element"),
        pytest.param("::-webkit-scrollbar-thumb:vertical {}", [], id="17 scrollbar"),
        pytest.param("@layer;", ["CSSG122"], id="18 layer without a name"),
        pytest.param("@layer a . b;", ["CSSG122"], id="18 blanks in the name of a layer"),
        pytest.param("@layer a, b {}", ["CSSG122"], id="18 block of two layers"),
        pytest.param("@media (max-width 1px) {}", ["CSSG127"], id="18 query that never applies"),
        pytest.param("@media (not(hover)) {}", ["CSSG126"], id="18 `not(` is a function"),
        pytest.param("a{b:url(a b)}", ["CSSG110", "CSSG105"], id="19 blank in a url"),
        pytest.param('a{content:"/* complete: x */"}', [], id="19 marker in a string"),
        pytest.param("a{u:U+26}", ["CSSG110"], id="20 unicode range elsewhere"),
        pytest.param("@font-face{unicode-range:U+26, U+0-7F, u+4??}", [], id="20 unicode range"),
    ],
)
def test_stylesheets(text: str, codes: list[str]) -> None:
    assert errors_in(text) == codes


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        pytest.param("width", "calc(1px+2px)", ["CSSG113"], id="3 no blanks"),
        pytest.param("width", "calc(1px + -2px)", [], id="3 signed number"),
        pytest.param("width", "calc(1px * 2px)", ["CSSG113"], id="4 area"),
        pytest.param("width", "min(1px, 2deg)", ["CSSG113"], id="4 two types"),
        pytest.param("width", "calc(1px + 2)", ["CSSG113"], id="4 length and number"),
        pytest.param("opacity", "calc(10px / 1px)", [], id="4 quotient is a number"),
        pytest.param("margin", "var(--a) foo", ["CSSG115"], id="5 stray word beside var()"),
        pytest.param("margin", "var(--x, )", [], id="6 empty fallback"),
        pytest.param("margin", "var(--x y)", ["CSSG116"], id="6 no comma"),
        pytest.param("margin", "var()", ["CSSG116"], id="6 no name"),
        pytest.param("color", "RED", [], id="8 upper case"),
        pytest.param("color", r"\72 ed", [], id="8 escape"),
        pytest.param("grid-area", "span", ["CSSG111"], id="9 span alone"),
        pytest.param("grid-area", "auto 2", ["CSSG111"], id="9 auto and number"),
        pytest.param("grid-area", "1 auto", ["CSSG111"], id="9 number and auto"),
        pytest.param("animation-name", "none, a", [], id="9 none in a list"),
        pytest.param("font-family", "serif sans", [], id="10 words join"),
        pytest.param("animation-timing-function", "steps(0)", ["CSSG111"], id="11 no steps"),
        pytest.param("animation-timing-function", "steps(1, jump-none)", ["CSSG111"], id="11 one step"),
        pytest.param("animation-timing-function", "cubic-bezier(2,0,0,1)", ["CSSG111"], id="11 x out of range"),
        pytest.param("filter", "blur(-1px)", ["CSSG111"], id="12 negative blur"),
        pytest.param("filter", "brightness(-1)", ["CSSG111"], id="12 negative brightness"),
        pytest.param("font-family", "cursive serif", ["CSSG111"], id="10 generic family in a name"),
        pytest.param("border-radius", "1px / 2px", [], id="13 slash"),
        pytest.param("font", "12px/1.5 a", [], id="13 slash of font"),
        pytest.param("border-color", "1px solid red", ["CSSG111"], id="13 shorthand in longhand"),
        pytest.param("background", ", red", ["CSSG111"], id="14 leading comma"),
        pytest.param("background", "none", [], id="14 omitted commas"),
        pytest.param("cursor", "url(a)", ["CSSG111"], id="15 no fallback"),
        pytest.param("cursor", "url(a), auto", [], id="15 fallback"),
        pytest.param("font-feature-settings", '"silly"', ["CSSG111"], id="16 tag of five letters"),
        pytest.param("grid-template-areas", '""', ["CSSG111"], id="16 no cells"),
        pytest.param("grid-template-areas", '"a b" "b a"', ["CSSG111"], id="16 no rectangle"),
        pytest.param("grid-template-areas", '"a a" "b ."', [], id="16 rectangles"),
        pytest.param("transition", "width 0", ["CSSG111"], id="20 time without unit"),
        pytest.param("letter-spacing", ".4", ["CSSG111"], id="20 length without unit"),
        pytest.param("rotate", "0", ["CSSG111"], id="20 angle without unit"),
        pytest.param("transform", "rotate(0)", [], id="20 zero angle in a function"),
        pytest.param("margin", "-0.0", [], id="20 negative zero"),
        pytest.param("margin", "1e3px", [], id="20 exponent"),
        pytest.param("margin", "+.5em", [], id="20 sign and point"),
    ],
)
def test_declarations(name: str, value: str, codes: list[str]) -> None:
    assert errors_of(name, value) == codes
