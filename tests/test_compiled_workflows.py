"""SCSS and Less in every workflow, once they are asked for, through the real commands."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCSS = "$wide: 4em; // it's wide\n.card {\n  width: $wide;\n  /* complete: center the text */\n}\n"
FILLED = SCSS.replace("/* complete: center the text */", "/* center the text */\n  text-align: center;")
LESS = "@wide: 4em; // it's wide\n.card {\n  /* complete(leave=region): rounded corners */\n}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A git repository with an SCSS and a Less file, both staged, whose settings ask for SCSS and Less."""
    root = tmp_path / "site"
    root.mkdir()
    (root / "cssgen.toml").write_text('extend-include = ["*.scss", "*.less"]\n')
    (root / "card.scss").write_text(SCSS)
    (root / "card.less").write_text(LESS)
    for command in (["init", "-q"], ["config", "core.autocrlf", "false"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def run(root: Path, *arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    """Run cssgen with the cookbook alone, and a cache of its own."""
    environment = {**os.environ, "CSSGEN_CACHE": str(root.parent / "cache"), "CSSGEN_CANDIDATES": "0"}
    command = [sys.executable, "-m", "cssgen", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False, input=options.get("stdin", "")
    )


def test_a_directory(project: Path) -> None:
    assert run(project, "fill", ".").returncode == 0
    assert (project / "card.scss").read_text() == FILLED
    assert "border-radius" in (project / "card.less").read_text()
    assert run(project, "check", ".").returncode == 0


def test_findings_stand_at_lines_of_the_file(project: Path) -> None:
    (project / "mixin.scss").write_text("// it's\n@mixin a {\n  /* complete: red text */\n}\n")
    report = json.loads(run(project, "check", "--output-format", "sarif", ".").stdout)
    places = [
        (location["artifactLocation"]["uri"], location["region"]["startLine"], result["ruleId"])
        for result in report["runs"][0]["results"]
        for location in (result["locations"][0]["physicalLocation"],)
    ]
    assert sorted(places) == [("card.less", 3, "CSSG001"), ("card.scss", 4, "CSSG001"), ("mixin.scss", 3, "CSSG018")]


def test_a_diff_is_one_of_the_file(project: Path) -> None:
    diff = run(project, "fill", "--diff", "card.scss")
    assert diff.returncode == 1
    assert [line for line in diff.stdout.splitlines() if re.match(r"[-+] ", line)] == [
        "-  /* complete: center the text */",
        "+  /* center the text */",
        "+  text-align: center;",
    ]
    assert " $wide: 4em; // it's wide\n" in diff.stdout
    assert (project / "card.scss").read_text() == SCSS


def test_what_is_staged_is_filled_and_an_edit_beside_it_stays_unstaged(project: Path) -> None:
    (project / "card.scss").write_text(SCSS.replace("it's", "it is"))
    assert run(project, "fill", "--staged").returncode == 0
    show = ["git", "show", ":card.scss"]
    assert subprocess.run(show, cwd=project, capture_output=True, text=True, check=True).stdout == FILLED
    assert (project / "card.scss").read_text() == FILLED.replace("it's", "it is")


def test_a_fill_is_taken_back_and_another_one_offered(project: Path) -> None:
    run(project, "fill", "card.scss")
    assert re.search(r"^ 1:", run(project, "retry", "card.scss:4").stdout, re.MULTILINE)
    assert run(project, "undo", "card.scss:4").returncode == 0
    assert (project / "card.scss").read_text() == SCSS


def test_a_region_is_filled_anew_when_its_prompt_changes(project: Path) -> None:
    run(project, "fill", "card.less")
    sheet = project / "card.less"
    sheet.write_text(sheet.read_text().replace("rounded corners", "red text"))
    assert run(project, "fill", "card.less").returncode == 0
    assert "color: red;" in sheet.read_text()
    assert sheet.read_text().startswith("@wide: 4em; // it's wide\n.card {\n")


def test_standard_input(project: Path) -> None:
    assert run(project, "fill", "--stdin-filename", "x.scss", stdin=SCSS).stdout == FILLED


@pytest.mark.parametrize(
    "arguments", [("fill",), ("check",), ("fill", "--diff"), ("watch",), ("fill", "--staged"), ("fill", "--check")]
)
def test_named_and_not_asked_for(project: Path, arguments: tuple[str, ...]) -> None:
    (project / "cssgen.toml").write_text("")
    result = run(project, *arguments, "card.scss")
    assert result.returncode == 2
    assert result.stderr == (
        'cssgen: card.scss: reading SCSS is experimental, and has to be asked for: set `extend-include = ["*.scss"]`, '
        'or add --extend-include "*.scss"\n'
    )
    assert (project / "card.scss").read_text() == SCSS
    assert run(project, *arguments[:1], "--extend-include", "*.scss", "--help").returncode == 0


def test_retry_and_standard_input_not_asked_for(project: Path) -> None:
    (project / "cssgen.toml").write_text("")
    for arguments in (("retry", "card.less:3"), ("check", "--stdin-filename", "x.less")):
        result = run(project, *arguments, stdin=LESS)
        assert result.returncode == 2
        assert "reading LESS is experimental" in result.stderr


def test_directories_and_files_without_markers_not_asked_for(project: Path) -> None:
    (project / "cssgen.toml").write_text("")
    (project / "plain.scss").write_text("$a: 1px;\n")
    assert run(project, "check", ".", "plain.scss").returncode == 0
    assert run(project, "check", "--extend-include", "*.scss", ".").returncode == 1


def test_files_that_no_one_can_tell(project: Path) -> None:
    text = SCSS.replace("$wide;", "url-prefix(http://x);")
    (project / "card.scss").write_text(text)
    result = run(project, "fill", "card.scss")
    assert result.returncode == 1
    assert "card.scss:3:10: what Sass and Less make of this cannot be told [CSSG019]" in result.stdout
    assert (project / "card.scss").read_text() == text


def test_validate_judges_no_scss(project: Path) -> None:
    (project / "a.css").write_text("a { color: red }\n")
    result = run(project, "validate", ".")
    assert (result.returncode, result.stdout) == (0, "1 file checked.\n")
    named = run(project, "validate", "card.scss", "a.css")
    assert named.returncode == 0
    assert "card.scss:1:1: note: not judged: only CSS is" in named.stdout
    assert run(project, "validate", "--stdin-filename", "x.less", stdin="@a: 1").returncode == 0
