"""Files of a model that are replaced, as an upgrade does, while a process has it in use."""

import os
import shutil
from pathlib import Path

import pytest

from cssgen import engines
from cssgen.cache.generate import CachedGenerate
from cssgen.cache.identity import identify_generator
from cssgen.cache.store import FillCache
from cssgen.contexts import read_contexts
from cssgen.engines import LazyEngine
from cssgen.errors import ModelError
from cssgen.models.registry import DEFAULT
from cssgen.models.resolve import ModelSpec, resolve_model
from cssgen.settings import Settings

CONTEXTS = read_contexts("a {\n  /* complete: red text */\n}\n").contexts
MAX_BYTES = 1_000_000


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the default model."""
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    copy = tmp_path / "model"
    shutil.copytree(resolve_model(DEFAULT).directory, copy)
    return copy


def replace_settings(model: Path) -> None:
    """Another version, by rename."""
    other = model / ".config.json"
    other.write_text((model / "config.json").read_text() + "\n")
    other.replace(model / "config.json")


def make_settings(model: Path) -> Settings:
    return Settings(model=str(model), suggestions=0, recipes=0, candidates=1, max_new_tokens=8)


def test_replaced_while_it_is_loaded(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was loaded may be half of each version."""
    really_open = engines.open_model

    def open_and_replace(spec: ModelSpec) -> object:
        opened = really_open(spec)
        replace_settings(model)
        return opened

    monkeypatch.setattr(engines, "open_model", open_and_replace)
    with pytest.raises(ModelError, match="was changed while it was loaded: run it again"):
        LazyEngine(make_settings(model)).load()
    monkeypatch.undo()
    assert LazyEngine(make_settings(model))(CONTEXTS)[0]


@pytest.mark.parametrize(("is_replaced", "kept"), [(True, 0), (False, 1)])
def test_replaced_while_it_writes(model: Path, tmp_path: Path, is_replaced: bool, kept: int) -> None:
    """Nobody would know by which version the candidates are that the cache has under a digest."""
    settings, cache = make_settings(model), tmp_path / "fills"
    engine = LazyEngine(settings)

    def write(contexts: object) -> object:
        written = engine(contexts)  # type: ignore[arg-type]
        if is_replaced:
            replace_settings(model)
        return written

    generate = CachedGenerate(write, lambda: identify_generator(settings), cache, MAX_BYTES, print)  # type: ignore[arg-type]
    assert generate(CONTEXTS)[0]
    assert sum(FillCache(cache, MAX_BYTES).info().fills.values()) == kept


def test_truncated_under_a_loaded_engine(model: Path) -> None:
    """The weights of a small model are not mapped: it goes on."""
    engine, other = (LazyEngine(make_settings(model)) for _ in range(2))
    before = engine(CONTEXTS)
    for name in ("weights.safetensors", "model.onnx", "tokenizer.json"):
        os.truncate(model / name, 1_000)
    assert engine(CONTEXTS) == before
    with pytest.raises(ModelError):
        other.load()
