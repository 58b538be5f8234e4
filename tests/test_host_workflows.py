"""Style blocks of host files in every workflow, through the real commands."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PAGE = '<!doctype html>\n<style>\n.card {\n  /* complete: center the text */\n}\n</style>\n<p title="<style>">x</p>\n'
COMPONENT = (
    "<template><p/></template>\n<style scoped>\n.a {\n  /* complete(leave=region): rounded corners */\n}\n</style>\n"
)
HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A git repository with a page and a component, both staged."""
    root = tmp_path / "site"
    root.mkdir()
    (root / "page.html").write_text(PAGE)
    (root / "card.vue").write_text(COMPONENT)
    for command in (["init", "-q"], ["config", "core.autocrlf", "false"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run cssgen with the cookbook alone, and a cache of its own."""
    environment = {**os.environ, "CSSGEN_CACHE": str(root.parent / "cache"), "CSSGEN_CANDIDATES": "0"}
    command = [sys.executable, "-m", "cssgen", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_what_is_staged_is_filled_and_an_edit_beside_it_stays_unstaged(project: Path) -> None:
    edited = PAGE.replace(">x<", ">y<")
    (project / "page.html").write_text(edited)
    assert run(project, "fill", "--staged").returncode == 0
    show = ["git", "show", ":page.html"]
    staged = subprocess.run(show, cwd=project, capture_output=True, text=True, check=True).stdout
    now = (project / "page.html").read_text()
    assert "complete:" not in staged + now
    assert staged.endswith('</style>\n<p title="<style>">x</p>\n')
    assert now == staged.replace(">x<", ">y<")


def test_a_fill_is_taken_back(project: Path) -> None:
    assert run(project, "fill", "page.html").returncode == 0
    assert (project / "page.html").read_text() != PAGE
    assert run(project, "undo", "page.html:4").returncode == 0
    assert (project / "page.html").read_text() == PAGE


def test_another_candidate_is_offered(project: Path) -> None:
    run(project, "fill", "page.html")
    shown = run(project, "retry", "page.html:4").stdout
    assert "text-align: center;" in shown or "place-items: center;" in shown
    assert re.search(r"^ 1:", shown, re.MULTILINE)


def test_a_region_is_filled_anew_when_its_prompt_changes(project: Path) -> None:
    component = project / "card.vue"
    run(project, "fill", "card.vue")
    first = component.read_text()
    assert "border-radius" in first
    component.write_text(first.replace("rounded corners", "red text"))
    assert run(project, "fill", "card.vue").returncode == 0
    second = component.read_text()
    assert "color: red;" in second
    assert "border-radius" not in second
    assert second.startswith("<template><p/></template>\n<style scoped>\n.a {\n")


def test_findings_stand_at_lines_of_the_host(project: Path) -> None:
    report = json.loads(run(project, "check", "--output-format", "sarif", ".").stdout)
    places = [
        (location["artifactLocation"]["uri"], location["region"]["startLine"])
        for result in report["runs"][0]["results"]
        for location in (result["locations"][0]["physicalLocation"],)
    ]
    assert sorted(places) == [("card.vue", 4), ("page.html", 4)]


@pytest.mark.parametrize("name", ["page.html", "src/Card.vue", "a/b.svelte", "x.astro", "main.css", "x.pcss"])
def test_hooks_take_host_files(name: str) -> None:
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert hooks
    assert all(re.search(hook["files"], name) for hook in hooks)
