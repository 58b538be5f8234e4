"""The plain git hook, in a real repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOOK = Path(__file__).parent.parent / "hooks" / "pre-commit"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_plain_git_hook(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **{f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    git("init", "-q")
    (tmp_path / ".git" / "hooks").mkdir(exist_ok=True)
    (tmp_path / ".git" / "hooks" / "pre-commit").write_bytes(HOOK.read_bytes())
    (tmp_path / ".git" / "hooks" / "pre-commit").chmod(0o755)
    path = tmp_path / "a b.css"
    path.write_text("a { /* complete: red */ }\n")
    (tmp_path / "c.txt").write_text("no stylesheet\n")
    (tmp_path / "--no option.css").write_text("a { color: red }\n")
    git("add", ".")
    refused = git("commit", "-m", "x")
    assert refused.returncode != 0
    assert "a b.css:1:5: unfilled marker: red" in refused.stdout + refused.stderr
    path.write_text("a { color: red }\n")
    git("add", ".")
    assert git("commit", "-m", "x").returncode == 0
    git("rm", "-q", "a b.css")
    assert git("commit", "-m", "nothing left to check").returncode == 0
