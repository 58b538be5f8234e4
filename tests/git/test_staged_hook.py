"""`cssgen fill --staged` as git's own pre-commit hook, with the default model."""

import sys
from pathlib import Path

import pytest

from .repositories import Repository

CSS = ".card {\n  padding: 1rem;\n  /* complete: rounded corners and a soft shadow */\n  margin: 0;\n}\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")


@pytest.fixture
def hooked(repository: Repository) -> Repository:
    repository.commit("b.css", "b { c: d }\n")
    hook = repository.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m cssgen fill --staged\n")
    hook.chmod(0o755)
    return repository


@pytest.mark.parametrize("options", [(), ("-a",)], ids=str)
def test_partly_staged_file(options: tuple[str, ...], hooked: Repository) -> None:
    """An unstaged edit on the very next line: the commit has the fill, the edit stays unstaged."""
    path = hooked.stage("a.css", CSS)
    path.write_text(CSS.replace("margin: 0", "margin: 1px"))
    hooked.git("commit", "-q", "-m", "fill", *options)
    committed = hooked.git("show", "HEAD:a.css")
    assert "complete:" not in committed
    assert "/* rounded corners and a soft shadow */\n" in committed
    assert ("margin: 1px" in committed) is ("-a" in options)
    assert path.read_text() == committed.replace("margin: 0", "margin: 1px")
    assert hooked.git("status", "--porcelain") == ("" if options else " M a.css\n")


def test_commit_of_named_paths(hooked: Repository) -> None:
    """git writes to the real index what it had before the hook: the fill would be taken back by the next commit."""
    path = hooked.stage("a.css", CSS)
    hooked.git("commit", "-q", "-m", "fill", "--", "a.css", ok=False)
    assert hooked.git("log", "--oneline").count("\n") == 1
    assert path.read_text() == CSS
    hooked.git("commit", "-q", "-m", "fill")
    assert "complete:" not in path.read_text()


def test_linked_work_tree_and_subdirectory(hooked: Repository, tmp_path: Path) -> None:
    """There git gives the hook `GIT_DIR`; the hook runs at the root wherever the commit is made."""
    linked = Repository(tmp_path / "linked tree")
    hooked.git("worktree", "add", "-q", "-b", "linked", str(linked.root))
    path = linked.stage("styles/a b.css", CSS)
    path.write_text(CSS.replace("margin: 0", "margin: 1px"))
    Repository(path.parent).git("commit", "-q", "-m", "fill")
    committed = linked.git("show", "HEAD:styles/a b.css")
    assert "complete:" not in committed
    assert path.read_text() == committed.replace("margin: 0", "margin: 1px")
    assert linked.git("status", "--porcelain") == ' M "styles/a b.css"\n'
    assert hooked.git("status", "--porcelain") == ""


def test_merge_that_is_concluded(hooked: Repository, tmp_path: Path) -> None:
    hooked.git("checkout", "-q", "-b", "other")
    hooked.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "other")
    hooked.git("checkout", "-q", "main")
    hooked.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "main")
    hooked.git("merge", "--no-commit", "other", ok=False)
    path = hooked.stage("a.css", CSS)
    hooked.git("commit", "-q", "-m", "merge")
    assert path.read_text() == CSS
    assert hooked.git("status", "--porcelain") == ""
