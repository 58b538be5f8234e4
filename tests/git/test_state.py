"""What git has begun: made with the real git."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cssgen.git.state import find_git_directory, operation_in_progress

from .repositories import Repository


@pytest.fixture
def diverged(repository: Repository) -> Repository:
    """Two commits on `other`, one on `main`, all of which change the same line."""
    repository.commit("a.css", "a { color: red }\n", "first")
    repository.git("checkout", "-q", "-b", "other")
    repository.commit("a.css", "a { color: green }\n", "second")
    repository.commit("a.css", "a { color: lime }\n", "third")
    repository.git("checkout", "-q", "main")
    repository.commit("a.css", "a { color: blue }\n", "fourth")
    return repository


def apply_mail(repository: Repository) -> None:
    patch = repository.git("format-patch", "--stdout", "main~1..other~1")
    repository.git("am", stdin=patch.encode(), ok=False)


def pick_two(repository: Repository) -> None:
    """Stop between two picks: the first is committed by hand, so that `CHERRY_PICK_HEAD` is gone."""
    repository.git("cherry-pick", "other~1", "other", ok=False)
    repository.commit("a.css", "a { color: navy }\n")


@pytest.mark.parametrize(
    ("begin", "name"),
    [
        pytest.param(lambda made: made.git("merge", "other", ok=False), "merge", id="merge"),
        pytest.param(lambda made: made.git("rebase", "other", ok=False), "rebase", id="rebase"),
        pytest.param(lambda made: made.git("rebase", "--apply", "other", ok=False), "rebase", id="rebase --apply"),
        pytest.param(lambda made: made.git("cherry-pick", "other", ok=False), "cherry-pick", id="cherry-pick"),
        pytest.param(pick_two, "cherry-pick", id="between two picks"),
        pytest.param(lambda made: made.git("revert", "main~1", ok=False), "revert", id="revert"),
        pytest.param(apply_mail, "am", id="am"),
        pytest.param(lambda made: made.git("bisect", "start"), "bisect", id="bisect"),
    ],
)
def test_operation_in_progress(begin: Callable[[Repository], object], name: str, diverged: Repository) -> None:
    begin(diverged)
    below = diverged.root / "styles" / "deep"
    below.mkdir(parents=True)
    assert operation_in_progress(diverged.root) == operation_in_progress(below) == name


def test_nothing_in_progress(diverged: Repository, tmp_path: Path) -> None:
    assert operation_in_progress(diverged.root) is None
    assert operation_in_progress(tmp_path) is None, "no repository"


def test_each_work_tree_has_its_own_state(diverged: Repository, tmp_path: Path) -> None:
    linked = tmp_path / "linked tree"
    diverged.git("worktree", "add", "-q", str(linked), "other")
    Repository(linked).git("merge", "main", ok=False)
    assert operation_in_progress(linked) == "merge"
    assert operation_in_progress(diverged.root) is None


def test_git_dir_comes_first(diverged: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    diverged.git("merge", "other", ok=False)
    monkeypatch.setenv("GIT_DIR", str(diverged.root / ".git"))
    assert operation_in_progress(tmp_path) == "merge"


@pytest.mark.parametrize(
    "content",
    [b"", b"gitdir: ", b"gitdir: /no/where", b"gitdir: a\0b", b"\xff\xfe\0", b"x" * 100_000],
    ids=lambda value: value[:12],
)
def test_dot_git_that_lies(content: bytes, tmp_path: Path) -> None:
    (tmp_path / ".git").write_bytes(content)
    assert find_git_directory(tmp_path) is None
