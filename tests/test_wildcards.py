"""Lines of `.gitignore` as regular expressions; the witness is git."""

import random
import subprocess
from pathlib import Path

import pytest

from cssgen.discovery import Selection, find_stylesheets
from cssgen.wildcards import compile_lines

NAMES = ("a.css", "b.css", "ab.css", "a-b.css", "b1.css", "x/a.css", "x/b.css", "x/y/ab.css", "y/a.css", "y/x/b1.css")
PARTS = ("a", "b", "x", "y", "*", "?", "[ab]", "[a-y]", "[0-9]", "*.css", "a*", "?.css", "*b*", "-", ".")


@pytest.mark.parametrize(
    ("lines", "path", "expected"),
    [
        pytest.param(["dist/"], "x/dist/", True, id="a directory, at any depth"),
        pytest.param(["dist/"], "dist", None, id="a file of its name"),
        pytest.param(["/a.css"], "x/a.css", None, id="anchored"),
        pytest.param(["x/*.css"], "y/x/a.css", None, id="anchored by a slash in its middle"),
        pytest.param(["*.css", "!a.css"], "a.css", False, id="the last one decides"),
        pytest.param(["!a.css", "*.css"], "a.css", True, id="whatever came before"),
        pytest.param(["a+b(c).css"], "a+b(c).css", True, id="what regular expressions would read otherwise"),
        pytest.param(["*"], "line\nbreak.css", True, id="a newline in a name"),
    ],
)
def test_plain(lines: list[str], path: str, expected: bool | None) -> None:
    match = compile_lines(lines)
    assert match is not None
    assert match(path) is expected


@pytest.mark.parametrize(
    "line", ["a/**/b", "\\#a", "[!a]", "[^a]", "[z-a]", "[[:alpha:]]", "a ", "a\r", "/", "//", "a//b", "[a", "!"]
)
def test_left_to_pathspec(line: str) -> None:
    assert compile_lines(["ok", line]) is None


def test_agrees_with_git(tmp_path: Path) -> None:
    """Files of some random lines each, in as many directories, listed by git in one go."""
    draw = random.Random(7)  # noqa: S311
    for number in range(80):
        folder = tmp_path / f"d{number}"
        for name in NAMES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).touch()
        lines = [_draw_line(draw) for _ in range(draw.randint(1, 5))]
        assert compile_lines(lines) is not None, lines
        (folder / ".gitignore").write_text("\n".join(lines))
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    command = ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard", "*.css"]
    listed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split("\0")[:-1]
    found = [str(Path(path).relative_to(tmp_path)) for path in find_stylesheets([tmp_path], Selection(), tmp_path)]
    assert sorted(found) == sorted(listed)
    assert 100 < len(found) < 700, "some are ignored and some are not"


def _draw_line(draw: random.Random) -> str:
    body = "/".join("".join(draw.sample(PARTS, draw.choice((1, 1, 2)))) for _ in range(draw.choice((1, 1, 1, 2, 3))))
    body = body.replace("**", "*")
    return f"{draw.choice(('', '', '!'))}{draw.choice(('', '', '/'))}{body}{draw.choice(('', '', '/'))}"
