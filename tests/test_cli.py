"""The command line: exit codes, messages, formats, settings."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cssgen.cli import main
from cssgen.cli.options import FORMATS

M = "/* complete: x */"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository as working directory, without settings from outside."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / ".cache"))
    for variable in ("CI", "PRE_COMMIT", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("css", "code"),
    [
        pytest.param("a { color: red }", 0, id="nothing"),
        pytest.param(f"a {{ {M} }}", 1, id="unfilled"),
        pytest.param("/* complte: x */", 1, id="near miss"),
        pytest.param(f"a {M} {{ }}", 1, id="unsupported position"),
        pytest.param(f"{M} a {{", 1, id="unbalanced"),
    ],
)
def test_check(css: str, code: int, project: Path) -> None:
    (project / "a.css").write_text(css)
    assert main(["check", "a.css"]) == code
    assert main(["check", "."]) == code
    assert main(["check", "--exit-zero", "."]) == 0
    assert (project / "a.css").read_text() == css


def test_check_says_where(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.css").write_text(f"b {{}}\n  {M}\n")
    main(["check", "a.css"])
    assert capsys.readouterr().out == "a.css:2:3: unfilled marker: x [CSSG001]\n1 file checked, 1 error.\n"
    main(["check", "-q", "a.css"])
    assert capsys.readouterr().out == "a.css:2:3: unfilled marker: x [CSSG001]\n"


def test_check_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(M.encode())))
    assert main(["check", "--stdin-filename", "b.css"]) == 1
    assert capsys.readouterr().out.startswith("b.css:1:1: ")


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_names_the_place(output_format: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.css").write_text(f"\n {M}")
    assert main(["check", "--output-format", output_format, "a.css"]) == 1
    output = capsys.readouterr().out
    assert "CSSG001" in output
    assert "a.css" in output
    if output_format in ("json", "sarif"):
        json.loads(output)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "gone.css"], "gone.css: no such file or directory"),
        (["fill", "-", "a.css"], "standard input and files cannot be read in one run"),
        (["fill", "--candidates", "65", "a.css"], "--candidates: `candidates` takes 0 to 64, not 65"),
        (["fill", "--candidates", "x", "a.css"], "--candidates: takes a number, not `x`"),
        (["fill", "--model", "nowhere", "a.css"], "nowhere"),
        (["fill", "--model", "codegen-css-350m", "a.css"], "run `cssgen model pull codegen-css-350m`"),
        (["explain", "CSG003"], "there is no code `CSG003`; did you mean `CSSG003`?"),
        (["check", "--config", "none.toml", "a.css"], "none.toml: cannot be read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_one_line_says_what_is_wrong(
    arguments: list[str],
    message: str,
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CSSGEN_MODELS", str(project / "models"))
    (project / "a.css").write_text(M)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert (project / "a.css").read_text() == M


@pytest.mark.skipif(sys.platform == "win32", reason="hard links")
def test_what_cannot_be_written_is_named_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.css").write_text(M)
    os.link("a.css", "b.css")
    assert main(["fill", "--candidates", "0", "a.css"]) == 2
    assert capsys.readouterr().out.splitlines()[0] == "a.css:1:1: cannot be replaced: it has 2 hard links [CSSG011]"


def test_fill_without_paths_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fill"]) == 0
    assert "cssgen fill styles/" in capsys.readouterr().err


def test_check_without_paths(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("check", "validate"):
        assert main([command]) == 0
        said = capsys.readouterr()
        assert said.out == "0 files checked.\n"
        assert said.err == f"cssgen: nothing to {command}: name stylesheets or directories, such as .\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["fil", "a.css"], "there is no command `fil`; did you mean `fill`?", id="command"),
        pytest.param(["a.css"], "there is no command `a.css`; did you mean `cssgen fill a.css`?", id="no command"),
        pytest.param(["xyzzy"], "there is no command `xyzzy`\n", id="nothing like it"),
        pytest.param(["fill", "--stagd"], "--stagd; did you mean `--staged`?", id="option"),
        pytest.param(["fill", "--outptu-format=json", "."], "did you mean `--output-format`?", id="with a value"),
        pytest.param(["cache", "clear", "x"], "cssgen cache clear: unrecognized arguments: x\n", id="argument"),
        pytest.param(["watch", "--poll=x"], "cssgen watch: argument --poll: invalid int value: 'x'\n", id="value"),
    ],
)
def test_slips_on_the_command_line(
    words: list[str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong, what may have been meant, and where to look: no more."""
    (project / "a.css").touch()
    try:
        code = main(words)
    except SystemExit as end:
        code = int(end.code or 0)
    error = capsys.readouterr().err
    assert code == 2
    assert said in error
    assert error.count("\n") == 2
    assert "--help`\n" in error


def test_nothing_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "find markers that are left" in capsys.readouterr().err


def test_unknown_setting(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "cssgen.toml").write_text("keywrd = 'x'\n")
    assert main(["check", "."]) == 2
    assert ":1:1: unknown setting `keywrd`; did you mean `keyword`?" in capsys.readouterr().err


def test_required_version(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "cssgen.toml").write_text('required-version = "9.9"\n')
    assert main(["check", "."]) == 2
    assert "the settings require 9.9" in capsys.readouterr().err


def test_undecodable_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.css").write_bytes(b"a { \xff }\n/* complete: x */")
    assert main(["check", "."]) == 2
    assert "a.css:1:5: byte 0xff is not valid utf-8 [CSSG008]" in capsys.readouterr().out


def test_what_has_no_marker_may_be_as_it_likes(project: Path) -> None:
    (project / "a.css").write_bytes(b"a { \xff }\n")
    assert main(["check", "."]) == 0


def test_settings_choose_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "cssgen.toml").write_text('extend-exclude = ["old"]\nkeyword = "todo"\n')
    (project / "old").mkdir()
    (project / "old" / "a.css").write_text("/* todo: x */")
    (project / "b.css").write_text(M)
    assert main(["check", "."]) == 0
    assert main(["check", "old/a.css"]) == 1
    assert main(["check", "--force-exclude", "old/a.css"]) == 0


def test_explain_lists_all_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == sorted(lines)
    assert {"CSSG001", "CSSG110"} <= {line.split()[0] for line in lines}
    assert main(["explain", "cssg003"]) == 0
    assert "unsupported-position" in capsys.readouterr().out


def test_validate(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "tokens.css").write_text(":root { --a: red }")
    (project / "b.css").write_text("a { color: var(--a); colr: red }")
    assert main(["validate", "."]) == 1
    assert capsys.readouterr().out == (
        "b.css:1:22: unknown property `colr`; did you mean `color`? [CSSG110]\n2 files checked, 1 error.\n"
    )
    assert main(["validate", "tokens.css"]) == 0


def test_train_has_help_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["train", "--help"])
    assert exit_.value.code == 0
    output = capsys.readouterr().out
    assert all(stage in output for stage in ("tokenizer", "prepare", "run", "evaluate", "export"))


def test_model_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "list"]) == 0
    assert "codegen-css-350m" in capsys.readouterr().out


def test_reader_that_goes_away(project: Path) -> None:
    (project / "a.css").write_text(f"/* complete: {'x' * 200} */\n" * 900)
    command = f"{sys.executable} -m cssgen check a.css | head -1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  the pipe
    assert result.stdout.startswith("a.css:1:1")
    assert result.stderr == ""
