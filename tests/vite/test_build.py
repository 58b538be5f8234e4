"""Real builds with the Vite plugin."""

from pathlib import Path

import pytest

from .projects import CSS, MARKED, make_project, run_vite


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        pytest.param(
            MARKED, "src/style.css:9:3: unfilled marker: rounded corners and a soft shadow [CSSG001]", id="left"
        ),
        pytest.param(CSS + "/* complte: x */\n", "src/style.css:11:1: ", id="nearly a marker"),
    ],
)
def test_markers_fail_a_build(css: str, expected: str, tmp_path: Path) -> None:
    """Nothing is filled: a build changes no source."""
    project = make_project(tmp_path)
    (project / "src" / "style.css").write_text(css)
    code, output = _build(project)
    assert code == 1
    assert expected in output
    assert "cssgen fill src`" in output
    assert not (project / "dist").exists()
    assert (project / "src" / "style.css").read_text() == css


def test_without_markers_a_build_passes(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    code, output = _build(project)
    assert code == 0, output
    assert list((project / "dist" / "assets").glob("*.css"))


def test_without_cssgen_a_build_fails(tmp_path: Path) -> None:
    """It cannot be known whether there are markers."""
    code, output = _build(make_project(tmp_path, ("no-such-cssgen",)))
    assert code == 1
    assert "there is no no-such-cssgen: run `pip install cssgen`" in output


def _build(project: Path) -> tuple[int, str]:
    with run_vite(project, "build") as process:
        output, _ = process.communicate(timeout=120)
    return process.returncode, output
