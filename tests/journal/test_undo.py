"""Fills taken back: through the real command, byte for byte, or with the reason why not."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cssgen.cli import main
from cssgen.cli.places import open_journal
from cssgen.markers import Leave

from .conftest import fill

M = "/* complete: x */"


@pytest.mark.parametrize("leave", list(Leave), ids=str)
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(f"a {{\n  {M}\n}}\n".encode(), id="declarations"),
        pytest.param(f"{M}\n\nb {{ c: d }}\n".encode(), id="stylesheet"),
        pytest.param(f"a {{ color: {M}; margin: 0 }}".encode(), id="value"),
        pytest.param(f"a {{ {M} }}\na {{ {M} }}\na {{ {M} }}\n".encode(), id="equal ones"),
        pytest.param(f"a {{ color:{M};color:{M} }}".encode(), id="two on a line"),
        pytest.param(f"a {{\r\n\t{M}\r\n}}".encode("utf-8-sig"), id="BOM, CRLF"),
        pytest.param(f"\ufeffa {{ content: 'é'; {M} }}\n{M}".encode("utf-16-le"), id="UTF-16"),
        pytest.param(f'@charset "shift_jis";\n/* 表 */ a {{ {M} }}\n'.encode("shift_jis"), id="shift_jis"),
        pytest.param(f"@media print {{ a {{ b: c; {M}".encode(), id="block that is closed too"),
        pytest.param(b"a { /* complete(n=1): x */ } /* complete: y */", id="one that is not filled"),
    ],
)
def test_byte_for_byte(raw: bytes, leave: Leave, project: Path) -> None:
    path = project / "a b.css"
    path.write_bytes(raw)
    fill(path, leave=leave)
    assert path.read_bytes() != raw
    assert main(["undo", "a b.css"]) == 0
    assert path.read_bytes() == raw
    assert open_journal(path).read() == []


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda css: css, id="none"),
        pytest.param(lambda css: "/* new */\n" * 50 + css, id="above"),
        pytest.param(lambda css: css + "z { y: x }\n", id="below"),
        pytest.param(lambda css: css.replace("margin: 0;", "margin: 1px;"), id="line before"),
        pytest.param(lambda css: css.replace("padding: 0;", "padding: 1px;"), id="line behind"),
        pytest.param(lambda css: "a { color: red; }\n" + css + "color: red", id="the same text elsewhere"),
    ],
)
def test_edits_elsewhere(edit: Callable[[str], str], project: Path) -> None:
    """A fill is found again wherever it has moved, and only its bytes are touched."""
    before = f"a {{\n  margin: 0;\n  {M}\n  padding: 0;\n}}\nb {{\n  color: {M};\n}}\n"
    path = project / "a.css"
    path.write_text(before)
    fill(path)
    path.write_text(edit(path.read_text()))
    assert main(["undo", "a.css"]) == 0
    assert path.read_text() == edit(before)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(lambda css: css.replace("red", "blue"), "its text was changed", id="value changed"),
        pytest.param(lambda css: css.replace("/* x */", "/*x*/"), "its text was changed", id="comment reformatted"),
        pytest.param(lambda _: "", "its text was changed", id="emptied"),
        pytest.param(
            lambda css: f"u {{ v: w }}\n{css}\n{css}",
            "it cannot be told for certain",
            id="copied with its surroundings",
        ),
    ],
)
def test_why_not(edit: Callable[[str], str], reason: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "a.css"
    path.write_text(f"{'.aaaaaaaa { b: c }' * 4}\na {{\n  {M}\n}}\n{'.bbbbbbbb { c: d }' * 4}\n")
    fill(path)
    path.write_text(edit(path.read_text()))
    edited = path.read_text()
    assert main(["undo", "--list"]) == 0
    assert f'"x" cannot be taken back: {reason}' in capsys.readouterr().out.replace(
        "its text stands there 2 times: ", ""
    )
    assert main(["undo", "a.css"]) == 1
    assert reason in capsys.readouterr().err
    assert path.read_text() == edited
    assert len(open_journal(path).read()) == 1, "it can be, once the text is back"


def test_short_value_is_not_found_by_chance(project: Path) -> None:
    path = project / "a.css"
    path.write_text(f"a {{ color: {M}; }}\n")
    fill(path)
    path.write_text("b { border-color: red }\n")
    assert main(["undo", "a.css"]) == 1
    assert path.read_text() == "b { border-color: red }\n"


def test_one_line_only(project: Path) -> None:
    path = project / "a.css"
    path.write_text(f"a {{\n  {M}\n}}\nb {{\n  {M}\n}}\n")
    fill(path)
    filled = path.read_text().splitlines()
    assert filled[6] == "  color: red;"
    assert main(["undo", "a.css:7"]) == 0
    assert path.read_text() == f"a {{\n  /* x */\n  color: red;\n}}\nb {{\n  {M}\n}}\n"
    assert main(["undo", "a.css:1"]) == 2


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\f"], ids=repr)
def test_lines_and_columns_are_those_of_reports(
    codec: str, newline: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "a.css"
    path.write_bytes(newline.join(["/* \u0a0a */", f"a {{ --é: 'é'; color: {M}; background: {M} }}", ""]).encode(codec))
    before = path.read_bytes()
    fill(path)
    assert main(["undo", "--list"]) == 0
    assert capsys.readouterr().out == 'a.css:2: "x"\na.css:2: "x"\n'
    assert main(["undo", "a.css:2:22"]) == 0
    assert path.read_bytes().decode(codec) == before.decode(codec).replace(f"background: {M}", "background: red")


def test_last_run(project: Path) -> None:
    first, second = project / "a.css", project / "styles" / "b.css"
    second.parent.mkdir()
    for path in (first, second):
        path.write_text(f"a {{ {M} }}\n")
    fill(first)
    fill(second)
    assert main(["undo", "--last"]) == 0
    assert M not in first.read_text()
    assert M in second.read_text()
    assert main(["undo", "styles"]) == 2, "nothing is left there"
    assert main(["undo", "--all"]) == 0
    assert M in first.read_text()


def test_last_run_is_the_last_one_by_any_clock(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is set back between two runs."""
    path = project / "a.css"
    path.write_text(f"a {{ {M} }}\n")
    fill(path)
    between = path.read_text() + f"b {{ {M} }}\n"
    path.write_text(between)
    monkeypatch.setattr("time.time_ns", lambda: 1)
    fill(path)
    assert main(["undo", "--last"]) == 0
    assert path.read_text() == between


def test_damaged_fill(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One letter changed in the journal: that fill stays, the others go, and a warning says so, once."""
    path = project / "a.css"
    path.write_text(f"a {{ {M} }}\nb {{ color: /* complete: the other */; }}\n")
    fill(path)
    (journal,) = (project.parent / "cache" / "journal").glob("*.sqlite")
    journal.write_bytes(journal.read_bytes().replace(b"the other", b"the otter"))
    assert main(["undo", "--all"]) == 1
    assert "1 fills in the journal were damaged" in capsys.readouterr().err
    assert path.read_text() == f"a {{ {M} }}\nb {{ color: red; }}\n"
    assert main(["undo", "--all"]) == 0
    assert "damaged" not in capsys.readouterr().err


def test_region_filled_twice(project: Path) -> None:
    """The second fill replaced the first: both are taken back, the latest first."""
    path = project / "a.css"
    path.write_text(f"{M}\n")
    fill(path, leave=Leave.REGION)
    path.write_text(path.read_text().replace("complete: x", "complete: y"))
    changed = path.read_text()
    fill(path, leave=Leave.REGION)
    assert path.read_text() != changed
    assert main(["undo", "--last"]) == 0
    assert path.read_text() == changed


def test_fill_that_was_discarded_and_done_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By git, say, or because a run was killed before it wrote: the journal knows of one fill, not of two."""
    path = project / "a.css"
    before = f"a {{\n  {M}\n}}\nb {{ {M.replace('x', 'y')} }}\n"
    path.write_text(before)
    fill(path)
    path.write_text(before.replace("a {", "a.edited {"))
    fill(path)
    assert len(open_journal(path).read()) == 2
    assert main(["undo", "a.css"]) == 0
    assert path.read_text() == before.replace("a {", "a.edited {")
    assert capsys.readouterr().err == ""


def test_same_marker_in_another_place(project: Path) -> None:
    """An older fill of the same words that is still there stays in the journal."""
    path = project / "a.css"
    path.write_text(f"a {{\n  {M}\n}}\n")
    fill(path)
    path.write_text(path.read_text() + f"b {{\n  {M}\n}}\n")
    fill(path)
    assert main(["undo", "a.css"]) == 0
    assert path.read_text() == f"a {{\n  {M}\n}}\nb {{\n  {M}\n}}\n"


def test_nothing_to_undo(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo"]) == main(["undo", "--list"]) == main(["undo", "--all"]) == 0
    assert "nothing was filled" in capsys.readouterr().out
    assert main(["undo", "gone.css"]) == 2


def test_without_arguments_it_explains_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "a.css"
    path.write_text(f"a {{ {M} }}\n")
    fill(path)
    filled = path.read_text()
    assert main(["undo"]) == 0
    output = capsys.readouterr()
    assert output.out == 'a.css:1: "x"\n'
    assert "cssgen undo --last" in output.err
    assert path.read_text() == filled


def test_file_that_is_gone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "a.css"
    path.write_text(f"a {{ {M} }}\n")
    fill(path)
    path.unlink()
    assert main(["undo", "--list"]) == 0
    assert "the file cannot be read" in capsys.readouterr().out
    assert main(["undo", "--all"]) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize(
    "make", [lambda path: os.mkfifo(path), lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"]
)
def test_file_that_is_none_any_more(
    make: Callable[[Path], object], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not waited for, nor read without end."""
    path = project / "a.css"
    path.write_text(f"a {{ {M} }}\n")
    fill(path)
    path.unlink()
    make(path)
    assert main(["undo", "--list"]) == 0
    assert "the file cannot be read" in capsys.readouterr().out
    assert main(["undo", "--all"]) == 1


def test_symbolic_link(project: Path) -> None:
    (project / "a.css").write_text(f"a {{ {M} }}\n")
    (project / "link.css").symlink_to("a.css")
    fill(project / "link.css")
    assert main(["undo", "link.css"]) == 0
    assert (project / "a.css").read_text() == f"a {{ {M} }}\n"
    assert (project / "link.css").is_symlink()


def test_projects_are_apart(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = project.parent / "other"
    (other / ".git").mkdir(parents=True)
    for folder in (project, other):
        (folder / "a.css").write_text(f"a {{ {M} }}\n")
    fill(project / "a.css", other / "a.css")
    assert main(["undo", "--all"]) == 0
    assert M in (project / "a.css").read_text()
    assert M not in (other / "a.css").read_text()
    assert main(["undo", str(other / "a.css")]) == 0
    assert M in (other / "a.css").read_text()


def test_with_the_default_model(project: Path) -> None:
    """From the command line only."""
    css = "a {\n  /* complete: red text */\n}\n"
    (project / "a.css").write_text(css)

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", "cssgen", *arguments]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (result.returncode, result.stderr) == (0, "")

    run("fill", "a.css")
    assert "/* red text */" in (project / "a.css").read_text()
    run("undo", "a.css")
    assert (project / "a.css").read_text() == css
