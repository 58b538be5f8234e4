"""`cssgen fill --staged` in real repositories: what is staged, what stays unstaged, and what is refused."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cssgen.candidates import Candidate
from cssgen.cli import main
from cssgen.contexts import Context
from cssgen.git.index import read_blob, read_entries
from cssgen.settings import Settings

from .repositories import Repository

M = "/* complete: x */"
BEFORE = f"a {{\n  b: c;\n  {M}\n  d: e;\n}}\n\n.far {{\n  f: g;\n}}\n"
AFTER = BEFORE.replace(M, "/* x */\n  color: red;")


class Scripted:
    """A model that knows one answer for each place."""

    def __init__(self, _settings: Settings) -> None:
        pass

    def __call__(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        return [[Candidate(_answer(context))] for context in contexts]


def _answer(context: Context) -> str:
    if context.property:
        return "red"
    return "color: red;" if context.ancestors else "a { color: red; }"


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cssgen.cli.filling.LazyEngine", Scripted)


def staged_diff(repository: Repository) -> list[str]:
    """The lines that the index adds to the last commit, and those that it removes."""
    return _changes(repository.git("diff", "--cached", "--no-color", "-U0"))


def local_diff(repository: Repository) -> list[str]:
    """The same of the work tree against the index."""
    return _changes(repository.git("diff", "--no-color", "-U0"))


def _changes(diff: str) -> list[str]:
    return [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda css: css, id="no other edit"),
        pytest.param(lambda css: css.replace("d: e", "d: edited"), id="next line"),
        pytest.param(lambda css: css.replace("b: c", "b: edited"), id="line before"),
        pytest.param(lambda css: css.replace("f: g", "f: edited"), id="further down"),
        pytest.param(lambda css: css.replace("a {", ".renamed {"), id="selector"),
        pytest.param(lambda css: "/* new */\n" * 9 + css, id="lines above"),
        pytest.param(lambda css: css + f"z {{ {M.replace('x', 'y')} }}\n", id="another marker, not staged"),
        pytest.param(lambda css: css.replace("\n", "\r\n"), id="other line ends"),
    ],
)
def test_only_the_fill_is_staged(edit: Callable[[str], str], repository: Repository) -> None:
    """What was unstaged stays so, to the byte, and the index gets the fill and nothing else."""
    repository.commit("a.css", "old {}\n")
    path = repository.stage("a.css", BEFORE)
    path.write_bytes(edit(BEFORE).encode())
    unstaged = local_diff(repository)
    assert main(["fill", "--staged"]) == 0
    assert repository.staged("a.css").decode() == AFTER
    filled = edit(BEFORE).replace(M, "/* x */\r\n  color: red;" if "\r" in edit(BEFORE) else "/* x */\n  color: red;")
    assert path.read_bytes().decode() == filled
    if "\r" not in filled:
        assert local_diff(repository) == unstaged
        assert repository.git("diff-files", "--name-only") == ("a.css\n" if edit(BEFORE) != BEFORE else "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(BEFORE.replace(M, ""), "the marker differs", id="marker deleted"),
        pytest.param(BEFORE.replace("complete: x", "complete: y"), "the marker differs", id="prompt changed"),
        pytest.param(BEFORE.replace("complete:", "complete(seed=1):"), "the marker differs", id="options changed"),
        pytest.param(BEFORE + f"b {{ {M} }}\n", "the marker differs", id="one more of the same"),
        pytest.param(BEFORE.replace(M, f"color: {M};"), "the marker differs", id="moved to a value"),
        pytest.param(BEFORE.replace("d: e", "color: blue"), "no room for the same CSS", id="property set meanwhile"),
        pytest.param(BEFORE.removesuffix("}\n"), "the marker differs", id="unbalanced"),
        pytest.param(b"\xff" + BEFORE.encode(), "the marker differs", id="undecodable"),
        pytest.param(None, "the work tree has no such file", id="deleted"),
    ],
)
def test_refused_if_they_differ(
    content: str | bytes | None, reason: str, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    path = repository.stage("a.css", BEFORE)
    if content is None:
        path.unlink()
    else:
        repository.write("a.css", content)
    before = path.read_bytes() if path.exists() else None
    assert main(["fill", "--staged"]) == 1
    output = capsys.readouterr().out
    assert "CSSG012" in output
    assert reason in output
    assert repository.staged("a.css").decode() == BEFORE
    assert (path.read_bytes() if path.exists() else None) == before
    assert main(["undo", "--list"]) == 0
    assert "nothing was filled" in capsys.readouterr().out


def test_nothing_behind_a_link_is_filled(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A directory of the index is a link in the work tree: git would not look behind it either."""
    repository.stage("d/a.css", BEFORE)
    outside = tmp_path / "outside"
    (repository.root / "d").rename(outside)
    (repository.root / "d").symlink_to(outside)
    assert main(["fill", "--staged"]) == 1
    assert "a symbolic link in its place, or above it" in capsys.readouterr().out
    assert main(["fill", "--staged", "d/a.css"]) == 0
    assert "no file of the index" in capsys.readouterr().err
    assert (outside / "a.css").read_text() == BEFORE
    assert repository.staged("d/a.css").decode() == BEFORE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    path = repository.stage("a.css", BEFORE)
    path.unlink()
    os.mkfifo(path)
    assert main(["fill", "--staged"]) == 1
    assert "CSSG012" in capsys.readouterr().out


def test_no_more_of_the_index_is_read_than_may_be_filled(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("cssgen.toml", "[limits]\nfile-bytes = 1000\n")
    repository.stage("a.css", BEFORE + "b { c: d }\n" * 200_000)
    [entry] = read_entries(repository.root, ["a.css"])
    assert len(read_blob(entry, 1_001)) == 1_001
    assert main(["fill", "--staged"]) == 0
    assert "CSSG013" in capsys.readouterr().out


def test_conflicts_are_left_alone(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """After a stash that did not apply: no merge is in progress, yet the file is in conflict."""
    repository.commit("a.css", BEFORE)
    repository.write("a.css", BEFORE.replace("d: e", "d: mine"))
    repository.git("stash", "-q")
    repository.commit("a.css", BEFORE.replace("d: e", "d: theirs"))
    repository.git("stash", "pop", ok=False)
    before = repository.git("ls-files", "-s")
    assert main(["fill", "--staged", "a.css"]) == 1
    assert "it has conflicts" in capsys.readouterr().out
    assert repository.git("ls-files", "-s") == before


@pytest.mark.parametrize("operation", ["merge", "rebase", "cherry-pick"])
@pytest.mark.parametrize("arguments", [("--staged",), ("a.css",)], ids=["staged", "hook"])
def test_nothing_is_filled_in_a_merge(
    operation: str,
    arguments: tuple[str, ...],
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By `--staged` and by hooks; what is asked for by hand is done."""
    repository.commit("b.css", "b { c: d }\n")
    repository.git("checkout", "-q", "-b", "other")
    repository.commit("b.css", "b { c: other }\n")
    repository.git("checkout", "-q", "main")
    repository.commit("b.css", "b { c: main }\n")
    repository.git(operation, "other", ok=False)
    path = repository.stage("a.css", BEFORE)
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert main(["fill", "--exit-non-zero-on-change", *arguments]) == 0
    assert f"a {operation} is in progress: nothing is filled" in capsys.readouterr().err
    assert (path.read_text(), repository.staged("a.css").decode()) == (BEFORE, BEFORE)
    assert main(["check", "a.css"]) == 1
    monkeypatch.delenv("PRE_COMMIT")
    assert main(["fill", "a.css"]) == 0
    assert path.read_text() == AFTER


def test_intent_to_add(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write("a.css", BEFORE)
    repository.git("add", "--intent-to-add", "a.css")
    assert main(["fill", "--staged"]) == 0
    assert main(["fill", "--staged", "a.css"]) == 0
    assert repository.root.joinpath("a.css").read_text() == BEFORE, "the index holds no marker of it yet"
    repository.write("new.css", BEFORE)
    assert main(["fill", "--staged", "new.css"]) == 0
    assert "new.css: no file of the index: run `git add` first" in capsys.readouterr().err


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_files_that_git_does_not_look_at(flag: str, repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.stage("a.css", BEFORE)
    repository.git("update-index", flag, "a.css")
    assert main(["fill", "--staged"]) == 1
    assert "it is marked as unchanged" in capsys.readouterr().out
    assert repository.staged("a.css").decode() == BEFORE


@pytest.mark.parametrize(
    ("attributes", "config", "index", "work_tree"),
    [
        pytest.param("", ("core.autocrlf", "true"), BEFORE, BEFORE.replace("\n", "\r\n"), id="autocrlf"),
        pytest.param("", ("core.autocrlf", "input"), BEFORE, BEFORE.replace("\n", "\r\n"), id="autocrlf=input"),
        pytest.param("* text eol=crlf", (), BEFORE, BEFORE.replace("\n", "\r\n"), id="eol=crlf"),
        pytest.param(
            "*.css working-tree-encoding=UTF-16",
            (),
            BEFORE.replace("f: g", "f: 'é'"),
            BEFORE.replace("f: g", "f: 'é'").encode("utf-16"),
            id="working-tree-encoding",
        ),
        pytest.param("* ident", (), f"/* $Id$ */\n{BEFORE}", f"/* $Id$ */\n{BEFORE}", id="ident"),
        pytest.param(
            "* -text", ("core.autocrlf", "true"), BEFORE.replace("\n", "\r\n"), BEFORE.replace("\n", "\r\n"), id="-text"
        ),
    ],
)
def test_filters(
    attributes: str, config: tuple[str, ...], index: str, work_tree: str | bytes, repository: Repository
) -> None:
    """Line ends and encodings of the work tree are its own; to the index, both fills are the same."""
    if config:
        repository.git("config", *config)
    repository.commit(".gitattributes", attributes + "\n")
    path = repository.stage("a.css", work_tree)
    assert repository.staged("a.css").decode() == index
    assert main(["fill", "--staged"]) == 0
    assert repository.staged("a.css").decode() == index.replace(
        M, "/* x */\r\n  color: red;" if "\r" in index else "/* x */\n  color: red;"
    )
    assert repository.git("diff", "--name-only") == ""
    assert M.encode() not in path.read_bytes()
    repository.git("add", "a.css")
    assert M not in repository.staged("a.css").decode()
    assert repository.git("status", "--porcelain") == "A  a.css\n"


def test_filter_that_changes_the_fill(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A clean filter that, as a formatter might, rewrites what the fill brings."""
    repository.git("config", "filter.paint.clean", "sed s/red/green/")
    repository.git("config", "filter.paint.smudge", "cat")
    repository.commit(".gitattributes", "*.css filter=paint\n")
    path = repository.stage("a.css", BEFORE)
    assert main(["fill", "--staged"]) == 1
    assert "git's filters for this file make something else of the fill" in capsys.readouterr().out
    assert (path.read_text(), repository.staged("a.css").decode()) == (BEFORE, BEFORE)


@pytest.mark.parametrize(
    "name", ["a b.css", "日本 é.css", "-dash.css", "st*r.css", ":(glob)x.css", 'qu"ote.css', "sub dir/[a].css"]
)
def test_names(name: str, repository: Repository) -> None:
    path = repository.write(name, BEFORE)
    repository.git("--literal-pathspecs", "add", "--", name)
    repository.stage("star.css", "s { t: u }\n")
    assert main(["fill", "--staged"]) == 0
    assert path.read_text() == AFTER
    assert (
        AFTER.encode()
        in subprocess.run(["git", "cat-file", "blob", f":{name}"], capture_output=True, check=True).stdout
    )
    assert repository.git("diff", "--name-only") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_name_that_is_no_text(repository: Repository) -> None:
    path = Path(os.fsdecode(b"\xff.css"))
    path.write_text(BEFORE)
    repository.git("add", ".")
    assert main(["fill", "--staged"]) == 0
    assert path.read_text() == AFTER
    assert repository.git("diff", "--name-only") == ""


def test_mode_and_links(repository: Repository) -> None:
    path = repository.write("a.css", BEFORE)
    path.chmod(0o755)
    repository.root.joinpath("link.css").symlink_to("a.css")
    repository.git("add", ".")
    assert main(["fill", "--staged"]) == 0
    assert repository.git("ls-files", "-s", "a.css").startswith("100755 ")
    assert repository.git("ls-files", "-s", "link.css").startswith("120000 ")
    assert path.stat().st_mode & 0o777 == 0o755
    assert repository.root.joinpath("link.css").is_symlink()


def test_from_a_subdirectory(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.stage("styles/a.css", BEFORE)
    repository.stage("b.css", BEFORE)
    monkeypatch.chdir(repository.root / "styles")
    assert main(["fill", "--staged", "a.css"]) == 0
    assert repository.staged("styles/a.css").decode() == AFTER
    assert repository.staged("b.css").decode() == BEFORE
    assert main(["fill", "--staged", ".."]) == 0
    assert repository.staged("b.css").decode() == AFTER


def test_linked_work_tree(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("b.css", "b { c: d }\n")
    linked = Repository(tmp_path / "linked tree")
    repository.git("worktree", "add", "-q", "-b", "linked", str(linked.root))
    linked.stage("a.css", BEFORE)
    monkeypatch.chdir(linked.root)
    assert main(["fill", "--staged"]) == 0
    assert linked.staged("a.css").decode() == AFTER
    assert linked.git("status", "--porcelain") == "A  a.css\n"


def test_only_staged_stylesheets_that_the_settings_mean(repository: Repository) -> None:
    repository.commit("old.css", BEFORE)
    repository.write(".gitignore", "forced.css\n")
    for name in ("a.css", "a.txt", "vendor/b.css", "forced.css"):
        repository.write(name, BEFORE)
    repository.git("add", "--force", ".")
    assert main(["fill", "--staged"]) == 0
    assert {
        name: repository.staged(name).decode() == AFTER
        for name in ("a.css", "a.txt", "vendor/b.css", "old.css", "forced.css")
    } == {
        "a.css": True,
        "a.txt": False,
        "vendor/b.css": False,
        "old.css": False,
        "forced.css": True,
    }


@pytest.mark.parametrize("mode", ["--diff", "--check"])
def test_looking_changes_nothing(mode: str, repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    path = repository.stage("a.css", BEFORE)
    path.write_text("edited { }\n" + BEFORE)
    assert main(["fill", "--staged", mode]) == 1
    assert repository.staged("a.css").decode() == BEFORE
    assert path.read_text() == "edited { }\n" + BEFORE
    if mode == "--diff":
        assert "+  color: red;" in capsys.readouterr().out


def test_index_that_is_locked(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """The work tree gets its marker back: both or neither."""
    path = repository.stage("a.css", BEFORE)
    lock = repository.root / ".git" / "index.lock"
    lock.write_text("")
    assert main(["fill", "--staged"]) == 1
    assert "CSSG012" in capsys.readouterr().out
    assert path.read_text() == BEFORE
    assert main(["undo", "--list"]) == 0
    assert "nothing was filled" in capsys.readouterr().out
    lock.unlink()
    assert main(["fill", "--staged"]) == 0
    assert (path.read_text(), repository.staged("a.css").decode()) == (AFTER, AFTER)


@pytest.mark.parametrize("edit", [lambda css: css, lambda css: css.replace("d: e", "d: edited")], ids=["", "edited"])
def test_work_tree_that_was_filled_before(edit: Callable[[str], str], repository: Repository) -> None:
    """By `cssgen fill`, or by a run that was killed before it came to the index."""
    path = repository.stage("a.css", BEFORE)
    path.write_text(edit(BEFORE))
    assert main(["fill", "a.css"]) == 0
    assert main(["fill", "--staged"]) == 0
    assert repository.staged("a.css").decode() == AFTER
    assert path.read_text() == edit(AFTER)
    assert main(["undo", "a.css"]) == 0
    assert path.read_text() == edit(BEFORE)


def test_another_fill_in_the_work_tree(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """One that was edited since, or written by hand, is not what would be staged."""
    path = repository.stage("a.css", BEFORE)
    assert main(["fill", "a.css"]) == 0
    path.write_text(AFTER.replace("red", "blue"))
    assert main(["fill", "--staged"]) == 1
    assert "the marker differs" in capsys.readouterr().out
    assert repository.staged("a.css").decode() == BEFORE


def test_undo_of_a_staged_fill(repository: Repository) -> None:
    path = repository.stage("a.css", BEFORE)
    path.write_text(BEFORE.replace("f: g", "f: mine"))
    assert main(["fill", "--staged"]) == 0
    assert main(["undo", "a.css"]) == 0
    assert path.read_text() == BEFORE.replace("f: g", "f: mine")


def test_nothing_staged(repository: Repository) -> None:
    assert main(["fill", "--staged"]) == 0


def test_outside_of_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    assert main(["fill", "--staged"]) == 2
    assert "not a git repository" in capsys.readouterr().err
