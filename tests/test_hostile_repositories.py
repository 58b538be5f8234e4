"""A repository that means harm: cssgen reads it, and runs, waits for and leaves nothing."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from cssgen.fill import FillOptions
from cssgen.rewrite import rewrite_files
from cssgen.writing import replace_file
from tests.scripted import scripted

MARKER = "a { /* complete: x */ }\n"
UNIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    monkeypatch.chdir(root)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    subprocess.run(["git", "init", "-q"], check=True)
    (root / "a.css").write_text(MARKER)
    return root


def cssgen(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run cssgen; it must not wait for anything."""
    command = [sys.executable, "-m", "cssgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, stdin=subprocess.DEVNULL)


@UNIX
@pytest.mark.parametrize(
    "name", ["b.css", ".gitignore", "cssgen.toml", "pyproject.toml", ".git/info/exclude", "c/.git"]
)
def test_pipes_are_not_waited_for(name: str, repository: Path) -> None:
    path = repository / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    (repository / "c").mkdir(exist_ok=True)
    (repository / "c" / "d.css").write_text(MARKER)
    assert cssgen("check", ".").stdout.startswith("a.css:1:5: unfilled marker: x [CSSG001]\n")
    assert cssgen("check", "c").stdout.startswith("c/d.css:1:5: unfilled marker")


@pytest.mark.parametrize(
    "git_file",
    [
        pytest.param("gitdir: /nowhere\n", id="nowhere"),
        pytest.param("gitdir: \0\n", id="NUL"),
        pytest.param("gitdir: .\n", id="itself"),
        pytest.param("gitdir: ../../../../../../etc\n", id="elsewhere"),
        pytest.param("gitdir: " + "x/" * 100_000, id="a long path"),
        pytest.param("\udcff", id="no text"),
    ],
)
def test_a_git_file_that_lies(git_file: str, repository: Path) -> None:
    inner = repository / "inner"
    inner.mkdir()
    (inner / ".git").write_text(git_file, errors="surrogateescape")
    (inner / "a.css").write_text(MARKER)
    found = cssgen("check", "inner")
    assert (found.stdout.splitlines()[0], found.stderr) == ("inner/a.css:1:5: unfilled marker: x [CSSG001]", "")


@pytest.mark.parametrize("setting", ["core.fsmonitor", "diff.external", "core.pager", "core.editor", "diff.x.textconv"])
@pytest.mark.parametrize("arguments", [("check", "."), ("check", "--changed-since", "HEAD"), ("fill", "--staged")])
def test_git_runs_no_program_of_the_configuration(
    setting: str, arguments: tuple[str, ...], repository: Path, tmp_path: Path
) -> None:
    """The programs that git would run for a look at the repository leave a file when they run."""
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    script.chmod(0o755)
    (repository / ".gitattributes").write_text("*.css diff=x\n")
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@y")
    (repository / "b.css").write_text("b { c: d }\n")
    subprocess.run([*git, "add", "b.css", ".gitattributes"], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    (repository / "b.css").write_text("b { c: e }\n")
    subprocess.run([*git, "add", "b.css"], check=True)
    hooks = repository / ".git" / "hooks"
    for name in ("post-index-change", "fsmonitor-watchman"):
        (hooks / name).write_text(script.read_text())
        (hooks / name).chmod(0o755)
    subprocess.run(["git", "config", setting, str(script)], check=True)
    cssgen(*arguments)
    assert not (tmp_path / "ran").exists()


@UNIX
def test_links_out_of_the_tree_are_not_followed(repository: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.css").write_text(MARKER)
    (repository / "link.css").symlink_to(outside / "b.css")
    (repository / "links").symlink_to(outside)
    output = cssgen("check", ".").stdout
    assert output.count("unfilled") == 1
    assert "link" not in output


@UNIX
def test_a_hard_link_is_not_written_through(repository: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.css"
    os.link(repository / "a.css", outside)
    [outcome] = rewrite_files(
        [Path("a.css")], scripted("color: red;"), FillOptions(), partial(replace_file, lock_dir=tmp_path)
    )
    assert not outcome.written
    assert [finding.code for finding in outcome.findings] == ["CSSG011"]
    assert outside.read_text() == MARKER


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("*a" * 40 + "b", id="stars"),
        pytest.param("**/" * 40 + "b", id="double stars"),
        pytest.param("[" * 10_000, id="brackets"),
        pytest.param("!\n\\\n[z-a]\n/", id="odd lines"),
        pytest.param("x\n" * 50_000, id="many lines"),
    ],
)
def test_patterns_that_take_for_ever(pattern: str, repository: Path) -> None:
    (repository / f"{'a' * 200}.css").write_text(MARKER)
    (repository / ".gitignore").write_text(f"{pattern}\n")
    found = cssgen("check", ".")
    assert found.stdout.count("unfilled") == 2, found.stderr


@pytest.mark.parametrize("setting", ["include", "extend-exclude"])
def test_include_patterns_that_take_for_ever(setting: str, repository: Path) -> None:
    (repository / f"{'a' * 200}.css").write_text(MARKER)
    (repository / "cssgen.toml").write_text(
        f'{setting} = ["*.css", "{"*a" * 60}b"]\n'.replace("*.css", "*.css" if setting == "include" else "x")
    )
    assert cssgen("check", ".").stdout.count("unfilled") == 2


def test_patterns_do_not_leave_the_directory(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.css").write_text(MARKER)
    (repository / "cssgen.toml").write_text('include = ["../*.css", "/**/*.css", "*.css"]\n')
    assert cssgen("check", ".").stdout.count("unfilled") == 1


def test_control_characters_do_not_reach_the_terminal(repository: Path) -> None:
    """Escape sequences in prompts, names and settings, and characters that turn text around."""
    evil = "\x1b]0;owned\x07\x1b[2J\u202e\x9b31m"
    (repository / "a.css").write_text(f"a {{ /* complete: {evil} */ }}\n")
    (repository / f"{evil}.css").write_text(f"b {{ c: /* complte: {evil} */; {evil}")
    (repository / "cssgen.toml").write_text("")
    runs = [cssgen("check", "."), cssgen("validate", "."), cssgen("check", f"{evil}/no.css"), cssgen("explain", evil)]
    runs.append(cssgen("check", "--output-format", "github", "."))
    (repository / "cssgen.toml").write_text(f'"{evil[-1]}\\u001b[2J" = 1\n')
    runs.append(cssgen("check", "."))
    (repository / "cssgen.toml").write_text('leave = "\\u001b[2J"\n')
    runs.append(cssgen("check", "."))
    for run in runs:
        printed = run.stdout + run.stderr
        assert printed
        assert not any(sign in printed for sign in "\x1b\x07\u202e\x9b"), ascii(printed)
