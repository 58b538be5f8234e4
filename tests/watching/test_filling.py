"""A job to a result: what is filled, and what is not to be tried again."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from cssgen.candidates import Candidate, Generate, GenerationCancelled
from cssgen.contexts import Context
from cssgen.errors import FileError, ModelError
from cssgen.fill import FillOptions
from cssgen.rewrite import Replace
from cssgen.watching.agenda import Job
from cssgen.watching.filling import Filler, Result
from cssgen.watching.looking import look
from cssgen.writing import Stale, Unchanged, Written, replace_file

from .scripted_watch import answer

KNOWN, OTHER, STRANGE = (f"/* complete: {prompt} */" for prompt in ("size 1", "size 2", "something"))
CSS = f"a {{\n  {KNOWN}\n}}\nb {{\n  {OTHER}\n}}\nc {{\n  {STRANGE}\n}}\n/* complte: x */\n"


def generate(contexts: Sequence[Context]) -> list[list[Candidate]]:
    return [answer(context.marker.prompt) for context in contexts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.css"
    path.write_text(CSS)
    return path


def fill(
    path: Path, *asks: str, generate: Generate = generate, write: Replace | None = None, may_write: bool = True
) -> Result:
    """Do a job as the watcher does."""
    writing = write or partial(replace_file, lock_dir=path.parent / "locks")
    filler = Filler(generate, FillOptions(), writing, lambda _: None, lambda: may_write)
    return filler.fill(Job(path, frozenset(asks), "seen"))


def test_only_what_has_settled(path: Path) -> None:
    result = fill(path, KNOWN)
    assert path.read_text() == CSS.replace(KNOWN, "/* size 1 */\n  width: 1px;")
    assert result.refused == frozenset()
    assert result.outcome is not None
    assert result.outcome.findings == ()


def test_what_cannot_be_filled_is_refused_in_the_file_as_it_is_then(path: Path) -> None:
    seen = look(path, "complete")
    assert seen is not None
    result = fill(path, *seen.asks)
    now = look(path, "complete")
    assert now is not None
    assert (result.refused, result.digest) == (now.asks, now.digest)
    assert STRANGE in result.refused
    assert result.outcome is not None
    assert [finding.code for finding in result.outcome.findings] == ["CSSG006", "CSSG002"]


@pytest.mark.parametrize("asks", [("/* complete: gone */",), ()], ids=["marker is gone", "nothing"])
def test_nothing_to_do(asks: tuple[str, ...], path: Path) -> None:
    assert fill(path, *asks).refused == frozenset()
    assert path.read_text() == CSS


def test_file_is_gone(path: Path) -> None:
    path.unlink()
    result = fill(path, KNOWN)
    assert result.outcome is not None
    assert result.outcome.findings == ()


def test_not_while_git_is_busy(path: Path) -> None:
    """It is looked at again: nothing is refused."""
    result = fill(path, KNOWN, may_write=False)
    assert (result.outcome, result.refused, result.error) == (None, frozenset(), "")
    assert path.read_text() == CSS


def test_cancelled(path: Path) -> None:
    def cancel(_: Sequence[Context]) -> list[list[Candidate]]:
        raise GenerationCancelled

    assert fill(path, KNOWN, generate=cancel).outcome is None
    assert path.read_text() == CSS


def test_model_that_fails(path: Path) -> None:
    """Not asked again before the file is another one."""

    def fail(_: Sequence[Context]) -> list[list[Candidate]]:
        raise ModelError("it is damaged")

    result, seen = fill(path, KNOWN, generate=fail), look(path, "complete")
    assert seen is not None
    assert (result.error, result.refused, result.digest) == ("it is damaged", frozenset({KNOWN}), seen.digest)


@pytest.mark.parametrize("is_saved", [False, True], ids=["for good", "while its editor saves it"])
def test_file_that_cannot_be_written(is_saved: bool, path: Path) -> None:
    def write(target: Path, _old: bytes, _new: bytes) -> Written | Unchanged | Stale:
        if is_saved:
            target.with_name("new").write_text(CSS)
            target.with_name("new").replace(target)
        raise FileError(f"{target}: cannot be written: it is there, and it is not")

    result = fill(path, KNOWN, write=write)
    assert result.refused == (frozenset() if is_saved else {KNOWN})
    assert (result.outcome is None) == is_saved


def test_marker_that_is_replaced_meanwhile(path: Path) -> None:
    """By a save after the candidates are there: nothing of it is lost, and nothing is refused."""
    saved = CSS.replace(KNOWN, "/* complete: size 3 */")

    def generate_slowly(contexts: Sequence[Context]) -> list[list[Candidate]]:
        path.write_text(saved)
        return generate(contexts)

    result = fill(path, KNOWN, generate=generate_slowly)
    assert result.is_discarded
    assert result.refused == frozenset()
    assert path.read_text() == saved
