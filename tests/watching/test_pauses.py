"""What git is doing keeps files from being filled, and is said once."""

from pathlib import Path

import pytest

from cssgen.watching.pauses import LOCK, Pauses, find_work_tree, is_busy


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file some way below a repository."""
    monkeypatch.delenv("GIT_DIR", raising=False)
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    return tmp_path / "repository" / "styles" / "a.css"


@pytest.mark.parametrize(
    ("sign", "operation"),
    [
        ("MERGE_HEAD", "merge"),
        ("rebase-merge/x", "rebase"),
        ("CHERRY_PICK_HEAD", "cherry-pick"),
        ("BISECT_LOG", "bisect"),
    ],
)
def test_operations(sign: str, operation: str, sheet: Path) -> None:
    """Said at the first file, and at its end."""
    pauses, root = Pauses(), sheet.parents[1]
    assert pauses.check(sheet, 0) == (False, "")
    path = root / ".git" / sign
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert pauses.check(sheet, 1) == (True, operation)
    assert pauses.check(sheet, 2) == (True, "")
    assert is_busy(sheet)
    assert pauses.find_ended() == []
    path.unlink()
    if path.parent.name != ".git":
        path.parent.rmdir()
    assert pauses.find_ended() == [(root, operation)]
    assert pauses.find_ended() == []
    assert pauses.check(sheet, 3) == (False, "")
    assert not is_busy(sheet)


def test_a_lock_is_said_only_if_it_stays(sheet: Path) -> None:
    """Most commands hold it for a moment; one that was killed, for ever."""
    pauses, lock = Pauses(), sheet.parents[1] / ".git" / "index.lock"
    lock.touch()
    assert pauses.check(sheet, 10.0) == (True, "")
    lock.unlink()
    assert pauses.check(sheet, 10.5) == (False, "")
    assert not pauses.is_any
    lock.touch()
    assert [pauses.check(sheet, now) for now in (11.0, 12.9, 13.1, 14.0)] == [
        (True, ""),
        (True, ""),
        (True, LOCK),
        (True, ""),
    ]
    assert pauses.is_any


def test_outside_of_repositories(tmp_path: Path, sheet: Path) -> None:
    """Another one's merge is not theirs."""
    (sheet.parents[1] / ".git" / "MERGE_HEAD").touch()
    assert Pauses().check(tmp_path / "other" / "a.css", 0) == (False, "")
    assert find_work_tree(sheet) == sheet.parents[1]
