"""`cssgen fill` with a model that knows nothing: the torch engine and the ONNX engine, from files to files."""

import re
from pathlib import Path

import pytest

from cssgen.cli import main
from cssgen.validity import validate

STYLESHEET = """\
:root {
  --brand: #05f;
}

.card {
  padding: 1rem;
  /* complete(max=60): rounded corners and a soft shadow */
}

/* complete(n=1): a primary button */

.a { color: /* complete: the brand colour */; }
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / ".cache"))
    (tmp_path / "a.css").write_text(STYLESHEET)
    return tmp_path


def fill(directory: Path, *options: str) -> str:
    arguments = ["fill", "--model", str(directory), "--recipes", "0", "--max-new-tokens", "200", *options, "a.css"]
    assert main(arguments) == 0
    return Path("a.css").read_text()


def test_torch_engine_fills_validly(twin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = fill(twin, "--engine", "torch")
    assert "torch" in capsys.readouterr().out
    assert [finding for finding in validate(text) if finding.severity == "error"] == []
    pieces = re.split(r"/\* complete(?:\([^)]*\))?: .*? \*/", STYLESHEET)
    assert re.fullmatch(".*?".join(map(re.escape, pieces)), text, re.DOTALL)
    assert main(["check", "a.css"]) == 0


def test_both_engines_write_the_same_file(twin: Path, onnx_twin: Path) -> None:
    by_torch = fill(twin, "--engine", "torch", "--temperature", "0")
    Path("a.css").write_text(STYLESHEET)
    assert fill(onnx_twin, "--temperature", "0") == by_torch


def test_pickled_weights_are_named_once(
    twin: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    fill(twin / "pickled", "--tokenizer", str(twin / "tokenizer"), "--engine", "torch", "--temperature", "0")
    assert [record.levelname for record in caplog.records if "pickled weights" in record.message] == ["WARNING"]
    assert capsys.readouterr().err == "", "no progress bar but on a terminal"
