"""Staging matrix: fills and unstaged edits that survive a commit through pre-commit and prek.

A fill is lost when the model must run again, or when the commands that cssgen printed do not finish the commit. An
edit is lost when it is not in the work tree afterwards, or not unstaged any more.
"""

import subprocess
from dataclasses import dataclass, field

import pytest

from .frameworks import FRAMEWORKS, ROLLED_BACK, ROOT, Hooked, count_model_runs, install_hooks
from .repositories import Repository

CSS = """\
.card {
  padding: 1rem;
  /* complete: rounded corners and a soft shadow */
  margin: 0;
  line-height: 1.5;
}

.far {
  display: block;
}

.farther {
  order: 1;
}
"""
# SCSS and Less by the lines of docs/hooks.md: the settings ask for them, and so does the hook.
ASKED = {"files": r"\.(p?css|scss|less|html|vue|svelte|astro)$"}
SETTINGS = 'extend-include = ["*.scss", "*.less"]\n'
HEADS = {"a.css": "", "a.scss": "$gap: 1rem; // it's SCSS\n", "a.less": "@gap: 1rem; // it's Less\n"}
EDITS = {
    "none": ("", ""),
    "next line": ("margin: 0", "margin: 1px"),
    "2 lines away": ("line-height: 1.5", "line-height: 2"),
    "10 lines away": ("order: 1", "order: 2"),
}
ADVICE = 'if you see "Rolling back fixes" or "Reverting the hook changes": '
_MOST_COMMITS = 4


@dataclass(slots=True)
class Row:
    """What became of one commit."""

    framework: str
    file: str
    edit: str
    then: str
    commits: int = 0
    said: list[str] = field(default_factory=list)
    fills_lost: int = 1
    edits_lost: int = 1

    @property
    def model_runs(self) -> int:
        return count_model_runs("".join(self.said))

    def __str__(self) -> str:
        rolled_back = "yes" if _is_rolled_back("".join(self.said)) else "no"
        counts = f"{self.commits:>7} {self.model_runs:>10} {self.fills_lost:>10} {self.edits_lost:>10}"
        return f"{self.framework:<10} {self.file:<6} {self.edit:<13} {self.then:<18} {rolled_back:>11} {counts}"


ROWS: list[Row] = []
HEADER = (
    f"{'framework':<10} {'file':<6} {'unstaged edit':<13} {'after the fill':<18} {'rolled back':>11} "
    f"{'commits':>7} {'model runs':>10} {'lost fills':>10} {'lost edits':>10}"
)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize(
    ("file", "edit", "then"),
    [("a.css", edit, "as cssgen says") for edit in EDITS]
    + [("a.css", edit, "commit at once") for edit in ("next line", "10 lines away")]
    + [("a.scss", "next line", "as cssgen says"), ("a.less", "10 lines away", "as cssgen says")],
    ids=lambda value: value.replace(" ", "-"),
)
def test_commit(
    framework: str, file: str, edit: str, then: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model runs once; the commit has the fill and nothing of the edit, which is in the work tree, unstaged."""
    row = Row(framework, file, edit, then)
    ROWS.append(row)
    if file != "a.css":
        repository.commit("cssgen.toml", SETTINGS)
    changes = {} if file == "a.css" else ASKED
    hooked = install_hooks(framework, {"cssgen-fill": changes}, repository, monkeypatch)
    text = HEADS[file] + CSS
    path = repository.stage(file, text)
    path.write_text(text.replace(*EDITS[edit]))
    _finish(row, hooked)

    committed = repository.git("show", f"HEAD:{file}")
    is_filled = "/* rounded corners and a soft shadow */" in committed and "complete:" not in committed
    row.fills_lost = 0 if is_filled and row.model_runs == 1 else 1
    is_kept = path.read_text() == committed.replace(*EDITS[edit]) and EDITS[edit][0] in committed
    is_unstaged = repository.git("status", "--porcelain") == ("" if edit == "none" else f" M {file}\n")
    row.edits_lost = 0 if is_kept and is_unstaged else 1
    assert (row.fills_lost, row.edits_lost) == (0, 0), "\n".join([*row.said, repository.git("diff")])


def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """All rows that were tried, in one table, which docs/hooks.md shows."""
    table = [HEADER, *map(str, sorted(ROWS, key=lambda row: (row.framework, row.file)))]
    with capsys.disabled():
        print("", *table, sep="\n")
    assert sum(row.fills_lost for row in ROWS) == 0
    assert sum(row.edits_lost for row in ROWS) == 0
    shown = (ROOT / "docs" / "hooks.md").read_text("utf-8")
    assert [line for line in table if line not in shown] == []


def _finish(row: Row, hooked: Hooked) -> None:
    """Commit, and do what is said then, until the commit is made."""
    while row.commits < _MOST_COMMITS:
        is_made, said = hooked.commit()
        row.commits += 1
        row.said.append(said)
        if is_made:
            return
        if row.then == "commit at once" and row.commits == 1:
            continue
        if _is_rolled_back(said):
            assert f"{ADVICE}run cssgen fill --staged" in said
            row.said.append(hooked.cssgen("fill", "--staged")[1])
        elif "next: git diff, git add -p, git commit" in said:
            _add_first_hunk(hooked.repository, row.file)


def _is_rolled_back(said: str) -> bool:
    return any(text in said for text in ROLLED_BACK)


def _add_first_hunk(repository: Repository, file: str) -> None:
    """`git add -p`, as a person answers it: the fill, which comes first, and not the edit."""
    command = ["git", "add", "-p", file]
    subprocess.run(command, cwd=repository.root, input=b"y\nn\n", capture_output=True, check=True)
