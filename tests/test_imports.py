"""What is imported when: the architecture, and how light a run without a marker is."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "torch",
    "transformers",
    "onnxruntime",
    "numpy",
    "llguidance",
    "tokenizers",
    "huggingface_hub",
    "rich",
    "sqlite3",
}
# Of the standard library and of cssgen's dependencies, what costs milliseconds and a scan has no use for.
IDLE = {
    "dataclasses",
    "inspect",
    "difflib",
    "hashlib",
    "json",
    "pathspec",
    "platformdirs",
    "shutil",
    "subprocess",
    "textwrap",
    "tinycss2",
    "tomllib",
    "webencodings",
}
ROOT = Path(__file__).parent.parent


def imported(*arguments: str, cwd: Path) -> set[str]:
    """Names of the top-level modules that a run of cssgen imports."""
    command = [sys.executable, "-X", "importtime", "-m", "cssgen", *arguments]
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert result.returncode in (0, 1), result.stderr
    lines = (line for line in result.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "plain.css"),
        ("check", "marked.css"),
        ("check", "."),
        ("fill", "plain.css"),
        ("fill", "--diff", "plain.css"),
        ("fill",),
        ("validate", "plain.css"),
        ("--version",),
        ("--help",),
        ("explain", "CSSG001"),
    ],
    ids=" ".join,
)
def test_no_heavy_import_without_a_marker(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "plain.css").write_text("a { color: red }\n")
    (tmp_path / "marked.css").write_text("a { /* complete: red */ }\n")
    assert not imported(*arguments, cwd=tmp_path) & HEAVY


@pytest.mark.parametrize("command", ["check", "fill"])
def test_a_scan_imports_next_to_nothing(command: str, tmp_path: Path) -> None:
    """Thousands of files without a marker, in a repository with a usual `.gitignore`, in the time of a few greps."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("node_modules/\n/dist\n*.log\n.env*\n!.env.example\n[Bb]uild\n")
    (tmp_path / "plain.css").write_text("/* Note: — */ a { color: red }\n")
    assert not imported(command, ".", cwd=tmp_path) & (HEAVY | IDLE)


def test_import_contracts() -> None:
    """The layers in pyproject.toml are the architecture."""
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def test_a_hit_of_the_cache_imports_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the default model: the first fill loads it, the second one is the same and does not."""
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "a.css"
    written = []
    for run in ("first", "second"):
        path.write_text("a {\n  /* complete: red text */\n}\n")
        heavy = imported("fill", "a.css", cwd=tmp_path) & HEAVY
        assert heavy >= {"onnxruntime", "numpy"} if run == "first" else heavy == {"sqlite3"}
        written.append(path.read_text())
    assert written[0] == written[1] != "a {\n  /* complete: red text */\n}\n"
