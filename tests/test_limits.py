"""What is too much is left alone with a diagnostic of its own, through the real command; and work stays linear."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cssgen.cli import main
from cssgen.contexts import read_contexts

M = "/* complete: x */\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Codes of what `cssgen check` finds."""
    main(["check", "--output-format", "json", *arguments])
    return [finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(M + "a{}\n" * 300_000, "CSSG013", id="a large file"),
        pytest.param("a { b: c }\n" * 200_000 + M, "CSSG013", id="a marker at the end of a large file"),
        pytest.param(M + f"{';' * 4_000}\n" * 200, "CSSG013", id="too many tokens"),
        pytest.param(M + "a{" * 101 + "}" * 101, "CSSG014", id="deep blocks"),
        pytest.param(M + "a{b:" + "(" * 100 + ")" * 100 + "}", "CSSG014", id="deep parentheses"),
        pytest.param(M + "{\n" * 200_000, "CSSG014", id="blocks that are never closed"),
        pytest.param(M * 1_001, "CSSG015", id="many markers"),
        pytest.param(f"{M}a {{ {'b' * 5_000}: c }}", "CSSG009", id="a long line"),
    ],
)
def test_each_limit_has_its_diagnostic(text: str, code: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.css").write_text(text)
    assert check(capsys, "a.css") == [code]


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        pytest.param(M + "a { b: c }\n" * 100_000, "file-bytes = 2_000_000", id="file size"),
        pytest.param(M + "a{" * 150 + "}" * 150, "depth = 150", id="depth"),
        pytest.param(M * 2_000, "markers = 2_000", id="markers"),
    ],
)
def test_limits_are_settings(text: str, settings: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.css").write_text(text)
    (project / "cssgen.toml").write_text(f"[limits]\n{settings}\n")
    assert set(check(capsys, "a.css")) == {"CSSG001"}


def test_a_large_file_that_asks_for_nothing_is_passed_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.css").write_text("a { b: c }\n" * 200_000)
    assert check(capsys, "a.css") == []


@pytest.mark.parametrize(
    "piece",
    [
        *("{}\n", "a{b:c}\n", "{", "(", ")", "}", ";", "a ", "//", '"\n', "'\n", "\\\n", "\\0 ", "url(", "/**/", "*/"),
        *(
            M,
            "/* complte: x */\n",
            "a{b: /* complete: x */}\n",
            "/* complete: x */ a ",
            "--x:1;",
            "@x{",
            "@import 'a';",
        ),
        *(
            "/* complete: x */a{}/* cssgen:end p=0 sum=0 */\n",
            "/* cssgen:end */",
            "/* complete: x */a{/* complete: y */}/* cssgen:end p=0 */\n",
            "// complete: x\n",
            "<!--",
            "é💡\n",
        ),
    ],
)
@pytest.mark.parametrize("frame", ["{}", f"{M}{{}}", f"a{{{{ margin: {M}{{}} }}}}"])
def test_reading_is_linear(piece: str, frame: str) -> None:
    """Four times the text takes about four times the calls, eight at most: each marker takes the text around it along."""
    small, large = (count_calls(read_contexts, frame.format(piece * times)) for times in (240, 960))
    assert large < 9 * small + 2_000


def count_calls(function: Callable[[str], object], text: str) -> int:
    """How many functions `function` calls, those of C included."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        function(text)
    finally:
        sys.setprofile(None)
    return calls
