"""Which files the paths of a command line mean."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from cssgen import discovery
from cssgen.discovery import Selection
from cssgen.errors import FileError

DEFAULT = Selection()
FORCED = Selection(force_exclude=True)


def find_stylesheets(paths: Iterable[Path], selection: Selection, root: Path) -> list[Path]:
    return [Path(path) for path in discovery.find_stylesheets(paths, selection, root)]


def make(root: Path, *files: str) -> None:
    """Create files; `name=content` for content, with `\\n` between lines, a final slash for a directory."""
    for file in files:
        name, _, content = file.partition("=")
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
        else:
            path.write_text(content)


@pytest.mark.parametrize(
    ("files", "selection", "expected"),
    [
        pytest.param(["b.css", "a.css", "c.scss"], DEFAULT, ["a.css", "b.css"], id="by extension, by name"),
        pytest.param(["b/x.css", "z.css", "a/y/x.css"], DEFAULT, ["z.css", "a/y/x.css", "b/x.css"], id="files first"),
        pytest.param(
            [f"{name}/a.css" for name in ("node_modules", "x/vendor", "dist", "build", ".git", ".cache", "src")],
            DEFAULT,
            ["src/a.css"],
            id="directories that are not ours",
        ),
        pytest.param(["a.min.css", ".a.css", "a.css"], DEFAULT, ["a.css"], id="minified, hidden"),
        pytest.param(["a.css/b.css"], DEFAULT, ["a.css/b.css"], id="a directory with the name of a stylesheet"),
        pytest.param(["a.pcss", "b.css"], Selection(include=("*.css", "*.pcss")), ["a.pcss", "b.css"], id="include"),
        pytest.param(["src/a.css", "b.css"], Selection(include=("src/**/*.css",)), ["src/a.css"], id="include by path"),
        pytest.param(["build/a.css", "b.css"], Selection(exclude=("b.*",)), ["build/a.css"], id="exclude"),
        pytest.param(
            ["build/a.css", "old/a.css", "b.css"], Selection(extend_exclude=("old/",)), ["b.css"], id="extend exclude"
        ),
        pytest.param(["x/old/a.css", "old/a.css"], Selection(extend_exclude=("/old",)), ["x/old/a.css"], id="by path"),
        pytest.param(
            [".git/", ".gitignore=*.css\n!keep.css", "a.css", "keep.css", "x/b.css", "x/keep.css"],
            DEFAULT,
            ["keep.css", "x/keep.css"],
            id="gitignore and an exception",
        ),
        pytest.param(
            [".git/", ".gitignore=gen/\n", "gen/.gitignore=!a.css", "gen/a.css", "x/gen/a.css", "a.css"],
            DEFAULT,
            ["a.css"],
            id="nothing in an ignored directory comes back",
        ),
        pytest.param(
            [".git/", ".gitignore=/a.css\r\n", "x/.gitignore=/b.css", "a.css", "b.css", "x/a.css", "x/b.css"],
            DEFAULT,
            ["b.css", "x/a.css"],
            id="nested, anchored, CRLF",
        ),
        pytest.param(
            [".git/", ".gitignore=a.css", "x/.gitignore=!a.css", "a.css", "x/a.css"],
            DEFAULT,
            ["x/a.css"],
            id="the inner file wins",
        ),
        pytest.param([".git/info/exclude=a.css", "a.css", "b.css"], DEFAULT, ["b.css"], id="info/exclude"),
        pytest.param(
            [".git/info/exclude=a.css", ".gitignore=!a.css", "a.css"], DEFAULT, ["a.css"], id="gitignore above it"
        ),
        pytest.param([".gitignore=a.css", "a.css", "b.css"], DEFAULT, ["b.css"], id="gitignore without repository"),
        pytest.param(
            [".git/", ".gitignore=a.css", "sub/.git/", "sub/a.css"], DEFAULT, ["sub/a.css"], id="another repository"
        ),
        pytest.param(
            [".git/", ".gitignore=*", "a.css"],
            Selection(respect_gitignore=False),
            ["a.css"],
            id="gitignore switched off",
        ),
        pytest.param(["x/"], DEFAULT, [], id="nothing"),
    ],
)
def test_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], selection: Selection, expected: list[str]
) -> None:
    make(tmp_path, *files)
    monkeypatch.chdir(tmp_path)
    assert find_stylesheets([Path()], selection, Path()) == [Path(path) for path in expected]
    assert find_stylesheets([tmp_path], selection, tmp_path) == [tmp_path / path for path in expected]


@pytest.mark.parametrize(
    ("named", "selection", "expected"),
    [
        pytest.param(["ignored.css"], DEFAULT, ["ignored.css"], id="ignored"),
        pytest.param(["dist/a.css"], DEFAULT, ["dist/a.css"], id="excluded"),
        pytest.param(["notes.txt"], DEFAULT, ["notes.txt"], id="another extension"),
        pytest.param(["out"], DEFAULT, ["out/a.css"], id="ignored directory"),
        pytest.param(["dist"], DEFAULT, ["dist/a.css"], id="excluded directory"),
        pytest.param(["ignored.css", "dist/a.css", "out/a.css", "out", "dist"], FORCED, [], id="forced"),
        pytest.param(["src/a.css", "src/../src/b.css"], FORCED, ["src/a.css", "src/../src/b.css"], id="forced, fine"),
        pytest.param(["src/b.css", "src", "src/b.css"], DEFAULT, ["src/b.css", "src/a.css"], id="each once"),
        pytest.param(["src/sub"], DEFAULT, [], id="ignored from above"),
    ],
)
def test_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: list[str], selection: Selection, expected: list[str]
) -> None:
    make(tmp_path, ".git/", ".gitignore=ignored.css\n/out/\nsrc/sub/*", "ignored.css", "notes.txt")
    make(tmp_path, "dist/a.css", "out/a.css", "src/a.css", "src/b.css", "src/sub/a.css")
    monkeypatch.chdir(tmp_path)
    assert find_stylesheets(map(Path, named), selection, Path()) == [Path(path) for path in expected]


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"no\.css: no such file or directory"):
        find_stylesheets([tmp_path / "no.css"], DEFAULT, tmp_path)


def test_symbolic_links(tmp_path: Path) -> None:
    """Loops end, and nothing outside is reached, unless the link is named by hand."""
    make(tmp_path, "outside/a.css", "project/b.css")
    project = tmp_path / "project"
    (project / "loop").symlink_to(project)
    (project / "link").symlink_to(tmp_path / "outside")
    (project / "link.css").symlink_to(tmp_path / "outside" / "a.css")
    assert find_stylesheets([project], DEFAULT, project) == [project / "b.css"]
    named = [project / "link", project / "link.css"]
    assert find_stylesheets(named, DEFAULT, project) == [project / "link" / "a.css", project / "link.css"]


def test_pipe_is_no_stylesheet(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.css")
    assert find_stylesheets([tmp_path], DEFAULT, tmp_path) == []


def test_worktree(tmp_path: Path) -> None:
    """In a worktree `.git` is a file that leads to `info/exclude` of the main one."""
    make(tmp_path, "main/.git/info/exclude=a.css", "main/.git/worktrees/w/commondir=../..\n")
    make(tmp_path, f"w/.git=gitdir: {tmp_path}/main/.git/worktrees/w\n", "w/a.css", "w/b.css")
    assert find_stylesheets([tmp_path / "w"], DEFAULT, tmp_path) == [tmp_path / "w" / "b.css"]


def test_agrees_with_git(tmp_path: Path) -> None:
    """The witness: `git ls-files --others --exclude-standard` of the same tree."""
    make(tmp_path, ".gitignore=*.gen.css\nout/\n!out/x.css\n/top.css\na/**/z.css\n\\#x.css\n[k-m].css\nsp ace.css\n")
    make(tmp_path, "a/.gitignore=!y.gen.css\nb/\n", "a/c/.gitignore=*\n!q.css\n")
    names = ["x.css", "y.gen.css", "top.css", "z.css", "#x.css", "l.css", "sp ace.css", "q.css", "é.css"]
    make(tmp_path, *(f"{place}{name}" for place in ("", "a/", "a/b/", "a/c/", "out/", "a/d/e/") for name in names))
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    command = ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard", "*.css"]
    listed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    found = find_stylesheets([tmp_path], DEFAULT, tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in found) == sorted(listed.split("\0")[:-1])


def test_imports_nothing_heavy_without_a_gitignore(tmp_path: Path) -> None:
    make(tmp_path, "a.css")
    program = (
        "import sys; from pathlib import Path; from cssgen.discovery import Selection, find_stylesheets;"
        "print(len(find_stylesheets([Path(sys.argv[1])], Selection(), Path(sys.argv[1]))), 'pathspec' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "1 False\n"
