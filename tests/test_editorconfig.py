"""`.editorconfig`: its patterns, its properties, and that the layout of a file itself comes first."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cssgen.editorconfig.globs import matches
from cssgen.editorconfig.properties import find_layout, read_sections, to_layout
from cssgen.layout import Layout


@pytest.mark.parametrize(
    ("pattern", "meant", "others"),
    [
        pytest.param("*", ["a.css", "b/c.vue"], [], id="all"),
        pytest.param("*.css", ["a.css", "b/c/a.css"], ["a.scss", "a.css.map"], id="by extension"),
        pytest.param("*.{css,vue}", ["a.css", "b/a.vue"], ["a.html", "a.{css,vue}"], id="a choice"),
        pytest.param("{a,b{1,2}}.css", ["a.css", "b2.css"], ["b.css", "b{1,2}.css"], id="a choice in a choice"),
        pytest.param("{a.css,}", ["a.css"], ["b.css"], id="an empty branch"),
        pytest.param("{a}.css", ["{a}.css"], ["a.css"], id="no choice"),
        pytest.param("{{a}}.css", ["{{a}}.css"], ["a.css"], id="no choice, twice"),
        pytest.param("{a.css", ["{a.css"], ["a.css"], id="never closed"),
        pytest.param("}{a,b}.css", ["}a.css"], ["a.css"], id="never opened"),
        pytest.param("a/*.css", ["a/b.css"], ["a/b/c.css", "x/a/b.css"], id="in a folder"),
        pytest.param("/a.css", ["a.css"], ["b/a.css"], id="here"),
        pytest.param("a/**.css", ["a/b.css", "a/b/c.css"], ["b.css"], id="two stars take slashes"),
        pytest.param("a/**/b.css", ["a/b.css", "a/x/y/b.css"], ["a/xb.css"], id="folders between"),
        pytest.param("**/b.css", ["b.css", "a/b.css"], ["ab.css"], id="any folder"),
        pytest.param("?.css", ["a.css", "é.css"], ["ab.css", ".css"], id="one character"),
        pytest.param("[ab-d].css", ["a.css", "c.css"], ["e.css", "-.css"], id="one of these"),
        pytest.param("[!a].css", ["b.css"], ["a.css"], id="none of these"),
        pytest.param("[a.css", ["[a.css"], ["a.css"], id="no class"),
        pytest.param("x{-3..7}.css", ["x-3.css", "x0.css", "x7.css"], ["x8.css", "x.css", "x-4.css"], id="numbers"),
        pytest.param("\\*.css", ["*.css"], ["a.css"], id="escaped"),
        pytest.param("*" * 501, [], ["a.css"], id="too long"),
    ],
)
def test_patterns(pattern: str, meant: list[str], others: list[str]) -> None:
    assert [path for path in meant if not matches(pattern, path)] == []
    assert [path for path in others if matches(pattern, path)] == []


@pytest.mark.parametrize(
    "pattern", ["*a" * 249, "{" * 499, "{a," * 166, "{a}" * 166, "}" * 250 + "{" * 249, "**/" * 166]
)
def test_hostile_patterns_end(pattern: str) -> None:
    start = time.process_time()
    matches(pattern, "a" * 4_000)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("properties", "layout"),
    [
        pytest.param({}, Layout(), id="nothing"),
        pytest.param({"indent_style": "tab"}, Layout(indent="\t"), id="tab"),
        pytest.param({"indent_style": "tab", "indent_size": "8"}, Layout(indent="\t"), id="tab, shown as 8"),
        pytest.param({"indent_style": "space", "indent_size": "4"}, Layout(indent="    "), id="spaces"),
        pytest.param({"indent_size": "3"}, Layout(indent="   "), id="a size alone"),
        pytest.param(
            {"indent_style": "space", "indent_size": "tab", "tab_width": "4"}, Layout(indent="    "), id="tab_width"
        ),
        pytest.param({"indent_style": "space", "tab_width": "8"}, Layout(), id="tab_width is no indentation"),
        pytest.param({"indent_style": "space", "indent_size": "0"}, Layout(), id="zero"),
        pytest.param({"indent_size": "9" * 5_000}, Layout(), id="too wide"),
        pytest.param({"indent_size": "²"}, Layout(), id="no number"),
        pytest.param({"end_of_line": "crlf"}, Layout(newline="\r\n"), id="CRLF"),
        pytest.param({"end_of_line": "vt"}, Layout(), id="no line end"),
    ],
)
def test_properties(properties: dict[str, str], layout: Layout) -> None:
    assert to_layout(properties, Layout()) == layout


def test_sections() -> None:
    text = "\ufeffroot = TRUE ; yes\n# [no]\n\n[*.{css,vue}]\r\nIndent_Style: Tab  # so\n; no\nx\n[a]\ntab_width=4\nurl = a#b\n"
    assert list(read_sections(text)) == [
        ("", "root", "true"),
        ("*.{css,vue}", "indent_style", "tab"),
        ("a", "tab_width", "4"),
        ("a", "url", "a#b"),
    ]


def test_nearer_files_and_later_sections_win(tmp_path: Path) -> None:
    folder = tmp_path / "top" / "a" / "b"
    folder.mkdir(parents=True)
    (tmp_path / ".editorconfig").write_text("[*]\nend_of_line = crlf\n")
    (tmp_path / "top" / ".editorconfig").write_text("root = true\n[*]\nindent_size = 8\n[b/*.css]\nindent_size = 1\n")
    (folder.parent / ".editorconfig").write_text("[*.css]\nindent_size = 3\n[b/*.css]\nindent_size = 4\n")
    assert find_layout(folder / "x.css", Layout()) == Layout(indent="    ")
    assert find_layout(folder / "x.vue", Layout()) == Layout(indent=" " * 8)
    (folder / ".editorconfig").write_text("[x.css]\nindent_size = unset\n")
    assert find_layout(folder / "x.css", Layout(indent="!")) == Layout(indent="!")


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".editorconfig").write_text("[*]\nindent_style = tab\n")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert find_layout(tmp_path / "repository" / "a.css", Layout()) == Layout()


@pytest.mark.parametrize("kind", ["pipe", "folder", "large", "binary"])
def test_what_is_no_such_file_says_nothing(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ".editorconfig"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"[*]\nindent_size = 8\n" + (b"#" * 200_000 if kind == "large" else b"\xff"))
    (tmp_path / ".git").mkdir()
    assert find_layout(tmp_path / "a.css", Layout()) == Layout()


CONFIG = "root = true\n[*]\nindent_style = tab\nend_of_line = crlf\n[*.vue]\nindent_style = space\nindent_size = 4\n"


@pytest.mark.parametrize(
    ("name", "text", "newline", "indent"),
    [
        pytest.param("a.css", "/* complete: .a: red text */", "\r\n", "\t", id="empty"),
        pytest.param("a.css", "/* complete: .a: red text */\n", "\n", "\t", id="its line end is shown"),
        pytest.param("a.css", "b {\n   top: 0;\n}\n\n/* complete: .a: red text */\n", "\n", "   ", id="its own"),
        pytest.param("a.vue", "<style>\n/* complete: .a: red text */\n</style>\n", "\n", "    ", id="a host"),
    ],
)
def test_fill(tmp_path: Path, name: str, text: str, newline: str, indent: str) -> None:
    """The real command, and standard input under a name."""
    (tmp_path / ".editorconfig").write_text(CONFIG)
    (tmp_path / name).write_bytes(text.encode())
    environment = {**os.environ, "CSSGEN_CANDIDATES": "0", "CSSGEN_NO_CACHE": "true"}
    command = [sys.executable, "-m", "cssgen", "fill"]
    subprocess.run([*command, name], cwd=tmp_path, env=environment, capture_output=True, check=True)
    filled = (tmp_path / name).read_bytes()
    assert f"{{{newline}{indent}".encode() in filled
    lines = filled.decode().split(newline)
    assert not any("\n" in line or "\r" in line for line in lines)
    indents = {line[: len(line) - len(line.lstrip())] for line in lines}
    assert indents <= {indent * depth for depth in range(4)}
    piped = subprocess.run(
        [*command, "--stdin-filename", name],
        input=text.encode(),
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert piped.stdout == filled
