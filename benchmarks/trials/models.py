"""Files of a model that are damaged or replaced: before a fill, while they are loaded, and under a running process."""

import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from cssgen import engines
from cssgen.contexts import read_contexts
from cssgen.models.registry import DEFAULT
from cssgen.models.resolve import resolve_model
from trials.damages import Damage, block, flip, scribble, truncate
from trials.kinds import Attempt, Broken, Kind
from trials.workshop import Run, Workshop

_BEFORE, _BEHIND = b"a {\n  color: ", b";\n}\n"
_OLD = _BEFORE + b"/* complete: red */" + _BEHIND
_SETTINGS = 'model = "{}"\nsuggestions = 0\nrecipes = 0\ncandidates = 1\nmax-new-tokens = 8\n'
_FILL = ("fill", "a.css")
_FILES = ("config.json", "model.onnx", "tokenizer.json", "weights.safetensors")
_EXITS = {0, 2}
Moment = Callable[[Callable[[], object]], object]
"""Lets something happen at a moment of a fill: called in its process, before it begins."""


def remove(path: Path, _: random.Random) -> None:
    """It is gone."""
    path.unlink()


def replace(path: Path, chance: random.Random) -> None:
    """Another version takes its place, as an upgrade does."""
    other = path.with_name(f".{path.name}.new")
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content) // 2, len(content))] ^= 1
    other.write_bytes(content)
    other.replace(path)


CHANGES: dict[str, Damage] = {
    "truncated": truncate,
    "bytes changed": flip,
    "overwritten": scribble,
    "gone": remove,
    "a directory in its place": block,
    "replaced by another version": replace,
}


class Loaded(Workshop):
    """A workshop that fills by a copy of the default model, nothing else.

    Attributes:
        model: the copy.
        new: what the stylesheet is once filled.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.model = self.root / "model"
        self._kept = self.root / "kept"
        shutil.copytree(resolve_model(DEFAULT).directory, self._kept)
        shutil.copytree(self._kept, self.model)
        self.project.joinpath("cssgen.toml").write_text(_SETTINGS.format(self.model))
        self.sheet.write_bytes(_OLD)
        load_all(_OLD)
        _load_grammar()
        run = self.fill()
        self.new = self.sheet.read_bytes()
        if run.code or self.new == _OLD:
            raise Broken(f"fails undisturbed: {run}")

    def restore(self) -> None:
        """The marker, and the model as it was; the cache has what the model wrote since."""
        self.sheet.write_bytes(_OLD)
        for name in _FILES:
            path = self.model / name
            with suppress(OSError):
                path.rmdir()
            shutil.copyfile(self._kept / name, path)

    def fill(self, moment: Moment | None = None, change: Callable[[], object] | None = None) -> Run:
        """Fill by the real engine; the model changes at a moment."""

        def prepare() -> None:
            mock.patch("cssgen.cli.filling.LazyEngine", engines.LazyEngine).start()
            if moment is not None and change is not None:
                moment(change)

        return self.run(*_FILL, prepare=prepare)


def load_all(sheet: bytes) -> None:
    """Once what a fill of a stylesheet needs but for the model itself, so that no process pays for it.

    That would begin threads, which no fork survives.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import cssgen.witness  # noqa: F401
    from cssgen.candidates import Candidate
    from cssgen.queries import prepare
    from cssgen.ranking import rank

    contexts = read_contexts(sheet.decode()).contexts
    prepare(contexts)
    rank([Candidate(text) for text in ("color: red;", "color: blue;")], contexts[0])


def _load_grammar() -> None:
    import cssgen.lm.constraining
    import cssgen.lm.engine
    import cssgen.lm.ll_tokenizer
    import cssgen.lm.onnx_model  # noqa: F401
    from cssgen.grammar.productions import render_value_grammar

    [context] = read_contexts(_OLD.decode()).contexts
    render_value_grammar(context, "cssgen", is_whole=True)


def _first(change: Callable[[], object], really: Callable[..., Any]) -> Callable[..., Any]:
    """`really`, at the first call of which something happens."""
    left = [change]

    def call(*arguments: Any, **named: Any) -> Any:
        if left:
            left.pop()()
        return really(*arguments, **named)

    return call


def before_it_is_loaded(change: Callable[[], object]) -> None:
    """The digest of the model is known, and its files are about to be opened."""
    mock.patch("cssgen.engines.open_model", _first(change, engines.open_model)).start()


def between_two_files(change: Callable[[], object]) -> None:
    """The graph is loaded, and the tokenizer is not."""
    from cssgen.lm.ll_tokenizer import LLTokenizer

    mock.patch("cssgen.lm.ll_tokenizer.LLTokenizer", _first(change, LLTokenizer)).start()


def while_it_writes(change: Callable[[], object]) -> None:
    """All is loaded, and the model begins to write."""
    from cssgen.lm.onnx_model import OnnxModel

    mock.patch.object(OnnxModel, "open_stream", _bind(_first(change, OnnxModel.open_stream))).start()


def while_it_writes_mapped(change: Callable[[], object]) -> None:
    """The same, with weights that are mapped, as those of large models are."""
    mock.patch("cssgen.lm.onnx_model._READ_LIMIT", 0).start()
    while_it_writes(change)


def _bind(call: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self: call(self)


MOMENTS: dict[str, Moment] = {
    "when its digest is known": before_it_is_loaded,
    "when the graph is loaded": between_two_files,
    "while it writes": while_it_writes,
    "while it writes, mapped": while_it_writes_mapped,
}


@contextmanager
def limit_model(root: Path, *, limit: Callable[[random.Random], str], code: str) -> Iterator[Attempt]:
    """Give the model less time or memory than it may need: what is cut is refused, or valid, and is not kept."""
    workshop = Loaded(root)
    settings = workshop.project / "cssgen.toml"
    unlimited = settings.read_text()

    def attempt(_: int, chance: random.Random) -> str:
        workshop.reset()
        workshop.sheet.write_bytes(_OLD)
        settings.write_text(f"{unlimited}[limits]\n{limit(chance)}\n")
        run = workshop.fill()
        content = workshop.sheet.read_bytes()
        is_old = content == _OLD
        if "Traceback" in run.output or run.code != is_old or (is_old and f"[{code}]" not in run.output):
            raise Broken(f"{run} {content!r}")
        if not (content.startswith(_BEFORE) and content.endswith(_BEHIND)):
            raise Broken(f"the file around the marker was changed: {content!r}")
        settings.write_text(unlimited)
        workshop.sheet.write_bytes(_OLD)
        run = workshop.fill()
        if run.code or workshop.sheet.read_bytes() != workshop.new:
            raise Broken(f"the next fill, without a limit, is another one: {run} {workshop.sheet.read_bytes()!r}")
        return f"old, exit 1, {code}" if is_old else "new, exit 0" if content == workshop.new else "filled by less"

    yield attempt


def _limit_seconds(chance: random.Random) -> str:
    return f"seconds = {chance.uniform(0.01, 0.2)}"


def _limit_memory(chance: random.Random) -> str:
    return f"memory-mb = {chance.randint(1, 400)}"


@contextmanager
def change_model(root: Path, *, damage: Damage, moment: Moment | None = None) -> Iterator[Attempt]:
    """Change a file of the model: the fill is refused or valid, and the next one is what it always was."""
    workshop = Loaded(root)
    endings = _EXITS | ({-signal.SIGBUS} if moment is while_it_writes_mapped else set())

    def attempt(number: int, chance: random.Random) -> str:
        workshop.reset()
        workshop.restore()
        change = partial(damage, workshop.model / _FILES[number % len(_FILES)], chance)
        if moment is None:
            change()
        run = workshop.fill(moment, change)
        outcome = _judge(workshop, run, endings)
        workshop.restore()
        run = workshop.fill()
        if run.code or workshop.sheet.read_bytes() != workshop.new:
            raise Broken(f"the next fill is another one: {run} {workshop.sheet.read_bytes()!r}")
        return outcome

    yield attempt


def _judge(workshop: Loaded, run: Run, endings: set[int]) -> str:
    content = workshop.sheet.read_bytes()
    if run.code not in endings or "Traceback" in run.output:
        raise Broken(f"exit {run.code}: {run.output}")
    if (content == _OLD) == (run.code == 0) or (run.code > 0 and "cssgen: " not in run.output):
        raise Broken(f"exit {run.code}, but {content!r}: {run.output}")
    if not (content.startswith(_BEFORE) and content.endswith(_BEHIND)):
        raise Broken(f"the file around the marker was changed: {content!r}")
    if run.code < 0:
        return f"old, ended by {signal.Signals(-run.code).name}"
    state = "old" if content == _OLD else "new" if content == workshop.new else "filled by what the model is now"
    return f"{state}, exit {run.code}"


KINDS = (
    *(
        Kind("The model", f"{name}, before a fill", partial(change_model, damage=damage), 100)
        for name, damage in CHANGES.items()
    ),
    *(
        Kind("The model", f"{name}, {when}", partial(change_model, damage=CHANGES[name], moment=moment), 100)
        for when, moment in MOMENTS.items()
        for name in ("truncated", "replaced by another version")
    ),
    Kind("The model", "less time than it needs", partial(limit_model, limit=_limit_seconds, code="CSSG016"), 100),
    Kind("The model", "less memory than it needs", partial(limit_model, limit=_limit_memory, code="CSSG017"), 100),
)
