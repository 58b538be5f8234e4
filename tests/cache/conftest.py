"""A cache of its own for each test, and contexts to ask for."""

from pathlib import Path

import pytest

from cssgen.cache.keys import Generator
from cssgen.contexts import Context, read_contexts

GENERATOR = Generator("0.1.0", "default@0123", "ab", "cd", "onnx", (("candidates", 4), ("seed", 0)))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of all caches."""
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def read_context(text: str) -> Context:
    """The first context of a text."""
    return read_contexts(text).contexts[0]
