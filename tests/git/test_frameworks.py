"""The hooks of the manifest in commits through pre-commit and prek: names, links, batches, merges."""

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from .frameworks import FRAMEWORKS, install_hooks
from .repositories import Repository

MARKED = "a {\n  /* complete: red text */\n}\n"
PLAIN = "a { color: red }\n"
LOUD = {"verbose": True}
# Paths of 1 KiB: pre-commit gives a process 128 KiB of them, prek 1 MiB.
_FAR_DOWN = "/".join(["x" * 200] * 5)
_TWO_BATCHES = {"pre-commit": 200, "prek": 1_200}

pytestmark = pytest.mark.parametrize("framework", FRAMEWORKS)


def test_names_links_and_deleted_files(framework: str, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each marker is filled; a link stays a link, and what it leads to is not filled through it."""
    outside = repository.root.with_name("outside.css")
    outside.write_text(MARKED)
    repository.commit("gone.css", MARKED)
    hooked = install_hooks(framework, {"cssgen-fill": {}}, repository, monkeypatch)
    names = ("a b.css", "ünï.css", "日本/styles $x'.pcss", "vendor/theirs.css")
    for name in names:
        repository.stage(name, MARKED)
    (repository.root / "link.css").symlink_to(outside)
    repository.git("add", "link.css")
    repository.git("rm", "-q", "gone.css")
    is_made, said = hooked.commit()
    assert not is_made
    assert "3 files checked, 3 markers filled, 3 files written." in said
    repository.git("add", ".")
    assert hooked.commit()[0]
    unfilled = [name for name in names if "complete:" in repository.git("show", f"HEAD:{name}")]
    assert unfilled == ["vendor/theirs.css"]
    assert (repository.root / "link.css").is_symlink()
    assert outside.read_text() == MARKED


def test_no_stylesheets(framework: str, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    hooked = install_hooks(framework, {"cssgen-fill": LOUD, "cssgen-check": LOUD}, repository, monkeypatch)
    repository.stage("a.txt", MARKED)
    is_made, said = hooked.commit()
    assert is_made, said
    assert said.count("Skipped") == 2


def test_more_files_than_a_command_line_holds(
    framework: str, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process after the other, each loading at most one model."""
    strace = shutil.which("strace")
    if strace is None and os.environ.get("CI") != "true":
        pytest.skip("strace is not installed")
    log = tmp_path / "opened"
    entry = f"{strace} -f -qq -A -e trace=openat -o {log} cssgen fill --force-exclude --exit-non-zero-on-change"
    hooked = install_hooks(framework, {"cssgen-fill": {"entry": entry}}, repository, monkeypatch)
    names = [f"{_FAR_DOWN}/{number:04}.css" for number in range(_TWO_BATCHES[framework])]
    marked = (names[0], names[1], names[-1])
    for name in names:
        repository.write(name, MARKED if name in marked else PLAIN)
    repository.git("add", ".")
    is_made, said = hooked.commit()
    assert not is_made
    counts = re.findall(r"^\s*([\d,]+) files? checked", said, re.MULTILINE)
    assert len(counts) == 2
    assert sum(int(count.replace(",", "")) for count in counts) == len(names)
    # ONNX Runtime opens the model to load it; Python, which looks at its header and digest, says `O_CLOEXEC`.
    loads = Counter(re.findall(r'^(\d+) .*/model\.onnx", O_RDONLY\)', log.read_text(), re.MULTILINE))
    assert max(loads.values()) == 1
    assert len(loads) <= 2
    assert [name for name in marked if "complete:" in (repository.root / name).read_text()] == []


@pytest.mark.parametrize("operation", ["merge", "rebase", "cherry-pick"])
def test_in_the_middle_of(
    operation: str, framework: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit that ends it: the fill hook fills nothing, says so and passes; the check still fails."""
    repository.commit("a.css", PLAIN)
    repository.git("checkout", "-q", "-b", "other")
    repository.commit("a.css", f"/* theirs */\n{MARKED}")
    repository.git("checkout", "-q", "main")
    hooked = install_hooks(framework, {"cssgen-fill": LOUD}, repository, monkeypatch)
    repository.commit("a.css", "/* ours */\n")
    repository.git(operation, "other", ok=False)
    path = repository.stage("a.css", f"/* both */\n{MARKED}")
    assert hooked.cssgen("check", "a.css")[0] is False
    is_made, said = hooked.commit()
    assert is_made, said
    assert f"cssgen: a {operation} is in progress: nothing is filled" in said
    assert path.read_text() == f"/* both */\n{MARKED}"
    assert repository.git("show", "HEAD:a.css") == f"/* both */\n{MARKED}"


def test_check_in_a_merge(framework: str, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("a.css", PLAIN)
    repository.git("checkout", "-q", "-b", "other")
    repository.commit("a.css", f"/* theirs */\n{MARKED}")
    repository.git("checkout", "-q", "main")
    hooked = install_hooks(framework, {"cssgen-check": {}}, repository, monkeypatch)
    repository.commit("a.css", "/* ours */\n")
    repository.git("merge", "other", ok=False)
    repository.stage("a.css", f"/* both */\n{MARKED}")
    is_made, said = hooked.commit()
    assert not is_made
    assert "a.css:3:3: unfilled marker: red text [CSSG001]" in said
