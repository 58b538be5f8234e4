"""Where the plain CSS of a host file lies, and that masking moves nothing."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from cssgen.asking import check_bytes
from cssgen.edits import Edit, Span
from cssgen.errors import FileError
from cssgen.files import Stylesheet, decode_stylesheet
from cssgen.hosts import MaskError, find_islands, mask_host

CSS = "a { b: c }"
MARKER = "/* complete: red text */"


HTML_CASES = [
    pytest.param(f"<p>\n<style>{CSS}</style>", [CSS], id="HTML"),
    pytest.param(f"<STYLE media='a>b'>{CSS}</STYLE >", [CSS], id="upper case, > in an attribute"),
    pytest.param(f"<style>{CSS}</style><style scoped>\r\n{CSS}</style>", [CSS, f"\r\n{CSS}"], id="two blocks"),
    pytest.param(f"<style lang='scss'>{CSS}</style>", [], id="SCSS"),
    pytest.param(f'<style scoped lang="postcss">{CSS}</style>', [CSS], id="PostCSS"),
    pytest.param(f"<style lang=en>{CSS}</style>", [CSS], id="lang of people"),
    pytest.param(f"<style type='text/less'>{CSS}</style>", [], id="type of Less"),
    pytest.param(f"<style type='Text/CSS' type=x>{CSS}</style>", [CSS], id="type of CSS, twice"),
    pytest.param(f"<script>'<style></style>'</script><style>{CSS}</style>", [CSS], id="in a script"),
    pytest.param(
        f"<script><!-- <script></script> <style> --></script><style>{CSS}</style>", [CSS], id="script in a script"
    ),
    pytest.param(f"<!-- <style> --><svg><style>{CSS}</style></svg>", [CSS], id="comment, SVG"),
    pytest.param(f"<!--><style>{CSS}</style><!-- -->", [CSS], id="a comment that ends at once"),
    pytest.param(f"<styled>{CSS}</styled>", [], id="another element"),
    pytest.param(f'<a title="<style>">x</a><style>{CSS}</style>', [CSS], id="in a quoted attribute"),
    pytest.param(f"<a title='</style><style>'></a><style>{CSS}</style>", [CSS], id="in single quotes"),
    pytest.param(f"<svg><style/><path/></svg><style>{CSS}</style>", [CSS], id="closed by itself in SVG"),
    pytest.param(f"<style/>{CSS}</style>", [CSS], id="a slash means nothing in HTML"),
    pytest.param(f"<svg><style> <![CDATA[{CSS}]]> </style></svg>", [CSS], id="CDATA"),
    pytest.param(f"<![CDATA[>]]><style>{CSS}</style>", [CSS], id="CDATA is a comment in HTML"),
    pytest.param(f"<svg><title><style>{CSS}</style></title></svg>", [CSS], id="a title in SVG"),
    pytest.param(f"<textarea><style>x</style></textarea><title><style></title><style>{CSS}</style>", [CSS], id="text"),
    pytest.param(
        f"<template><style>{CSS}</style></template><noscript><style>{CSS}</style></noscript>", [CSS] * 2, id="inert"
    ),
    pytest.param(f"<style>{CSS}</style foo><a <style>", [CSS], id="a tag without an end"),
    pytest.param(f"<plaintext><style>{CSS}</style>", [], id="plain text"),
]
VUE_CASES = [
    pytest.param(f"<script src='x' />\n<style>{CSS}</style>", [CSS], id="a script closed by itself"),
    pytest.param(f"<style src='x'/><style module>{CSS}</style>", [CSS], id="a style closed by itself"),
    pytest.param(f"<template><style>{CSS}</style></template>", [], id="in a template"),
    pytest.param(f"<template>{{{{ a <b }}}}<template/></template><style>{CSS}</style>", [CSS], id="an expression"),
    pytest.param(
        f"<template><template></template><style></template><style>{CSS}</style>", [], id="a style never closed"
    ),
    pytest.param(f"<template lang=pug><template>\n</template><style>{CSS}</style>", [CSS], id="Pug"),
    pytest.param(f"<docs><template><style>x</style></docs><style>{CSS}</style>", [CSS], id="a block of one's own"),
    pytest.param(f"<style lang='stylus'>{CSS}</style><style lang=''>{CSS}</style>", [CSS], id="languages"),
]
SVELTE_CASES = [
    pytest.param(f"{{@html `<style>${{'}}'}}</style>`}}<style>{CSS}</style>", [CSS], id="in an expression"),
    pytest.param(f'<p class="{{a ? "<style>" : \'}}\'}}">don\'t</p><style>{CSS}</style>', [CSS], id="in an attribute"),
    pytest.param(f"<p {{...a}} b={{c > 1}}/>{{#if a}}<style>{CSS}</style>{{/if}}", [CSS], id="in a condition"),
    pytest.param(f"{{/* ' }} */ a}}{{'it\\'s }}'}}<style>{CSS}</style>", [CSS], id="comments and escapes"),
]
ASTRO_CASES = [
    pytest.param(
        f"---\nconst a = '<style>x';\n---\n<style define:vars={{{{ a }}}}>{CSS}</style>", [CSS], id="frontmatter"
    ),
    pytest.param(f"{{a && <b>don't</b>}}<style is:global>{CSS}</style>", [CSS], id="markup in an expression"),
    pytest.param(f"<pre is:raw>{{<style></pre><style>{CSS}</style>", [CSS], id="raw"),
    pytest.param(f"<a b=`<style>${{c}}`/><style>{CSS}</style>", [CSS], id="a template as a value"),
]
CASES = {".html": HTML_CASES, ".vue": VUE_CASES, ".svelte": SVELTE_CASES, ".astro": ASTRO_CASES}


@pytest.mark.parametrize(
    ("suffix", "text", "islands"),
    [
        pytest.param(suffix, *case.values, id=f"{suffix[1:]}: {case.id}")
        for suffix, cases in CASES.items()
        for case in cases
    ],
)
def test_islands(suffix: str, text: str, islands: list[str]) -> None:
    assert [text[start:end] for start, end in find_islands(text, suffix)] == islands
    masked = mask_host(text, suffix)
    assert len(masked) == len(text)
    assert masked.split() == " ".join(islands).split()
    assert [masked[i] for i, c in enumerate(text) if c in "\r\n"] == [c for c in text if c in "\r\n"]


@pytest.mark.parametrize("suffix", [".vue", ".svelte", ".astro"])
def test_a_marker_in_a_block_of_another_language(suffix: str) -> None:
    """Nobody waits for it in vain; what is plain CSS beside it can be filled."""
    text = f'<style lang="scss">\n// it\'s SCSS\n{MARKER}\n/* why */\n</style>\n<style>\n{MARKER}\n</style>\n'
    findings = list(check_bytes(Path(f"a{suffix}"), text.encode()))
    assert [(each.line, each.code) for each in findings] == [(3, "CSSG019"), (7, "CSSG001")]


@pytest.mark.parametrize("suffix", [".js", ".tsx", ".py", ".md"])
def test_a_file_of_another_kind(suffix: str) -> None:
    """Much of it reads like CSS, and is none."""
    [finding] = check_bytes(Path(f"a{suffix}"), f"x = {{ {MARKER} }}\n".encode())
    assert (finding.line, finding.code) == (1, "CSSG019")
    assert list(check_bytes(Path(f"a{suffix}"), b"x = {}\n")) == []


@pytest.mark.parametrize("suffix", CASES)
@pytest.mark.parametrize(
    "text", ["<" * 50_000, "{" * 50_000, "<a " * 20_000, "<svg>" * 20_000, "<!--" * 20_000, "<a b='" * 9_999]
)
def test_hostile_hosts_take_no_time(suffix: str, text: str) -> None:
    start = time.process_time()
    with suppress(MaskError):
        mask_host(text, suffix)
    assert time.process_time() - start < 10


def test_a_fill_that_would_end_its_block_is_not_written() -> None:
    sheet = decode_stylesheet(Path("a.html"), b"<svg><style>a { content: 'x' }</style></svg>")
    assert isinstance(sheet, Stylesheet)
    start = sheet.text.index("'x'")
    with pytest.raises(FileError, match="would not be read as CSS"):
        sheet.splice([Edit(Span(start, start + 3), "'<b>'")])


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        pytest.param("<p><style>a {}", 3, "never closed", id="no end tag"),
        pytest.param("<style>a {</style><style>}</style>", 9, "`{` of `a` is never closed", id="across two blocks"),
        pytest.param("<style>a {}}</style>", 11, "closes", id="closed twice"),
        pytest.param("<svg><style>a&gt;b {}</style></svg>", 13, "CDATA", id="entities in SVG"),
    ],
)
def test_what_cannot_be_filled(text: str, offset: int, message: str) -> None:
    with pytest.raises(MaskError, match=message) as caught:
        mask_host(text)
    assert caught.value.offset == offset


HTML = """<!doctype html>
<title>é a { /* complete: bold */ }</title>
<script>
function f() {
  /* complete: bold */
}
</script>
<style>
  .card {
    margin: 0;
    /* complete: bold */
  }
</style>
<p style="/* complete: bold */">–</p>
<style media="a>b">
	/* complete: .note: red text */
</style>"""


@pytest.mark.parametrize("suffix", [".html", ".vue", ".svelte", ".astro"])
@pytest.mark.parametrize("form", ["as it is", "CRLF", "BOM"])
def test_fill(tmp_path: Path, suffix: str, form: str) -> None:
    """The real command; the host's other bytes stay."""
    text = HTML.replace("\n", "\r\n") if form == "CRLF" else HTML
    path = tmp_path / f"page{suffix}"
    path.write_bytes(text.encode("utf-8-sig" if form == "BOM" else "utf-8"))
    result = run("fill", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{path}:11:5: filled" in result.stdout
    filled = HTML.replace("    /* complete: bold */\n  }", "    /* bold */\n    font-weight: 700;\n  }")
    note = "\t/* .note: red text */\n\t.note {\n\t  color: red;\n\t}\n"
    written = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    head, _, tail = written.partition('<style media="a>b">\n')
    assert head == filled.partition('<style media="a>b">\n')[0]
    assert "color: red;" in tail
    assert tail.endswith("</style>")
    assert note.split()[:4] == tail.split()[:4]
    assert ("\r\n" in path.read_bytes().decode("utf-8-sig")) is (form == "CRLF")
    assert run("fill", tmp_path).returncode == 0
    assert path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == written


def test_check_and_diff(tmp_path: Path) -> None:
    path = tmp_path / "page.vue"
    path.write_text(HTML, encoding="utf-8")
    assert f"{path}:11:5:" in run("check", path).stdout
    shown = run("fill", "--diff", path).stdout
    assert "+    font-weight: 700;" in shown
    assert " function f() {" not in shown.replace(" \n", "")
    assert path.read_text(encoding="utf-8") == HTML


def test_a_broken_block_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>\n<style>\na { /* complete: bold */\n</style>")
    result = run("fill", path)
    assert (result.returncode, path.read_text().count("complete:")) == (1, 1)
    assert f"{path}:3:3: `{{` of `a` is never closed [CSSG007]" in result.stdout


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """The real command, answered by the cookbook alone."""
    environment = {**os.environ, "CSSGEN_CANDIDATES": "0"}
    command = [sys.executable, "-m", "cssgen", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
