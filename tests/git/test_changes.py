"""`--changed-since REF` in real repositories: which files it takes, and what it says where it cannot know."""

import json
import subprocess
from pathlib import Path

import pytest

from cssgen.cli import main
from cssgen.git.changes import find_changed

from .repositories import Repository

MARKED = "a { /* complete: x */ }\n"


@pytest.fixture
def branch(repository: Repository) -> Repository:
    """A branch with one commit; `main` went on meanwhile, with changes that are not the branch's."""
    repository.write(".gitignore", "ignored.css\n")
    for name in ("old.css", "edited.css", "gone.css", "moved.css", "theirs.css"):
        repository.write(name, MARKED)
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "base")
    repository.git("checkout", "-q", "-b", "branch")
    repository.write("committed ü.css", MARKED)
    repository.git("mv", "moved.css", "new place.css")
    repository.git("rm", "-q", "gone.css")
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "branch")
    repository.git("checkout", "-q", "main")
    repository.commit("theirs.css", f"/* theirs */\n{MARKED}")
    repository.git("checkout", "-q", "branch")
    return repository


def test_what_is_changed(branch: Repository) -> None:
    """In commits of this branch, in the index, in the work tree, and unknown to git; not what the other branch did."""
    branch.write("edited.css", MARKED + MARKED)
    branch.stage("staged.css", MARKED)
    branch.write("sub/unknown.css", MARKED)
    branch.write("ignored.css", MARKED)
    assert find_changed(branch.root, "main") == [
        "committed ü.css",
        "edited.css",
        "new place.css",
        "staged.css",
        "sub/unknown.css",
    ]


def test_a_change_that_was_taken_back(branch: Repository) -> None:
    branch.commit("old.css", MARKED + MARKED)
    branch.write("old.css", MARKED)
    assert "old.css" not in find_changed(branch.root, "main")


@pytest.mark.parametrize(
    ("directory", "paths", "expected"),
    [
        pytest.param(".", (), ["committed ü.css", "new place.css", "sub/a.css"], id="all"),
        pytest.param("sub", (), ["../committed ü.css", "../new place.css", "a.css"], id="all, from below"),
        pytest.param(".", (".",), ["committed ü.css", "new place.css", "sub/a.css"], id="a directory"),
        pytest.param(".", ("sub", "old.css"), ["sub/a.css"], id="of what is named"),
    ],
)
def test_check(
    directory: str,
    paths: tuple[str, ...],
    expected: list[str],
    branch: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With paths, the changed ones of these; without, all. What the settings leave out, and links, stay out."""
    for name in ("sub/a.css", "sub/a.txt", "vendor/b.css"):
        branch.write(name, MARKED)
    branch.root.joinpath("link.css").symlink_to("sub/a.css")
    monkeypatch.chdir(branch.root / directory)
    assert main(["check", "--changed-since", "main", "--output-format", "json", *paths]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["path"] for finding in findings] == expected


def test_nothing_changed(branch: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--changed-since", "HEAD"]) == 0
    assert main(["fill", "--changed-since", "HEAD"]) == 0
    assert capsys.readouterr().out == "0 files checked.\n" * 2


@pytest.mark.parametrize("reference", ["no-such", "--output=x", "main:old.css"])
def test_no_such_commit(reference: str, branch: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", f"--changed-since={reference}"]) == 2
    assert f"there is no commit {reference} here: fetch it first" in capsys.readouterr().err


def test_histories_that_never_met(branch: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    branch.git("checkout", "-q", "--orphan", "other")
    branch.git("commit", "-q", "-m", "other")
    assert main(["check", "--changed-since", "main"]) == 2
    assert "main and HEAD have no common ancestor\n" in capsys.readouterr().err


def test_shallow_clones(
    branch: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What CI services make unless told otherwise: both the branch and the ancestor may be missing."""
    command = ["git", "clone", "-q", "--depth=1", "--branch=branch", f"file://{branch.root}", str(tmp_path / "clone")]
    subprocess.run(command, check=True)
    clone = Repository(tmp_path / "clone")
    monkeypatch.chdir(clone.root)
    assert main(["check", "--changed-since", "origin/main"]) == 2
    assert "there is no commit origin/main here: this clone is shallow: fetch more" in capsys.readouterr().err
    clone.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    assert main(["check", "--changed-since", "origin/main"]) == 2
    assert "no common ancestor: this clone is shallow: fetch more of its history" in capsys.readouterr().err
    clone.git("fetch", "-q", "--unshallow")
    assert main(["check", "--changed-since", "origin/main", "--exit-zero"]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("fill", "--staged"), "--staged and --changed-since say different things", id="staged"),
        pytest.param(("check", "-"), "standard input has no history", id="standard input"),
    ],
)
def test_what_has_no_history(
    arguments: tuple[str, ...], message: str, branch: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--changed-since", "main"]) == 2
    assert message in capsys.readouterr().err
