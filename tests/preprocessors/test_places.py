"""Where markers of SCSS and Less are filled, and where they stay."""

import time
from pathlib import Path

import pytest

from cssgen.fill import FillOptions
from cssgen.markers import Leave
from cssgen.rewrite import Outcome, fill_bytes

from ..scripted import scripted

OPTIONS = FillOptions(leave=Leave.NOTHING)
M = "/* complete: x */"


def fill(text: str, answer: str, language: str) -> Outcome:
    """Fill the one marker of a text, if there is one that can be filled."""
    return fill_bytes(Path(f"a.{language}"), text.encode(), scripted(answer), OPTIONS)


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        pytest.param("scss", f"$a: 1px; // b\n.c {{\n  width: $a;\n  {M}\n}}\n", "color: red;", id="declarations"),
        pytest.param("scss", f".a {{ &__b {{ {M} }} }}", "color: red;", id="suffix of the parent"),
        pytest.param("scss", f".a-#{{$i}} {{ {M} }}", "color: red;", id="interpolated selector"),
        pytest.param("scss", f".a {{ @include b; @extend .c; {M} }}", "color: red;", id="behind statements"),
        pytest.param("scss", f".a {{ color: {M}; }}", "red", id="value"),
        pytest.param("scss", f".a {{ margin: 0 {M} 1.5em -50%; }}", "auto", id="value among others"),
        pytest.param("scss", f"@media (min-width: $b) {{ {M} }}", ".a { color: red; }", id="@media of a variable"),
        pytest.param("scss", f".a {{ @media print {{ {M} }} }}", "color: red;", id="nested @media"),
        pytest.param("scss", f"@keyframes a {{ 50% {{ {M} }} }}", "color: red;", id="keyframe"),
        pytest.param("scss", f"@keyframes a {{ {M} }}", "from { color: red; }", id="keyframes"),
        pytest.param("scss", f'@use "a";\n{M}\n@if 1 {{}} @else {{}}', ".a { color: red; }", id="top"),
        pytest.param("scss", f'.a[href$=".b"]:not(:has(> c)) {{ {M} }}', "color: red;", id="selectors"),
        pytest.param("less", f"@a: 1px; // b\n.c {{ .d(); {M} }}", "color: red;", id="behind a mixin call"),
        pytest.param("less", f".@{{a}}-b {{ {M} }}", "color: red;", id="interpolated selector of Less"),
        pytest.param("less", f"@media @a {{ {M} }}", ".a { color: red; }", id="@media of a variable of Less"),
        pytest.param("less", f".a {{ .b; {M} }} .b {{ c: d }}", "color: red;", id="mixin without brackets"),
    ],
)
def test_filled(language: str, text: str, answer: str) -> None:
    outcome = fill(text, answer, language)
    assert outcome.findings == ()
    before, _, behind = text.partition(M)
    content = outcome.content.decode()
    assert content.startswith(before)
    assert content.endswith(behind)
    assert "".join(answer.split()) in "".join(content.split())


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        pytest.param("scss", f"@mixin a($b: 1) {{ {M} }}", "@mixin a", id="mixin"),
        pytest.param("scss", f"@mixin a {{ .b {{ {M} }} }}", "@mixin a", id="rule in a mixin"),
        pytest.param("scss", f"@function a($b) {{ {M} @return 1 }}", "@function", id="function"),
        pytest.param("scss", f"@if $a {{ {M} }}", "@if", id="@if"),
        pytest.param("scss", f"@if $a {{ }} @else {{ .b {{ {M} }} }}", "@else", id="@else"),
        pytest.param("scss", f"@if $a {{ }} {M} @else {{ }}", "between `@if` and `@else`", id="before @else"),
        pytest.param("scss", f"@each $a in b {{ .c {{ {M} }} }}", "@each", id="@each"),
        pytest.param("scss", f"@for $i from 1 through 2 {{ .c {{ {M} }} }}", "@for", id="@for"),
        pytest.param("scss", f"@while $i {{ {M} }}", "@while", id="@while"),
        pytest.param("scss", f".a {{ @include b {{ {M} }} }}", "@include", id="block of a mixin"),
        pytest.param("scss", f".a {{ @at-root .b {{ {M} }} }}", "@at-root", id="@at-root"),
        pytest.param("scss", f"$m: (a: b, {M} c: d);", "in a statement", id="map"),
        pytest.param("scss", f"$v: {M};", "in a statement", id="variable"),
        pytest.param("scss", f".a {{ font: {{ {M} }} }}", "`font:`", id="nested properties"),
        pytest.param("scss", f".a {{ font: bold {{ {M} }} }}", "`font: bold`", id="nested properties of a value"),
        pytest.param("scss", f"%a {{ {M} }}", "`%a`", id="placeholder"),
        pytest.param("scss", f"@unknown {{ {M} }}", "@unknown", id="unknown at-rule"),
        pytest.param("scss", f".a {{ .b {{ c: d }} {M} }}", "behind a nested rule", id="behind a nested rule"),
        pytest.param("scss", f".a {{ @include b {{ c: d }} {M} }}", "behind a nested rule", id="behind a block"),
        pytest.param("scss", f'{M}\n@use "a";', "before the last `@use`", id="before @use"),
        pytest.param("scss", f".a {{ color: {M} $b; }}", "in a statement", id="beside a variable"),
        pytest.param("scss", f".a {{ width: 1px - {M}; }}", "in a statement", id="beside an operator"),
        pytest.param("scss", f".a {{ color: b({M}); }}", "in a statement", id="in a function"),
        pytest.param("scss", f".a {{ font: 1px/ {M} a; }}", "in a statement", id="behind a slash"),
        pytest.param("scss", f".a {{ width: #{{$b}} {M}; }}", "in a statement", id="beside an interpolation"),
        pytest.param("scss", f"#{{$a}} {{ {M} }}", "not surely plain CSS", id="interpolation alone"),
        pytest.param("scss", f"#{{$a}} {M} {{ b: c }}", "behind an interpolation", id="interpolated selector"),
        pytest.param("less", f"@{{a}} {M} {{ b: c }}", "behind an interpolation", id="interpolated selector of Less"),
        pytest.param("scss", f".a {{ {M}", "never closed", id="block without an end"),
        pytest.param("less", f".m() {{ {M} }}", "`.m()`", id="mixin of Less"),
        pytest.param("less", f".m(@a; @b: 2) {{ .c {{ {M} }} }}", "`.m(@a; @b: 2)`", id="rule in a mixin of Less"),
        pytest.param("less", f".a when (@b) {{ {M} }}", "when", id="guard"),
        pytest.param("less", f"@r: {{ {M} }}", "@r:", id="detached ruleset"),
        pytest.param("less", f"@layer: {{ {M} }}", "@layer:", id="detached ruleset called as an at-rule"),
        pytest.param("less", f"@v: {M};", "in a statement", id="variable of Less"),
        pytest.param("less", f".a:extend(.b) {{ {M} }}", ":extend", id=":extend"),
        pytest.param("less", f".m({{ color: {M} }});", "in a statement", id="argument of a mixin"),
        pytest.param("less", f".a {{ width: {M} * 2; }}", "in a statement", id="beside an operator of Less"),
        pytest.param("less", f'{M}\n@import "a";', "before the last", id="before @import"),
    ],
)
def test_stays(language: str, text: str, reason: str) -> None:
    outcome = fill(text, "color: red;", language)
    assert not outcome.is_changed
    (finding,) = outcome.findings
    assert finding.code == "CSSG018"
    assert reason in finding.message
    assert (finding.line, finding.column) == (1, text.index(M) + 1)


def test_a_line_comment_is_told_to_be_no_marker() -> None:
    outcome = fill(".a {\n  // complete: red text\n}\n", "", "scss")
    (finding,) = outcome.findings
    assert (finding.code, finding.line, finding.column) == ("CSSG002", 2, 3)
    assert "`//` starts no marker" in finding.message


def test_what_is_disabled_is_not_said() -> None:
    text = f"/* cssgen-disable CSSG002 */\n// complete: a\n/* cssgen-enable */\n.a {{ {M} }}\n"
    outcome = fill(text, "color: red;", "scss")
    assert outcome.findings == ()
    assert outcome.is_changed


def test_only_utf_8() -> None:
    text = f'@charset "iso-8859-1";\n.a {{ {M} }}\n'
    (finding,) = fill(text, "color: red;", "scss").findings
    assert finding.code == "CSSG019"


@pytest.mark.parametrize("suffix", ["sass", "styl", "stylus"])
def test_languages_without_braces(suffix: str) -> None:
    outcome = fill(f".a\n  {M}\n", "color: red;", suffix)
    assert not outcome.is_changed
    assert [finding.code for finding in outcome.findings] == ["CSSG019"]


@pytest.mark.parametrize("language", ["scss", "less"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f".{'é' * 60}§% {{ {M} }}", id="selector"),
        pytest.param(f"a {{ font: {'é' * 60}$x {M}; }}", id="value"),
    ],
)
def test_letters_beyond_ascii_take_no_time(text: str, language: str) -> None:
    began = time.process_time()
    assert not fill(text, "color: red;", language).is_changed
    assert time.process_time() - began < 1
