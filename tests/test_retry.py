"""`cssgen retry`: other candidates of a fill or marker, shown, asked for on a terminal, and written."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cssgen.alternatives import iter_alternatives
from cssgen.candidates import Candidate
from cssgen.cli import main
from cssgen.contexts import Context, read_contexts
from cssgen.fill import FillOptions
from cssgen.settings import Settings

M = "/* complete: x */"
CSS = f"a {{\n  b: c;\n  {M}\n}}\n"
COLOURS = ("red", "green", "colr: no", "red", "blue")


class Scripted:
    """A model with five candidates, of which three are valid and different; a seed gives it another."""

    asked = 0

    def __init__(self, _settings: Settings) -> None:
        pass

    def __call__(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        Scripted.asked += len(contexts)
        return [[Candidate(text) for text in _answers(context)] for context in contexts]


def _answers(context: Context) -> list[str]:
    seed = context.marker.options.seed
    words = [f"{seed}px"] if seed is not None else ["1px"] if context.marker.prompt == "one" else list(COLOURS)
    if context.property:
        return words
    return [f"{'width' if word.endswith('px') else 'color'}: {word};" for word in words]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    for command in ("filling", "retry"):
        monkeypatch.setattr(f"cssgen.cli.{command}.LazyEngine", Scripted)
    monkeypatch.setattr(Scripted, "asked", 0)
    return root


def coloured(colour: str, css: str = CSS) -> str:
    return css.replace(M, f"/* x */\n  color: {colour};")


def test_others_are_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a fill, from the cache, without those that are invalid, the same, or there already."""
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "a.css"])
    capsys.readouterr()
    for line in (3, 4):
        assert main(["retry", f"a.css:{line}"]) == 0
        shown = "\n now:\n    /* x */\n    color: red;\n\n 1:\n    /* x */\n    color: green;\n\n 2:\n    /* x */\n    color: blue;\n"
        assert capsys.readouterr().out == f'"x"\n{shown}'
    assert path.read_text() == coloured("red")
    assert Scripted.asked == 1


def test_pick_and_pick_again(project: Path) -> None:
    """Each pick is a fill of its own: it can be picked anew, and taken back, byte for byte."""
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "a.css"])
    for number, colour in ((2, "blue"), (2, "green"), (1, "red")):
        assert main(["retry", "a.css:4", "--pick", str(number)]) == 0
        assert path.read_text() == coloured(colour)
    assert Scripted.asked == 1
    assert main(["undo", "a.css"]) == 0
    assert path.read_text() == CSS
    assert main(["undo", "--all"]) == 0
    assert path.read_text() == CSS


def test_edits_elsewhere_stay(project: Path) -> None:
    """The surroundings have changed, the candidates are still those of the marker; one no longer fits."""
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "a.css"])
    path.write_text("/* new */\n" + coloured("red").replace("b: c", "b: edited"))
    assert main(["retry", "a.css:5", "--pick", "1"]) == 0
    assert path.read_text() == "/* new */\n" + coloured("green").replace("b: c", "b: edited")
    assert Scripted.asked == 1


def test_unfilled_marker(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "a.css"
    path.write_text(CSS)
    assert main(["retry", "a.css:3"]) == 0
    assert capsys.readouterr().out.count("color:") == 3
    assert path.read_text() == CSS
    assert main(["retry", "a.css:3", "--pick", "3"]) == 0
    assert path.read_text() == coloured("blue")
    assert Scripted.asked == 1
    assert main(["retry", "a.css:3", "--pick", "1"]) == 0
    assert path.read_text() == coloured("red")


@pytest.mark.parametrize("options", [(), ("--seed", "9")], ids=str)
def test_another_seed(options: tuple[str, ...], project: Path) -> None:
    """Asked for, or because there was only one answer."""
    path = project / "a.css"
    path.write_text("a { width: /* complete: one */; }\n")
    main(["fill", "a.css"])
    assert path.read_text() == "a { width: 1px; }\n"
    assert main(["retry", "a.css:1", "--pick", "1", *options]) == 0
    assert path.read_text() == f"a {{ width: {'9px' if options else '2px'}; }}\n"


def test_without_the_cache(project: Path) -> None:
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "--no-cache", "a.css"])
    assert main(["retry", "--no-cache", "a.css:3", "--pick", "1"]) == 0
    assert path.read_text() == coloured("green")


@pytest.mark.parametrize("leave", ["nothing", "region"])
def test_what_stays_of_the_marker(leave: str, project: Path) -> None:
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "--leave", leave, "a.css"])
    assert main(["retry", "--leave", leave, "a.css:3", "--pick", "1"]) == 0
    assert "color: green;" in path.read_text()
    assert (M in path.read_text()) is (leave == "region")
    assert main(["undo", "a.css"]) == 0
    assert path.read_text() == CSS


def test_two_on_a_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "a.css"
    path.write_text(f"a {{ border-color: {M}; color: {M} }}\n")
    main(["fill", "a.css"])
    assert main(["retry", "a.css:1", "--pick", "1"]) == 2
    assert "several fills stand there, at columns 19, 31: add :COLUMN" in capsys.readouterr().err
    assert main(["retry", "a.css:1:31", "--pick", "1"]) == 0
    assert path.read_text() == "a { border-color: red; color: green }\n"
    path.write_text(f"a {{ border-color: {M}; outline-color: {M} }}\n")
    assert main(["retry", "a.css:1", "--pick", "1"]) == 2
    assert main(["retry", "a.css:1:56", "--pick", "1"]) == 0
    assert path.read_text() == f"a {{ border-color: {M}; outline-color: red }}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.css"], "name the line"),
        (["gone.css:1"], "no such file"),
        (["a.css:1"], "neither a marker nor a fill of the journal stands there"),
        (["a.css:4", "--pick", "3"], "--pick: there are the numbers 1 to 2, not 3"),
        (["a.css:4", "--pick", "-1"], "--pick: there are the numbers 1 to 2, not -1"),
        (["a.css:4", "--pick"], "this is no terminal to ask on"),
        (["broken.css:1"], "neither a marker"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_one_line_says_what_is_wrong(
    arguments: list[str], message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "a.css"])
    (project / "broken.css").write_text(f"a {{ {M} b {{")
    capsys.readouterr()
    assert main(["retry", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert path.read_text() == coloured("red")


def test_an_edited_fill_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever edited a fill is told so, and how to ask anew; `undo` says the same."""
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "a.css"])
    path.write_text(coloured("navy"))
    capsys.readouterr()
    assert main(["retry", "a.css:4"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "cssgen: a.css:4: neither a marker nor a fill of the journal stands there",
        '  "x" stands there no more: its text was changed',
        "write `complete: ` into its comment to make it a marker again",
    ]
    assert main(["undo", "a.css:4"]) == 2
    assert '  "x" stands there no more: its text was changed' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        pytest.param("top: 0; left: 0;", "left: 0; top: 0;", 1, id="order of declarations"),
        pytest.param("top: 0; a { left: 0; top: 1px; }", "top: 0; a { top: 1px; left: 0; }", 1, id="in a rule"),
        pytest.param("top: 0; left: 0;", "top: 0; left: 1px;", 2, id="value"),
        pytest.param("top: 0; top: 1px;", "top: 1px; top: 0;", 2, id="which one holds"),
        pytest.param("a { top: 0; } b { left: 0; }", "b { left: 0; } a { top: 0; }", 2, id="order of rules"),
    ],
)
def test_what_differs_only_in_order_is_offered_once(first: str, second: str, number: int) -> None:
    text = f".c {{\n  {M}\n}}\n"
    [context] = read_contexts(text).contexts
    # A recipe may set a property twice.
    candidates = [Candidate(each, source="recipe") for each in (first, second)]
    assert len(list(iter_alternatives(text, context, candidates, FillOptions()))) == number


def test_what_could_not_be_written_is_not_in_the_journal(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "a.css"])
    os.link(path, project / "b.css")
    assert main(["retry", "a.css:3", "--pick", "1"]) == 2
    assert path.read_text() == coloured("red")
    capsys.readouterr()
    main(["undo", "--list"])
    assert capsys.readouterr().out == 'a.css:3: "x"\n'


def test_a_fill_that_was_edited_is_not_touched(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "a.css"
    path.write_text(CSS)
    main(["fill", "a.css"])
    path.write_text(coloured("crimson"))
    assert main(["retry", "a.css:4", "--pick", "1"]) == 2
    assert path.read_text() == coloured("crimson")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("answers", [b"1\n", b"x\n99\n1\n", b"\n", b"\x04"], ids=repr)
def test_asked_on_a_terminal(answers: bytes, project: Path) -> None:
    """With the default model, on a pseudo-terminal."""
    import pty

    path = project / "a.css"
    path.write_text("a {\n  /* complete: rounded corners */\n}\n")
    run = [sys.executable, "-m", "cssgen"]
    environment = os.environ | {"CSSGEN_CACHE": str(project.parents[1] / "cache-of-all"), "CI": "1"}
    subprocess.run([*run, "fill", "a.css"], env=environment, check=True, capture_output=True)
    filled = path.read_text()
    main_end, terminal = pty.openpty()
    process = subprocess.Popen(
        [*run, "retry", "a.css:2"], env=environment, stdin=terminal, stdout=terminal, stderr=terminal
    )
    os.close(terminal)
    os.write(main_end, answers)
    output = b""
    with contextlib.suppress(OSError):  # so Linux says that the other end is closed
        while piece := os.read(main_end, 1_000):
            output += piece
    os.close(main_end)
    assert process.wait() == 0
    assert b"write which? [1-" in output
    assert (path.read_text() != filled) is (b"1" in answers)
    assert output.count(b"write which?") == (3 if b"99" in answers else 1)
