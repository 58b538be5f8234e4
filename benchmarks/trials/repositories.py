"""Repositories that mean harm: settings that point outside, links, and a `.git` that lies; filled, not only checked."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from trials.kinds import Attempt, Broken, Kind
from trials.workshop import NEW, OLD, Run, ScriptedEngine, Workshop

_SECRET = b".secret { top: 0; }\n/* complete: y */\n"
_ENDINGS = {0, 1, 2}


class Repository(Workshop):
    """A workshop with a stylesheet outside of the project that nobody may look at or change.

    Attributes:
        outside: the stylesheet.
        git: the directory `.git` of the project; it is made for each try that wants it.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.outside = self.root / "outside" / "secret.css"
        self.outside.parent.mkdir()
        self.git = self.project / ".git"
        self._kept = self.root / "kept.git"
        subprocess.run(["git", "init", "-q"], cwd=self.project, check=True)
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        subprocess.run(["git", *identity, "commit", "-qm", "x", "--allow-empty"], cwd=self.project, check=True)
        subprocess.run(["git", "add", "a.css"], cwd=self.project, check=True)
        self.git.rename(self._kept)

    def begin(self, *, with_git: bool = False) -> None:
        """The project and what is outside, as they were."""
        self.reset()
        for path in self.project.iterdir():
            if path.name != "a.css":
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        (self.project / "cssgen.toml").touch()
        self.outside.unlink(missing_ok=True)
        self.outside.write_bytes(_SECRET)
        if with_git:
            shutil.copytree(self._kept, self.git)

    def judge(self, run: Run) -> str:
        """Nothing outside was changed or shown, and the stylesheet is whole."""
        content = self.sheet.read_bytes()
        if self.outside.read_bytes() != _SECRET or len(list(self.outside.parent.iterdir())) != 1:
            raise Broken(f"something outside was changed: {run}")
        if ".secret" in run.output or "Traceback" in run.output or "error in cssgen" in run.output:
            raise Broken(f"{run}")
        if content not in (OLD, NEW) or run.code not in _ENDINGS or (run.code == 2 and not run.output.strip()):
            raise Broken(f"{run} {content!r}")
        return f"{'new' if content == NEW else 'old'}, exit {run.code}"


Prepare = Callable[[Repository, random.Random], object]


@contextmanager
def fill_all(root: Path, *, prepare: Prepare, command: tuple[str, ...]) -> Iterator[Attempt]:
    """Fill a whole project that was prepared."""
    repository = Repository(root)
    is_tracked = command != ("fill", ".") or prepare is _lie

    def attempt(_: int, chance: random.Random) -> str:
        repository.begin(with_git=is_tracked)
        prepare(repository, chance)
        ScriptedEngine.disturb = lambda: None
        outcome = repository.judge(repository.call(*command))
        repository.begin()
        return outcome

    yield attempt


def _point_outside(repository: Repository, chance: random.Random) -> None:
    patterns = (
        "../**/*.css",
        "../outside/*.css",
        f"{repository.outside}",
        "/**/*.css",
        "a/../../outside/*",
        "**/*.css",
    )
    names = ("include", "context-files", "extend-exclude", "exclude")
    lines = [f"{name} = {chance.sample(patterns, 2)}" for name in chance.sample(names, 2)]
    (repository.project / "cssgen.toml").write_text("\n".join(lines) + "\n")


def _link_outside(repository: Repository, chance: random.Random) -> None:
    kind = chance.randrange(4)
    if kind == 0:
        os.link(repository.outside, repository.project / "b.css")
    elif kind == 1:
        (repository.project / "b.css").symlink_to(repository.outside)
    elif kind == 2:
        (repository.project / "b").symlink_to(repository.outside.parent)
    else:
        (repository.project / ".gitignore").symlink_to(repository.outside)


def _lie(repository: Repository, chance: random.Random) -> None:
    """In what git reads, in what cssgen reads of it, or in both."""
    git = repository.git
    lies: tuple[Callable[[], object], ...] = (
        lambda: (git / "HEAD").write_bytes(chance.randbytes(chance.randrange(200))),
        lambda: (git / "index").write_bytes(chance.randbytes(chance.randrange(2_000))),
        lambda: (git / "config").write_bytes(chance.randbytes(chance.randrange(500))),
        lambda: (git / "config").write_text(f"[core]\nworktree = {repository.outside.parent}\n"),
        lambda: (git / "config").write_text("[core]\nworktree = ../../../../..\nbare = true\n"),
        lambda: (git / "config").write_text("[core]\nfsmonitor = /bin/false\nhooksPath = /nowhere\n"),
        lambda: (git / "commondir").write_text(chance.choice(("/dev\n", "../..\n", "\0", "x" * 9_000))),
        lambda: os.mkfifo(git / "MERGE_HEAD"),
        lambda: (git / "MERGE_HEAD").mkdir(),
        lambda: (git / "index.lock").mkdir(),
        lambda: (git / "sequencer").symlink_to("/dev"),
        lambda: (git / "objects" / "info" / "alternates").write_text(f"{repository.outside.parent}\n/dev/zero\n"),
        lambda: _flip(git / "index", chance),
        lambda: shutil.rmtree(git / "objects"),
        lambda: _become_file(git, chance.choice(("gitdir: .git\n", "gitdir: /dev\n", "gitdir: ..\n"))),
        lambda: _become_link(git, chance.choice((".git", "/dev/zero", "/nowhere"))),
    )
    chance.choice(lies)()


def _become_file(path: Path, content: str) -> None:
    shutil.rmtree(path)
    path.write_text(content)


def _become_link(path: Path, target: str) -> None:
    shutil.rmtree(path)
    path.symlink_to(target)


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _hide_behind_link(repository: Repository, chance: random.Random) -> None:
    """A directory of the index is a link in the work tree, to one that has a file of that name."""
    del chance
    (repository.project / "d").mkdir()
    (repository.project / "d" / repository.outside.name).write_bytes(_SECRET)
    subprocess.run(["git", "add", "d"], cwd=repository.project, check=True)
    shutil.rmtree(repository.project / "d")
    (repository.project / "d").symlink_to(repository.outside.parent)


_KINDS: dict[str, tuple[Prepare, tuple[str, ...]]] = {
    "settings that point outside": (_point_outside, ("fill", ".")),
    "hard links and links out of the tree": (_link_outside, ("fill", ".")),
    "a .git that lies, `fill`": (_lie, ("fill", ".")),
    "a .git that lies, `fill --staged`": (_lie, ("fill", "--staged")),
    "a .git that lies, `check --changed-since`": (_lie, ("check", "--changed-since", "HEAD")),
    "a directory of the index that is a link out of the tree": (_hide_behind_link, ("fill", "--staged")),
}
KINDS = tuple(
    Kind("Repositories that mean harm", name, partial(fill_all, prepare=prepare, command=command), 110)
    for name, (prepare, command) in _KINDS.items()
)
