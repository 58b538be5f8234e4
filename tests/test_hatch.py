"""The build hook, in real builds with hatchling."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = """\
[build-system]
requires = ["hatchling", "cssgen"]
build-backend = "hatchling.build"

[project]
name = "site"
version = "1.0"

[tool.hatch.build.hooks.cssgen]
"""
PLAIN = "a { color: red }\n"
MARKED = "a { /* complete: red text */ }\n"
LEFT = "cssgen: markers are left in stylesheets: run `cssgen fill`"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package with a stylesheet, and one outside of it."""
    (tmp_path / "site" / "static").mkdir(parents=True)
    (tmp_path / "site" / "__init__.py").touch()
    (tmp_path / "site" / "static" / "a.css").write_text(PLAIN)
    (tmp_path / "draft.css").write_text(PLAIN)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    return tmp_path


def build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "build", "--no-isolation", *options)
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_without_markers_it_builds(project: Path) -> None:
    result = build(project, "--wheel")
    assert result.returncode == 0, result.stdout + result.stderr
    (wheel,) = (project / "dist").glob("*.whl")
    assert "site/static/a.css" in zipfile.ZipFile(wheel).namelist()


@pytest.mark.parametrize("target", ["--wheel", "--sdist"])
def test_a_marker_ends_the_build(target: str, project: Path) -> None:
    """And is not filled: a build changes no source."""
    path = project / "site" / "static" / "a.css"
    path.write_text(MARKED)
    result = build(project, target)
    assert result.returncode != 0
    output = result.stdout + result.stderr
    assert "site/static/a.css:1:5: unfilled marker: red text [CSSG001]" in output
    assert LEFT in output
    assert path.read_text() == MARKED
    assert not list((project / "dist").iterdir())


@pytest.mark.parametrize(
    ("option", "message"),
    [
        pytest.param('paths = ["site"]', "", id="a marker elsewhere"),
        pytest.param('paths = ["."]', LEFT, id="everywhere"),
        pytest.param('paths = ["no such"]', "cssgen: cssgen check has failed", id="no such directory"),
        pytest.param(
            'paths = "site"', "cssgen: the option `paths` of the build hook must be a list of texts", id="no list"
        ),
    ],
)
def test_paths(option: str, message: str, project: Path) -> None:
    (project / "draft.css").write_text(MARKED)
    (project / "pyproject.toml").write_text(f"{PROJECT}{option}\n")
    result = build(project, "--wheel")
    assert (result.returncode != 0) is bool(message)
    assert message in result.stdout + result.stderr


def test_an_editable_installation_is_no_build(project: Path) -> None:
    """Who works on the project has markers."""
    (project / "draft.css").write_text(MARKED)
    build_editable = "import hatchling.build; hatchling.build.build_editable('dist')"
    subprocess.run([sys.executable, "-c", build_editable], cwd=project, check=True)
    assert list((project / "dist").glob("*.whl"))
