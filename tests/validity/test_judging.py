"""Candidates in their places, at the strictness of generated CSS."""

from dataclasses import replace

import pytest

from cssgen.contexts import Context, Production
from cssgen.edits import Span
from cssgen.markers import Marker
from cssgen.validity import judge

MARKER = Marker(Span(0, 0), "anything")


def in_place(
    production: Production,
    *ancestors: str,
    prefix: str = "",
    suffix: str = "",
    property: str | None = None,  # noqa: A002
    nested: bool = False,
) -> Context:
    return Context(MARKER, production, ancestors, prefix, suffix, property=property, nested=nested)


STYLE = in_place(Production.DECLARATIONS, ".a", nested=True)
FRAME = in_place(Production.DECLARATIONS, "@keyframes a", "from")
THEME = in_place(Production.DECLARATIONS, "@theme static")
FACE = in_place(Production.DECLARATIONS, "@font-face")
PAGE = in_place(Production.DECLARATIONS, "@page :first")
NESTED_MEDIA = in_place(Production.DECLARATIONS, ".a", "@media print", nested=True)
SHEET = in_place(Production.STYLESHEET)
GROUP = in_place(Production.GROUP, "@media print")
NESTED_GROUP = in_place(Production.GROUP, ".a", "@media print", nested=True)
KEYFRAMES = in_place(Production.KEYFRAMES, "@keyframes a")


@pytest.mark.parametrize(
    ("text", "context"),
    [
        pytest.param("color: red; margin: 0;", STYLE, id="declarations"),
        pytest.param("&:hover { color: red; }", STYLE, id="nested rule"),
        pytest.param("color: red;", NESTED_MEDIA, id="declarations in a nested group"),
        pytest.param("top: 0;", FRAME, id="keyframe"),
        pytest.param("font-family: a; src: url(a.woff2);", FACE, id="descriptors"),
        pytest.param("size: A4; margin: 1cm;", PAGE, id="page"),
        pytest.param(".a { color: red; }\n@media print { a { color: red; } }", SHEET, id="rules"),
        pytest.param(".a { color: red; }", GROUP, id="rules of a group"),
        pytest.param("color: red; .b { margin: 0; }", NESTED_GROUP, id="rules of a nested group"),
        pytest.param("from { top: 0; } to { top: 1px; }", KEYFRAMES, id="keyframes"),
        pytest.param("display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical;", STYLE, id="clamp"),
        pytest.param("--x: {a:b};", STYLE, id="custom property"),
        pytest.param("--color-a: red; @keyframes b { from { top: 0; } }", THEME, id="theme"),
        pytest.param("", STYLE, id="nothing"),
    ],
)
def test_accepted(text: str, context: Context) -> None:
    assert judge(text, context) == []


@pytest.mark.parametrize(
    ("text", "context", "codes"),
    [
        pytest.param("colr: red;", STYLE, ["CSSG110"], id="unknown property"),
        pytest.param("--color-a: red; color: red;", THEME, ["CSSG123"], id="property in a theme"),
        pytest.param("&:hover { --a: red; }", THEME, ["CSSG133"], id="rule in a theme"),
        pytest.param("@media print { --a: red; }", THEME, ["CSSG121", "CSSG107"], id="group in a theme"),
        pytest.param("color: 1px;", STYLE, ["CSSG111"], id="wrong value"),
        pytest.param("color: red; } body { display: none", STYLE, ["CSSG102", "CSSG101"], id="escape"),
        pytest.param("grid-gap: 1px;", STYLE, ["CSSG152"], id="old name"),
        pytest.param("float-defer: none;", STYLE, ["CSSG150"], id="unshipped property"),
        pytest.param("display: grid-lanes;", STYLE, ["CSSG150"], id="unshipped keyword"),
        pytest.param("-webkit-box-reflect: below;", STYLE, ["CSSG140"], id="property of a browser"),
        pytest.param("width: -moz-available;", STYLE, ["CSSG141"], id="value of a browser"),
        pytest.param("@apply p-4;", STYLE, ["CSSG143"], id="framework"),
        pytest.param("top: 0 !important;", FRAME, ["CSSG117"], id="important keyframe"),
        pytest.param("color: red;", FACE, ["CSSG123"], id="property in a font face"),
        pytest.param("@import 'a';", SHEET, ["CSSG153"], id="import"),
        pytest.param("@when media(print) { a { } }", SHEET, ["CSSG150"], id="unshipped at-rule"),
        pytest.param("a:local-link { }", SHEET, ["CSSG150"], id="unshipped pseudo-class"),
        pytest.param("color: red;", SHEET, ["CSSG107"], id="declaration among rules"),
        pytest.param(".b { top: 0; }", KEYFRAMES, ["CSSG132"], id="rule among keyframes"),
    ],
)
def test_refused(text: str, context: Context, codes: list[str]) -> None:
    assert [found.code for found in judge(text, context)] == codes


def value_at(prefix: str, suffix: str, name: str, *ancestors: str) -> Context:
    return in_place(Production.VALUE, *(ancestors or (".a",)), prefix=prefix, suffix=suffix, property=name)


@pytest.mark.parametrize(
    ("text", "context", "codes"),
    [
        pytest.param("red", value_at(".a { color: ", "; }", "color"), [], id="whole value"),
        pytest.param("1px", value_at(".a { color: ", "; }", "color"), ["CSSG111"], id="wrong value"),
        pytest.param("auto", value_at(".a { margin: 0 ", " 1px }", "margin"), [], id="in the middle"),
        pytest.param("red", value_at(".a { margin: 0 ", " }", "margin"), ["CSSG111"], id="wrong in the middle"),
        pytest.param(
            "1fr", value_at(".a { grid-template-rows: minmax(1px, ", "); }", "grid-template-rows"), [], id="function"
        ),
        pytest.param("1s", value_at(".a { width: calc(2 * (1px + ", ")) }", "width"), ["CSSG113"], id="calculation"),
        pytest.param("red; top: 0", value_at(".a { color: ", "; }", "color"), ["CSSG107"], id="second declaration"),
        pytest.param("red }", value_at(".a { color: ", "; }", "color"), ["CSSG102"], id="escape"),
        pytest.param("red !important", value_at(".a { color: ", "; }", "color"), ["CSSG107"], id="important"),
        pytest.param("red", value_at(".a { color: ", " !important; }", "color"), [], id="important behind it"),
        pytest.param(
            "swap", value_at("@font-face { font-display: ", "; }", "font-display", "@font-face"), [], id="descriptor"
        ),
        pytest.param("red", value_at("t's a comment */ .a { COLOR /* b */ : ", "}", "color"), [], id="cut prefix"),
    ],
)
def test_values(text: str, context: Context, codes: list[str]) -> None:
    assert [found.code for found in judge(text, context)] == codes


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        pytest.param("-webkit-box-reflect: below;", ".b { -webkit-user-drag: none; } .a {", id="property"),
        pytest.param("width: -moz-available;", ".b { -moz-appearance: none; } .a {", id="value"),
        pytest.param("-webkit-appearance: none;", ".b::-webkit-scrollbar { } .a {", id="prefixed alias"),
        pytest.param("&::-moz-focus-inner { border: 0; }", ".b { -moz-appearance: none; } .a {", id="selector"),
        pytest.param("@apply p-4;", ".b { @apply m-2; } .a {", id="framework"),
    ],
)
def test_prefixes_that_the_file_uses_are_allowed(text: str, prefix: str) -> None:
    assert judge(text, STYLE) != []
    assert judge(text, in_place(Production.DECLARATIONS, ".a", prefix=prefix, nested=True)) == []


@pytest.mark.parametrize(
    ("part", "prompt"),
    [
        ("::-webkit-slider-thumb", "range slider with a round thumb"),
        ("::-moz-range-track", "slider: thin track, blue knob"),
        ("::-webkit-scrollbar", "slim scrollbar, 6px with a rounded thumb"),
        ("::-webkit-scrollbar", "no scrollbar in Chrome and Firefox"),
        ("::-webkit-inner-spin-button", "number input without the arrows"),
        ("::-webkit-search-cancel-button", "hide the native x of the search field"),
        ("::-moz-progress-bar", "restyle the progress element"),
    ],
    ids=str,
)
def test_parts_without_another_name_are_allowed_where_they_are_asked_for(part: str, prompt: str) -> None:
    text = f".a{part} {{ color: red; }}"
    assert [found.code for found in judge(text, SHEET)] == ["CSSG142"]
    assert judge(text, replace(SHEET, marker=Marker(Span(0, 0), prompt))) == []


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        (".a { -webkit-user-drag: none; }", "not draggable in Safari"),
        (".a::-moz-focus-inner { border: 0; }", "chrome button"),
        (".a::-webkit-scrollbar { display: none; }", "scroll sideways without a scrollbar"),
    ],
    ids=str,
)
def test_other_names_of_browsers_stay_refused(text: str, prompt: str) -> None:
    assert judge(text, replace(SHEET, marker=Marker(Span(0, 0), prompt))) != []


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        pytest.param(None, [], id="any name"),
        pytest.param({"--b"}, [], id="known name"),
        pytest.param(set(), ["CSSG144"], id="unknown name"),
    ],
)
def test_custom_properties(names: set[str] | None, codes: list[str]) -> None:
    found = judge("color: var(--b);", STYLE, custom_properties=names)
    assert [each.code for each in found] == codes
