"""A model behind the cache."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from cssgen.cache.generate import CachedGenerate
from cssgen.cache.store import FillCache
from cssgen.candidates import Candidate
from cssgen.contexts import Context, read_contexts
from cssgen.fill import fill_text

from .conftest import GENERATOR

MARKERS = "a { /* complete: red */ }\nb { /* complete: blue */ }\n"


class Counting:
    """A model that counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, contexts: Sequence[Context]) -> list[list[Candidate]]:
        self.asked += [context.marker.prompt for context in contexts]
        return [[Candidate(f"color: {context.marker.prompt};"), Candidate("color: x;")] for context in contexts]


def make(model: Counting, directory: Path | None, warnings: list[str]) -> CachedGenerate:
    return CachedGenerate(model, lambda: GENERATOR, directory, 1_000_000, warnings.append)


def test_second_time_costs_no_model(cache: Path) -> None:
    contexts = read_contexts(MARKERS).contexts
    first, second, warnings = Counting(), Counting(), list[str]()
    written = make(first, cache, warnings)(contexts)
    again = make(second, cache, warnings)
    assert again(contexts) == written
    assert (first.asked, second.asked, warnings) == (["red", "blue"], [], [])
    assert {again.engine_of(context) for context in contexts} == {"cache"}
    assert again.recall(again.key_of(contexts[0])) == written[0]


def test_only_what_is_unknown_is_asked(cache: Path) -> None:
    contexts = read_contexts(MARKERS).contexts
    model = Counting()
    generate = make(model, cache, [])
    generate(contexts[:1])
    found = generate(contexts)
    assert model.asked == ["red", "blue"]
    assert [candidates[0].text for candidates in found] == ["color: red;", "color: blue;"]
    assert [generate.engine_of(context) for context in contexts] == ["cache", "onnx"]


def test_equal_contexts_are_asked_once(cache: Path) -> None:
    context = read_contexts(MARKERS).contexts[0]
    model = Counting()
    assert len(make(model, cache, [])([context, context])) == 2
    assert model.asked == ["red"]


def test_no_candidates_are_not_kept(cache: Path) -> None:
    context = read_contexts(MARKERS).contexts[0]
    generate = CachedGenerate(lambda contexts: [[] for _ in contexts], lambda: GENERATOR, cache, 1_000_000, print)
    assert generate([context]) == [[]]
    assert FillCache(cache, 1_000_000).info().fills == {}


def test_without_a_cache(cache: Path) -> None:
    contexts = read_contexts(MARKERS).contexts
    model = Counting()
    generate = make(model, None, [])
    assert generate(contexts) == generate(contexts)
    assert model.asked == ["red", "blue"] * 2
    assert not cache.exists()


def test_cache_that_fails_warns_once(cache: Path) -> None:
    cache.write_text("a file where a directory should be")
    contexts = read_contexts(MARKERS).contexts
    model, warnings = Counting(), list[str]()
    generate = make(model, cache, warnings)
    assert [len(candidates) for candidates in generate(contexts)] == [2, 2]
    generate(contexts)
    assert len(warnings) == 1
    assert "the cache is not used" in warnings[0]
    assert model.asked == ["red", "blue"] * 2


def test_cache_that_vanishes(cache: Path) -> None:
    contexts = read_contexts(MARKERS).contexts
    model, warnings = Counting(), list[str]()
    generate = make(model, cache, warnings)
    generate(contexts)
    shutil.rmtree(cache)
    generate(contexts)
    assert (len(model.asked), warnings) == (4, [])


@pytest.mark.parametrize("texts", [["color: red; x { y"], ["/* complete: more */"], ["@import 'x';"]], ids=str)
def test_hit_is_judged_like_any_answer(texts: list[str], cache: Path) -> None:
    """Whoever writes into the cache cannot write into a stylesheet by it."""
    generate = make(Counting(), cache, [])
    context = read_contexts(MARKERS).contexts[0]
    FillCache(cache, 1_000_000).put({generate.key_of(context): [Candidate(text) for text in texts]}, "m")
    filled = fill_text(MARKERS, generate)
    assert [fill.context.marker.prompt for fill in filled.fills] == ["blue"]
