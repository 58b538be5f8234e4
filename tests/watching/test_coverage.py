"""The fewest watches that reach into nothing that is left out."""

import itertools
import random
from pathlib import PurePosixPath

import pytest

from cssgen.watching.coverage import Watch, cover


@pytest.mark.parametrize(
    ("directories", "expected"),
    [
        pytest.param({"/p": False}, {"/p/**"}, id="one"),
        pytest.param({"/p": False, "/p/a": False, "/p/a/b": False}, {"/p/**"}, id="all below"),
        pytest.param({"/p": True, "/p/a": False, "/p/a/b": False}, {"/p", "/p/a/**"}, id="node_modules beside"),
        pytest.param(
            {"/p": False, "/p/a": False, "/p/a/b": True, "/p/a/c": False, "/p/d": False},
            {"/p", "/p/a", "/p/a/b", "/p/a/c/**", "/p/d/**"},
            id="node_modules far below",
        ),
        pytest.param({"/p/a": False, "/p/ab": True}, {"/p/a/**", "/p/ab"}, id="names that begin alike"),
        pytest.param({}, set(), id="nothing"),
    ],
)
def test_cover(directories: dict[str, bool], expected: set[str]) -> None:
    assert {watch.path + ("/**" if watch.recursive else "") for watch in cover(directories)} == expected


def test_directories_of_named_files() -> None:
    watches = cover({"/p": False, "/p/a": False}, ["/p/a", "/q"])
    assert watches == {Watch("/p", True), Watch("/q", False)}


@pytest.mark.parametrize("seed", range(20))
def test_cover_reaches_everything_and_nothing_else(seed: int) -> None:
    """And none of its watches can be done without."""
    chance = random.Random(seed)  # noqa: S311  no secret
    paths = ["/p"]
    for number in range(40):
        paths.append(f"{chance.choice(paths)}/{number}")
    directories = {path: chance.random() < 0.1 for path in paths}
    left_out = [f"{path}/node_modules" for path, is_pruned in directories.items() if is_pruned]
    watches = cover(directories)
    assert {path for path in paths if any(reaches(watch, path) for watch in watches)} == set(paths)
    assert not any(reaches(watch, path) for watch, path in itertools.product(watches, left_out))
    assert not any(reaches(one, other.path) for one, other in itertools.permutations(watches, 2))


def reaches(watch: Watch, path: str) -> bool:
    """Whether the system would tell of what is in a directory."""
    return path == watch.path or (watch.recursive and PurePosixPath(watch.path) in PurePosixPath(path).parents)
