"""What there is to watch, and which events are about it."""

import os
from pathlib import Path

import pytest

from cssgen.discovery import Selection
from cssgen.watching.trees import Tree, find_saved, read_tree

SELECTION = Selection()


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a {}")


def read(root: Path, *paths: Path) -> Tree:
    return read_tree(paths or [root], SELECTION, root)


def test_directories_that_are_left_out_are_not_entered(tmp_path: Path) -> None:
    make(tmp_path, "a.css", "node_modules/x/y.css", "styles/b.css", ".git/c.css", "out/d.css", ".gitignore")
    (tmp_path / ".gitignore").write_text("out/\n")
    tree = read(tmp_path)
    assert {Path(path).name: listing.is_pruned for path, listing in tree.directories.items()} == {
        tmp_path.name: True,
        "styles": False,
    }
    assert {path.name for path in tree.files} == {"a.css", "b.css"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.css", True),
        ("styles/new.css", True),
        ("styles/new.txt", False),
        ("styles/.new.css.swp", False),
        ("styles/new.min.css", False),
        ("node_modules/a.css", False),
        ("unknown/a.css", False),
        ("../a.css", False),
    ],
)
def test_files_of_events(name: str, expected: bool, tmp_path: Path) -> None:
    make(tmp_path, "p/styles/a.css", "p/node_modules/b.css")
    path = read(tmp_path / "p").find_file(str(tmp_path / "p" / name))
    assert path == (tmp_path / "p" / name if expected else None)


def test_paths_are_reported_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative, and through a symbolic link, whose directory the system calls by its real name."""
    make(tmp_path, "real/styles/a.css")
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path)
    tree = read(tmp_path, Path("link"))
    assert list(tree.files) == [Path("link/styles/a.css")]
    assert tree.find_file(str(tmp_path / "real" / "styles" / "a.css")) == Path("link/styles/a.css")


def test_symbolic_links_are_not_followed_unless_named(tmp_path: Path) -> None:
    make(tmp_path, "outside/a.css", "p/b.css")
    (tmp_path / "p" / "link.css").symlink_to(tmp_path / "outside" / "a.css")
    tree = read(tmp_path / "p")
    assert [path.name for path in tree.files] == ["b.css"]
    assert tree.find_file(str(tmp_path / "p" / "link.css")) is None
    named = read(tmp_path, tmp_path / "p" / "link.css")
    assert named.find_file(str(tmp_path / "outside" / "a.css")) == tmp_path / "p" / "link.css"


def test_a_named_file_brings_no_others(tmp_path: Path) -> None:
    make(tmp_path, "a.css", "b.css", "node_modules/c.css")
    tree = read(tmp_path, tmp_path / "a.css", tmp_path / "node_modules" / "c.css", tmp_path / "gone")
    assert {path.name for path in tree.files} == {"a.css", "c.css"}
    assert tree.find_file(str(tmp_path / "b.css")) is None
    assert tree.missing == [tmp_path / "gone"]


def test_excluded_files_may_be_left_out_though_named(tmp_path: Path) -> None:
    make(tmp_path, "node_modules/a.css", "b.css")
    selection = Selection(force_exclude=True)
    tree = read_tree([tmp_path / "node_modules" / "a.css", tmp_path / "b.css"], selection, tmp_path)
    assert {path.name for path in tree.files} == {"b.css"}


def test_saved_just_before_a_list(tmp_path: Path) -> None:
    """It may have been saved once more in the same second, with the same size."""
    make(tmp_path, "a.css", "old.css")
    os.utime(tmp_path / "old.css", ns=(0, 0))
    assert [path.name for path in find_saved(read(tmp_path), read(tmp_path))] == ["a.css"]


def test_saved_between_two_lists(tmp_path: Path) -> None:
    make(tmp_path, "same.css", "saved.css", "replaced.css", "gone.css")
    for path in tmp_path.iterdir():
        os.utime(path, ns=(0, 0))
    before = read(tmp_path)
    make(tmp_path, "new.css")
    (tmp_path / "saved.css").write_text("a { color: red }")
    (tmp_path / "gone.css").unlink()
    (tmp_path / "other.css").write_text("b {}")
    (tmp_path / "other.css").replace(tmp_path / "replaced.css")
    saved = find_saved(before, read(tmp_path))
    assert {path.name for path in saved} == {"new.css", "saved.css", "replaced.css", "gone.css"}
