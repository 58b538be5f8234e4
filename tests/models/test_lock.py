"""What a model on disk consists of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cssgen.errors import ModelError
from cssgen.models.lock import LOCK, Source, read_lock, write_lock


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Some files."""
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "config.json").write_bytes(b"{}")
    (tmp_path / "README.md").write_bytes(b"# Card")
    return tmp_path


def test_a_lock_is_read_as_it_was_written(directory: Path) -> None:
    lock = write_lock(directory, "me/model", "plain", (Source("me/model", "main", "c" * 40),))
    assert read_lock(directory) == lock
    assert sorted(lock.files) == ["config.json", "weights/model.safetensors"]
    assert lock.size == 9


def _nothing(directory: Path) -> None:
    """Leave it."""


def _remove(directory: Path) -> None:
    (directory / "config.json").unlink()


def _truncate(directory: Path) -> None:
    (directory / "config.json").write_bytes(b"{")


def _alter(directory: Path) -> None:
    (directory / "config.json").write_bytes(b"[]")


def _write_card(directory: Path) -> None:
    (directory / "README.md").write_bytes(b"# Another card")


@pytest.mark.parametrize(
    ("change", "quick", "full"),
    [
        pytest.param(_nothing, [], [], id="no-op: untouched"),
        pytest.param(_write_card, [], [], id="no-op: documents do not count"),
        pytest.param(_remove, ["config.json is missing"], ["config.json is missing"], id="missing"),
        pytest.param(
            _truncate,
            ["config.json has 1 bytes instead of 2"],
            ["config.json has 1 bytes instead of 2"],
            id="truncated",
        ),
        pytest.param(_alter, [], ["config.json has another SHA-256"], id="same size, other bytes"),
    ],
)
def test_problems(directory: Path, change: Callable[[Path], None], quick: list[str], full: list[str]) -> None:
    lock = write_lock(directory, "model", "plain")
    change(directory)
    assert list(lock.find_problems(directory, is_full=False)) == quick
    assert list(lock.find_problems(directory, is_full=True)) == full


def test_the_digest_is_that_of_the_contents(directory: Path) -> None:
    first = write_lock(directory, "model", "plain").digest
    assert write_lock(directory, "another name", "plain").digest == first
    _write_card(directory)
    assert write_lock(directory, "model", "plain").digest == first
    _alter(directory)
    assert write_lock(directory, "model", "plain").digest != first


def test_no_lock(tmp_path: Path) -> None:
    assert read_lock(tmp_path) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{", "cannot read", id="no JSON"),
        pytest.param("[]", "cannot read", id="a list"),
        pytest.param('{"format": 99}', "another version", id="another format"),
        pytest.param('{"format": 1, "name": "x"}', "cannot read", id="incomplete"),
    ],
)
def test_a_broken_lock_is_said(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / LOCK).write_text(text)
    with pytest.raises(ModelError, match=message):
        read_lock(tmp_path)
