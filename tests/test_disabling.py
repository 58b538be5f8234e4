"""`cssgen-disable` and its kin: what they hide of check, fill and validate, and what is said of those that hide nothing."""

import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

import cssgen
from cssgen.asking import check_bytes
from cssgen.diagnostics import LineIndex
from cssgen.disabling import read_disables
from cssgen.fill import fill_text

from .scripted import scripted

MARKER = "/* complete: red */"


def check(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in check_bytes(Path("a.css"), text.encode())]


def validate(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in cssgen.validate(text)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(f"/* cssgen-disable */\na {{ {MARKER} }}", [], id="to the end"),
        pytest.param(f"a {{ {MARKER} }}\n/* cssgen-disable */", [1], id="not before"),
        pytest.param(f"/* cssgen-disable */\n/* cssgen-enable */\na {{ {MARKER} }}", [3], id="enabled again"),
        pytest.param(f"/* cssgen-disable */\r\n/* cssgen-enable */\r\na {{ {MARKER} }}", [3], id="CRLF"),
        pytest.param(f"/* cssgen-disable-next-line */\n{MARKER}\n{MARKER}", [3], id="next line"),
        pytest.param(f"/* cssgen-disable-next-line\n   -- why\n*/\n{MARKER}\n{MARKER}", [5], id="of many lines"),
        pytest.param(f"/* cssgen-disable-next-line */\f{MARKER}\r{MARKER}", [3], id="any line break"),
        pytest.param(f"{MARKER} /* cssgen-disable-line */\n{MARKER}", [2], id="this line"),
        pytest.param(
            f"/* cssgen-disable CSSG001 -- a reason, with CSSG002 */\n{MARKER}\n/* complte: x */", [3], id="code"
        ),
        pytest.param(f"/* CSSGEN-Disable cssg002, CSSG001 */\n{MARKER}\n/* complte: x */", [], id="codes, any case"),
        pytest.param(f"/* cssgen-disable CSSG110 */\n{MARKER}", [2], id="another code"),
        pytest.param(f"/* cssgen-disable -- {MARKER[2:]}\n{MARKER}", [], id="a reason only"),
        pytest.param(f"/* cssgen-disable our tool writes this */\n{MARKER}", [2], id="prose disables nothing"),
        pytest.param(f"/* cssgen-disbale */\n{MARKER}", [2], id="a slip disables nothing"),
        pytest.param(
            f"/* cssgen-disable */\n/* cssgen-enable CSSG001 */\n{MARKER}\n/* complte: x */", [3], id="all but"
        ),
        pytest.param(f"/* cssgen-disable CSSG001 */\n/* cssgen-enable CSSG002 */\n{MARKER}", [], id="another enabled"),
        pytest.param(f'a {{ content: "/* cssgen-disable */" }}\n{MARKER}', [2], id="in a string"),
        pytest.param("/* cssgen-disable */\na { // complete: x\n}", [], id="line comment"),
        pytest.param(f"/* cssgen-disable-next-line */\na {MARKER} {{}}\na {MARKER} {{}}", [3], id="in a selector"),
        pytest.param(f"/* cssgen-disable */\na {{ {MARKER}\nb {{", [], id="unbalanced, and nothing asked for"),
        pytest.param(f"{MARKER}\n/* cssgen-disable */\na {{", [3], id="unbalanced files are never filled"),
    ],
)
def test_what_check_leaves_out(text: str, left: list[int]) -> None:
    assert [line for _, line in check(text)] == left
    filled = fill_text(text, scripted("b { color: red }"))
    lines = LineIndex(text)
    assert {lines.position(fill.context.marker.span.start)[0] for fill in filled.fills} <= set(left)
    assert text.count("complete:") - filled.text.count("complete:") == len(filled.fills)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("/* cssgen-disable */\na { foo: x }", [], id="all"),
        pytest.param(
            "/* cssgen-disable-next-line CSSG110 -- ours */\na { foo: x; color: 3px }", [("CSSG111", 2)], id="one"
        ),
        pytest.param("a { foo: x; /* cssgen-disable-line CSSG110 */\n bar: y }", [("CSSG110", 2)], id="line"),
        pytest.param("a { b: c }\n/* cssgen-disable */", [("CSSG110", 1), ("CSSG145", 2)], id="unused"),
        pytest.param(f"/* cssgen-disable */\n{MARKER}", [], id="used by a marker"),
        pytest.param(f"/* cssgen-disable-next-line CSSG001 */\n{MARKER}", [], id="used by a marker, by its code"),
        pytest.param("/* cssgen-disable CSSG002 */\n/* complte: x */", [], id="used by a near miss"),
        pytest.param("/* cssgen-enable */", [("CSSG145", 1)], id="nothing to enable"),
        pytest.param("/* cssgen-disbale */", [("CSSG146", 1)], id="slip"),
        pytest.param("/* cssgen-disable-nextline */", [("CSSG146", 1)], id="slip of another"),
        pytest.param("/* cssgen disable */", [("CSSG146", 1)], id="blank"),
        pytest.param("/* css-gen: ours */\n/* cssgen makes this */", [], id="prose about cssgen"),
        pytest.param("/* cssgen-disable CSSG999 */", [("CSSG146", 1)], id="no such code"),
        pytest.param("/* cssgen-disable CSSG007 */", [("CSSG146", 1)], id="a code of whole files"),
        pytest.param("/* cssgen-disable we want that */", [("CSSG146", 1)], id="a reason without dashes"),
        pytest.param("/* cssgen-disable */\n/* cssgen-disable */\na { b: c }", [("CSSG145", 2)], id="twice"),
        pytest.param("/* cssgen:end p=1 sum=2 */", [], id="the end of a region"),
        pytest.param("/* cssgen-disable */\na { color: red }}", [], id="unbalanced"),
    ],
)
def test_what_validate_says(text: str, found: list[tuple[str, int]]) -> None:
    assert validate(text) == found
    assert all(finding.severity == "note" for finding in cssgen.validate(text) if finding.code > "CSSG143")


def test_messages_name_what_was_meant() -> None:
    texts = ["/* cssgen-disbale */", "/* cssgen-disable unknown-prperty */", "/* cssgen-disable so what */"]
    messages = [finding.message for text in texts for finding in cssgen.validate(text)]
    assert messages == [
        "`cssgen-disbale` does nothing; did you mean `cssgen-disable`?",
        "there is no code `unknown-prperty`; `unknown-property` is CSSG110",
        "there is no code `so`; a reason stands behind ` -- `",
    ]


def test_a_disabled_region_keeps_its_end() -> None:
    """The end comment of a disabled region is not taken for that of the marker before it."""
    region = "/* complete: b */\nb { color: red }\n/* cssgen:end p=0000000000 */"
    text = f"/* complete: a */\n/* cssgen-disable */\n{region}\n/* cssgen-enable */\n"
    filled = fill_text(text, scripted("i { top: 0 }"))
    assert filled.text.endswith(text.removeprefix("/* complete: a */"))
    assert len(filled.fills) == 1


def test_an_unclosed_block_is_closed_before_a_disabled_marker() -> None:
    text = "a {\n  /* complete: red */\n  /* cssgen-disable-next-line */\n  /* complete: blue */"
    filled = fill_text(text, scripted("color: red"))
    assert [fill.context.unclosed for fill in filled.fills] == [1]
    assert filled.diagnostics == ()


def test_thousands_of_them_take_no_time() -> None:
    kinds = ["cssgen-disable CSSG{0:03}", "cssgen-enable CSSG{0:03}", "cssgen-disable-line", "cssgen-disable"]
    comments = "\n".join(f"/* {kinds[number % 4].format(number // 4 % 1000)} */ x: y;" for number in range(12_000))
    start = time.process_time()
    check(f"a {{ {MARKER} {comments} }}")
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", ["a.css", "a.vue"])
def test_commands(tmp_path: Path, name: str) -> None:
    """The real commands, and `--keyword`."""
    css = "/* cssgen-disable -- by hand */\na {\n  /* css: bold */\n}\n/* cssgen-enable */\nb {\n  /* css: bold */\n}\n"
    text = css if name == "a.css" else f"<style>\n{css}</style>\n"
    (tmp_path / name).write_text(text)
    environment = {**os.environ, "CSSGEN_CANDIDATES": "0", "CSSGEN_KEYWORD": "css"}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "cssgen", *arguments, name]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        ).stdout

    assert run("check").count("CSSG001") == 1
    assert "CSSG145" not in run("validate")
    assert run("fill").count("filled") >= 1
    head, tail = text.split("b {\n  /* css: bold */")
    assert (tmp_path / name).read_text() == f"{head}b {{\n  /* bold */\n  font-weight: 700;{tail}"
    assert run("check").count("CSSG001") == 0


def test_exceptions_take_no_memory_of_their_own() -> None:
    """Once, each comment that enabled a code kept all codes that were enabled before it: 1.3 GB for a megabyte."""
    enabled = "".join(f"/* cssgen-enable CSSG{code:03} */\n" for code in range(1_000))
    text = f"/* cssgen-disable */\n{enabled}"
    tracemalloc.start()
    try:
        disables = read_disables(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 3_000_000
    assert disables.hide("CSSG101", text.index("CSSG101") - 25)
    assert not disables.hide("CSSG101", len(text))
    assert not disables.hide("CSSG998", len(text))
