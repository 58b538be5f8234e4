"""Where the plain CSS of a host file lies, and that masking moves nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cssgen.hosts import HostError, find_islands, mask_host

CSS = "a { b: c }"


@pytest.mark.parametrize(
    ("text", "islands"),
    [
        pytest.param(f"<p>\n<style>{CSS}</style>", [CSS], id="HTML"),
        pytest.param(f"<STYLE media='a>b'>{CSS}</STYLE >", [CSS], id="upper case, > in an attribute"),
        pytest.param(f"<style>{CSS}</style><style scoped>\r\n{CSS}</style>", [CSS, f"\r\n{CSS}"], id="two blocks"),
        pytest.param(f"<style lang='scss'>{CSS}</style>", [], id="SCSS"),
        pytest.param(f'<style scoped lang="postcss">{CSS}</style>', [CSS], id="PostCSS"),
        pytest.param(f"<script>'<style></style>'</script><style>{CSS}</style>", [CSS], id="in a script"),
        pytest.param(f"<!-- <style> --><svg><style>{CSS}</style></svg>", [CSS], id="comment, SVG"),
        pytest.param(f"<styled>{CSS}</styled>", [], id="another element"),
    ],
)
def test_islands(text: str, islands: list[str]) -> None:
    assert [text[start:end] for start, end in find_islands(text)] == islands
    masked = mask_host(text)
    assert len(masked) == len(text)
    assert masked.split() == " ".join(islands).split()
    assert [masked[i] for i, c in enumerate(text) if c in "\r\n"] == [c for c in text if c in "\r\n"]


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        pytest.param("<p><style>a {}", 3, "never closed", id="no end tag"),
        pytest.param("<style>a {</style><style>}</style>", 9, "`{` of `a` is never closed", id="across two blocks"),
        pytest.param("<style>a {}}</style>", 11, "closes", id="closed twice"),
    ],
)
def test_what_cannot_be_filled(text: str, offset: int, message: str) -> None:
    with pytest.raises(HostError, match=message) as caught:
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
