"""The setting `precision` and the choice of an engine, through the command line, where torch cannot be imported."""

import subprocess
import sys
from pathlib import Path

import pytest

# Whoever asks for one of these fails, whether it is installed or not.
_BLOCK = """
import sys
for name in ("torch", "transformers", "onnx", "safetensors", "tokenizers", "huggingface_hub"):
    sys.modules[name] = None
from cssgen.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def model(twin: Path, tmp_path: Path) -> Path:
    """The twin, as a directory that has never been converted, with its tokenizer."""
    directory = tmp_path / "model"
    directory.mkdir()
    for folder in ("weights", "tokenizer"):
        for file in (twin / folder).iterdir():
            (directory / file.name).write_bytes(file.read_bytes())
    return directory


@pytest.fixture
def pickled(twin: Path, model: Path) -> Path:
    """The same, its weights pickled."""
    (model / "model.safetensors").unlink()
    (model / "pytorch_model.bin").write_bytes((twin / "pickled" / "pytorch_model.bin").read_bytes())
    return model


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one marker."""
    directory = tmp_path / "project"
    (directory / ".git").mkdir(parents=True)
    (directory / "a.css").write_text(".a {\n  /* complete: red text */\n}\n")
    monkeypatch.chdir(directory)
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    return directory


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line without torch."""
    command = [sys.executable, "-c", _BLOCK, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def fill(model: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Fill the marker with candidates of the model alone."""
    fast = ("--candidates", "1", "--recipes", "0", "--suggestions", "0", "--max-new-tokens", "200")
    return run("fill", "--no-cache", "--model", model, *fast, *options, "a.css")


def graphs(tmp_path: Path) -> list[str]:
    """Precisions of the graphs in the cache."""
    return sorted(path.name.split("-")[1] for path in (tmp_path / "cache" / "graphs").iterdir())


def test_a_checkpoint_is_converted_once(model: Path, tmp_path: Path, project: Path) -> None:
    before = (project / "a.css").read_text()
    first = fill(model)
    assert first.returncode == 0, first.stderr
    assert "converting the model" in first.stderr
    assert (project / "a.css").read_text() != before
    (project / "a.css").write_text(before)
    again = fill(model)
    assert again.stderr == ""
    assert graphs(tmp_path) == ["int8"]


def test_a_pickled_checkpoint_needs_no_torch_either(pickled: Path, tmp_path: Path) -> None:
    result = fill(pickled)
    assert result.returncode == 0, result.stderr
    assert graphs(tmp_path) == ["int8"]


@pytest.mark.parametrize("precision", ["float32", "int8", "int4"])
def test_precisions(model: Path, tmp_path: Path, precision: str) -> None:
    result = fill(model, "--precision", precision)
    assert result.returncode == 0, result.stderr
    assert graphs(tmp_path) == [precision]


def test_the_default_model_in_another_precision(tmp_path: Path) -> None:
    arguments = ("fill", "--no-cache", "--precision", "int4", "--candidates", "1", "a.css")
    assert run(*arguments).returncode == 0
    assert graphs(tmp_path) == ["int4"]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        pytest.param((), ["onnx: torch is not installed", "int8, converted once"], id="as it is"),
        pytest.param(("--precision", "int4"), ["onnx: asked for", "int4, converted once"], id="4 bits"),
        pytest.param(("--device", "cpu"), ["onnx: a CPU runs CodeGen models faster so"], id="on the CPU"),
        pytest.param(("--engine", "torch"), [r"pip install 'cssgen[torch]'"], id="torch is asked for"),
        pytest.param(("--device", "cuda"), [r"pip install 'cssgen[torch]'"], id="an accelerator is asked for"),
    ],
)
def test_doctor_says_which_and_why(model: Path, options: tuple[str, ...], lines: list[str]) -> None:
    code = _BLOCK.replace(
        "from cssgen.cli", "from cssgen.models import resolve\nresolve.has_torch = lambda: False\nfrom cssgen.cli"
    )
    command = [sys.executable, "-c", code, "doctor", "--model", str(model), *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in lines:
        assert line in result.stdout


def test_a_model_of_another_kind(model: Path) -> None:
    config = (model / "config.json").read_text().replace('"codegen"', '"gpt2"')
    (model / "config.json").write_text(config)
    result = fill(model, "--precision", "int8")
    assert result.returncode == 2
    assert "only CodeGen models get one: use the torch engine" in result.stderr


def test_a_cache_that_cannot_be_written(model: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    result = fill(model)
    assert result.returncode == 2
    assert "set CSSGEN_CACHE to another folder" in result.stderr
