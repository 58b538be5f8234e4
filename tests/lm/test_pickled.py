"""Pickled checkpoints, read without torch."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch

from cssgen.convert.pickled import read_pickled_places
from cssgen.convert.safetensors import read_float32, read_places


def test_they_hold_what_safetensors_hold(twin: Path) -> None:
    found = read_pickled_places(twin / "pickled" / "pytorch_model.bin")
    wanted = read_places(twin / "weights" / "model.safetensors")
    assert found.keys() == wanted.keys()
    for name, place in wanted.items():
        np.testing.assert_array_equal(read_float32(found[name]), read_float32(place))


def test_parts_of_a_storage_and_other_types(tmp_path: Path) -> None:
    """Tensors may share a storage; masks are no weights."""
    whole = torch.arange(12, dtype=torch.float32)
    state = {"whole": whole, "part": whole[4:8].view(2, 2), "half": whole.bfloat16(), "mask": whole > 3}
    torch.save(state, tmp_path / "a.bin")
    places = read_pickled_places(tmp_path / "a.bin")
    assert places.keys() == {"whole", "part", "half"}
    assert read_float32(places["part"]).tolist() == [[4, 5], [6, 7]]
    np.testing.assert_array_equal(read_float32(places["half"]), whole.numpy())


class _Code:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (self.path,)  # type: ignore[return-value]


def _save_code(path: Path) -> None:
    torch.save({"a": _Code(path.with_name("ran"))}, path)


def _save_transposed(path: Path) -> None:
    torch.save({"a": torch.zeros(2, 3).T}, path)


def _save_old(path: Path) -> None:
    torch.save({"a": torch.zeros(2)}, path, _use_new_zipfile_serialization=False)


def _save_other(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/b", "c")


@pytest.mark.parametrize(
    ("save", "reason"),
    [
        pytest.param(_save_code, "it asks for", id="code"),
        pytest.param(_save_transposed, "does not lie there", id="another order"),
        pytest.param(_save_old, "without torch", id="the format before torch 1.6"),
        pytest.param(_save_other, "without torch", id="another archive"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, save: object, reason: str) -> None:
    assert callable(save)
    save(tmp_path / "a.bin")
    with pytest.raises(ValueError, match=reason):
        read_pickled_places(tmp_path / "a.bin")
    assert not (tmp_path / "ran").exists()
