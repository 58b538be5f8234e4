"""Wheel and source distribution: what is in them, how large they are, and that two builds are the same bytes."""

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from cssgen.models.lock import read_lock
from cssgen.models.registry import DEFAULT_DIRECTORY

ROOT = Path(__file__).parent.parent.parent
MEGABYTES = 100  # decisions on packaging: all files of the default model together, and what comes with it
EPOCH = "1700000000"


def build(target: Path) -> dict[str, Path]:
    """Build both from the work tree; by suffix."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    environment = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH, "HOME": str(target)}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stdout + run.stderr
    return {path.suffix: path for path in target.iterdir()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def wheel(built: dict[str, Path]) -> dict[str, int]:
    """Names and sizes of what a wheel installs."""
    with zipfile.ZipFile(built[".whl"]) as archive:
        return {item.filename: item.file_size for item in archive.infolist()}


@pytest.fixture(scope="module")
def sdist(built: dict[str, Path]) -> set[str]:
    with tarfile.open(built[".gz"]) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def test_a_wheel_has_the_package_and_nothing_else(wheel: dict[str, int]) -> None:
    top = {name.partition("/")[0] for name in wheel}
    assert {name for name in top if not name.endswith(".dist-info")} == {"cssgen"}
    assert len(top) == 2
    assert "cssgen/py.typed" in wheel
    assert any(name.endswith("licenses/LICENSE") for name in wheel)


@pytest.mark.parametrize("word", ["tests", "corpus", "cases", "bench", "__pycache__", "node_modules"])
def test_a_wheel_has_no_data_of_tests_and_training(wheel: dict[str, int], word: str) -> None:
    assert [name for name in wheel if word in name.split("/")] == []


def test_a_wheel_has_the_default_model_whole(wheel: dict[str, int]) -> None:
    lock = read_lock(DEFAULT_DIRECTORY)
    assert lock is not None
    assert {name: wheel.get(f"cssgen/default_model/{name}") for name in lock.files} == {
        name: file.size for name, file in lock.files.items()
    }


def test_the_default_model_is_what_its_manifest_says() -> None:
    lock = read_lock(DEFAULT_DIRECTORY)
    assert lock is not None
    assert list(lock.find_problems(DEFAULT_DIRECTORY, is_full=True)) == []


def test_both_are_small_enough(built: dict[str, Path]) -> None:
    assert {
        suffix: path.stat().st_size // 1_000_000
        for suffix, path in built.items()
        if path.stat().st_size > 1_000_000 * MEGABYTES
    } == {}


def test_a_source_distribution_can_build_and_test(sdist: set[str]) -> None:
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "src/cssgen/py.typed"} <= sdist
    assert not [name for name in sdist if "node_modules" in name or name.startswith((".git/", "cookbook/"))]


def test_an_installed_wheel_fills(built: dict[str, Path], tmp_path: Path) -> None:
    """In an environment of its own, to which this one lends what cssgen depends on."""
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python, program = (home / ("Scripts" if os.name == "nt" else "bin") / name for name in ("python", "cssgen"))
    install = ["pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps", str(built[".whl"])]
    subprocess.run([sys.executable, "-m", *install], check=True)
    (installed,) = home.rglob("cssgen/__init__.py")
    lent = [path for path in sys.path if "site-packages" in path]
    (installed.parents[1] / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    sheet = tmp_path / "a.css"
    sheet.write_text("a {\n  /* complete: red text */\n}\n")
    environment = {**os.environ, "CSSGEN_CACHE": str(tmp_path / "cache")}

    def run(*command: str | Path) -> str:
        result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    assert run(python, "-c", "import cssgen; print(cssgen.__file__, end='')") == str(installed)
    assert "1 marker filled" in run(program, "fill", "a.css")
    assert sheet.read_text().startswith("a {\n  /* red text */\n  ")
    run(program, "model", "verify")


def test_two_builds_are_the_same_bytes(built: dict[str, Path], tmp_path: Path) -> None:
    again = build(tmp_path)
    assert {suffix: _digest(path) for suffix, path in again.items()} == {
        suffix: _digest(path) for suffix, path in built.items()
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
