"""Names that a disk may take for one, on a disk that tells them apart, and as if on one that does not."""

import os
from pathlib import Path

import pytest

from cssgen.letter_case import fold_case, is_same


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("a.css", "A.CSS", True, id="case"),
        pytest.param("ä.css", "a\u0308.css", True, id="composed and decomposed"),
        pytest.param("straße.css", "STRASSE.css", True, id="two letters for one"),
        pytest.param("a.css", "b.css", False, id="other letters"),
    ],
)
def test_fold_case(first: str, second: str, expected: bool) -> None:
    assert (fold_case(Path(first)) == fold_case(Path(second))) == expected


def test_two_files_are_two(tmp_path: Path) -> None:
    first, second = tmp_path / "a.css", tmp_path / "A.css"
    first.touch()
    assert is_same(first, first)
    if os.path.lexists(second):
        pytest.skip("this disk does not tell them apart")
    assert not is_same(first, second), "the other one is not there"
    second.touch()
    assert not is_same(first, second)


def test_two_names_are_one_where_the_disk_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk finds a file by a name that its directory does not list."""
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.css").touch()
    monkeypatch.setattr(os.path, "lexists", lambda _: True)
    assert is_same(tmp_path / "d" / "a.css", tmp_path / "d" / "A.css")
    assert is_same(tmp_path / "d" / "a.css", tmp_path / "D" / "a.css")
    (tmp_path / "D").mkdir()
    assert not is_same(tmp_path / "d" / "a.css", tmp_path / "D" / "a.css")
