"""Model directories that mean harm: one line says what is wrong, and nothing outside them is read or run."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from cssgen.convert.safetensors import read_places

DEFAULT = Path(str(resources.files("cssgen"))) / "default_model"
Change = Callable[[Path], object]


def write(name: str, content: bytes) -> Change:
    """Another content of a file."""
    return lambda model: (model / name).write_bytes(content)


def replace(name: str, old: bytes, new: bytes) -> Change:
    """Other bytes within a file."""

    def change(model: Path) -> None:
        raw = (model / name).read_bytes()
        assert old in raw
        (model / name).write_bytes(raw.replace(old, new))

    return change


def configure(**changes: Any) -> Change:
    """Other settings of the model."""

    def change(model: Path) -> None:
        path = model / "config.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return change


def drop(key: str) -> Change:
    """Without a setting of the model."""

    def change(model: Path) -> None:
        path = model / "config.json"
        config = json.loads(path.read_text())
        del config[key]
        path.write_text(json.dumps(config))

    return change


def link(name: str, target: str) -> Change:
    """A symbolic link in place of a file."""

    def change(model: Path) -> None:
        (model / name).unlink()
        (model / name).symlink_to(target)

    return change


def pipe(name: str) -> Change:
    """A named pipe in place of a file."""

    def change(model: Path) -> None:
        (model / name).unlink()
        os.mkfifo(model / name)

    return change


REFUSED: dict[str, Change] = {
    "a header of 16 EB": write("weights.safetensors", b"\xff" * 8 + b"{}" * 50),
    "weights that are pickled": write("weights.safetensors", b"\x80\x04cos\nsystem\n(S'touch ran'\ntR." + bytes(50)),
    "weights outside of the directory": replace("model.onnx", b"weights.safetensors", b"../../../etc/passwd"),
    "half of a graph": lambda model: os.truncate(model / "model.onnx", 80_000),
    "settings nested without end": write("config.json", b'{"a":' + b"[" * 200_000),
    "no heads": configure(n_head=0),
    "a vocabulary of a trillion": configure(vocab_size=10**12),
    "settings missing": drop("vocab_size"),
    "a tokenizer that is none": write("tokenizer.json", b'{"model": {"type": "BPE", "vocab": 7}}'),
    "a tokenizer outside of the directory": link("tokenizer.json", "/etc/passwd"),
    "a tokenizer without end": link("tokenizer.json", "/dev/zero"),
    "a graph without end": link("model.onnx", "/dev/zero"),
    "weights that nobody sends": pipe("weights.safetensors"),
    "settings that nobody sends": pipe("config.json"),
}
HARMLESS: dict[str, Change] = {
    "code to import": configure(auto_map={"AutoModelForCausalLM": "evil.Model", "AutoTokenizer": "evil.Tokenizer"}),
    "file names of the tokenizer": write(
        "tokenizer_config.json",
        b'{"tokenizer_file": "/etc/passwd", "vocab_file": "../../x", "auto_map": {"a": "evil.b"}}',
    ),
    "a name of another model": configure(_name_or_path="../../../etc", model_type="../../x"),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, bool]]:
    """Exit code, output and whether the stylesheet is as it was, for each directory; all in one go."""
    root = tmp_path_factory.mktemp("models")
    models = []
    changes = REFUSED | HARMLESS
    for number, change in enumerate(changes.values()):
        model = root / str(number)
        shutil.copytree(DEFAULT, model)
        (model / "lock.json").unlink()
        (model / "evil.py").write_text("import pathlib\npathlib.Path(__file__).with_name('ran').touch()\n")
        change(model)
        models.append(str(model))
    command = [sys.executable, "-m", "tests.lm.try_models", *models]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert not list(root.rglob("ran"))
    return {name: tuple(result) for name, result in zip(changes, json.loads(run.stdout), strict=True)}


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/zero, pipes and limits of memory")
@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_in_one_line(name: str, results: dict[str, tuple[int, str, bool]]) -> None:
    code, output, is_left = results[name]
    assert code == 2, output
    assert output.splitlines()[-1].startswith("cssgen: ")
    assert "Traceback" not in output
    assert "root:" not in output, "what stands elsewhere is not shown"
    assert is_left


@pytest.mark.skipif(sys.platform != "linux", reason="see above")
@pytest.mark.parametrize("name", HARMLESS)
def test_is_taken_for_what_it_is(name: str, results: dict[str, tuple[int, str, bool]]) -> None:
    """Nothing of it is imported, and no other file opened."""
    code, output, is_left = results[name]
    assert code == 0, output
    assert not is_left


HEADERS: dict[str, bytes] = {
    "a tensor of 8 EB": b'{"a": {"dtype": "F32", "shape": [1048576, 1099511627776], "data_offsets": [0, 4611686018427387904]}}',
    "a tensor before the file": b'{"a": {"dtype": "U8", "shape": [104], "data_offsets": [-100, 4]}}',
    "a tensor that ends before it begins": b'{"a": {"dtype": "U8", "shape": [4], "data_offsets": [8, 4]}}',
    "a tensor of another shape": b'{"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 4]}}',
    "a shape below zero": b'{"a": {"dtype": "F32", "shape": [-1, -1], "data_offsets": [0, 4]}}',
    "a shape that is no number": b'{"a": {"dtype": "F32", "shape": ["1"], "data_offsets": [0, 4]}}',
    "a tensor without a place": b'{"a": {"dtype": "F32", "shape": [1]}}',
    "a tensor that is a list": b'{"a": []}',
    "a list": b"[]",
    "no JSON": b"{",
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("name", HEADERS)
def test_tensors_are_where_they_can_be(name: str, tmp_path: Path) -> None:
    """Nothing is allocated for what a header says before it is seen to be true."""
    path = tmp_path / "model.safetensors"
    path.write_bytes(len(HEADERS[name]).to_bytes(8, "little") + HEADERS[name] + bytes(50))
    with pytest.raises(ValueError, match=r"no safetensors file|cannot be where|Expecting"):
        read_places(path)


def test_a_header_of_16_eb(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"\xff" * 8 + bytes(50))
    with pytest.raises(ValueError, match="no safetensors file"):
        read_places(path)
