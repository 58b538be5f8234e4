"""What makes a key, and what does not."""

from dataclasses import replace
from pathlib import Path

import pytest

from cssgen.cache.identity import identify_generator
from cssgen.cache.keys import cache_key
from cssgen.settings import Settings

from .conftest import GENERATOR, read_context

TEXT = ":root { --a: red }\n.card {\n  padding: 1rem;\n  /* complete: red text */\n}\n.x { margin: 0 }\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.replace("complete:", "complete(leave=nothing):"), id="what stays of the marker"),
        pytest.param(TEXT.replace("/* complete:", "/* COMPLETE :"), id="how the keyword is written"),
    ],
)
def test_same_key(text: str) -> None:
    assert cache_key(read_context(text), GENERATOR) == cache_key(read_context(TEXT), GENERATOR)


def test_place_does_not_count() -> None:
    """The same window of text, 5,000 characters further down."""
    near, far = "a { b: c }\n" * 500, "a { b: c }\n" * 1_000
    marker = "/* complete: red */"
    assert cache_key(read_context(near + marker), GENERATOR) == cache_key(read_context(far + marker), GENERATOR)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.replace("red text", "blue text"), id="prompt"),
        pytest.param(TEXT.replace("complete:", "complete(seed=2):"), id="seed"),
        pytest.param(TEXT.replace("complete:", "complete(max=9):"), id="budget"),
        pytest.param(TEXT.replace("padding", "margin"), id="sibling"),
        pytest.param(TEXT.replace(".card", ".panel"), id="ancestor"),
        pytest.param(TEXT.replace("margin: 0", "margin: 1px"), id="text behind"),
        pytest.param(TEXT.replace("--a: red", "--a: blue"), id="custom property"),
        pytest.param(TEXT.replace("\n", "\r\n"), id="newlines"),
    ],
)
def test_another_context_another_key(text: str) -> None:
    assert cache_key(read_context(text), GENERATOR) != cache_key(read_context(TEXT), GENERATOR)


@pytest.mark.parametrize("field", [name for name in GENERATOR.__dataclass_fields__ if name not in ("options", "model")])
def test_another_generator_another_key(field: str) -> None:
    context = read_context(TEXT)
    other = replace(GENERATOR, **{field: "other"})  # type: ignore[arg-type]  # all of these are texts
    assert cache_key(context, other) != cache_key(context, GENERATOR)


def test_name_of_the_model_does_not_count() -> None:
    context = read_context(TEXT)
    assert cache_key(context, replace(GENERATOR, model="/home/me/model")) == cache_key(context, GENERATOR)


@pytest.mark.parametrize(
    ("change", "is_other"),
    [
        ({"seed": 1}, True),
        ({"candidates": 8}, True),
        ({"recipes": 0}, True),
        ({"temperature": 0.0}, True),
        ({"max_new_tokens": 20}, True),
        ({"dtype": "float32"}, True),
        ({"compile": True}, True),
        ({"leave": "region"}, False),
        ({"device": "cpu"}, False),
        ({"keyword": "todo"}, False),
        ({"cache_max_mb": 1}, False),
        ({"exclude": ("x",)}, False),
    ],
    ids=str,
)
def test_settings_that_matter(change: dict[str, object], is_other: bool) -> None:
    """With the default model, as it is installed."""
    before = identify_generator(Settings())
    after = identify_generator(Settings(**change))  # type: ignore[arg-type]  # names and values of fields
    assert (before != after) is is_other


@pytest.mark.parametrize(
    ("first", "second", "is_other"),
    [
        pytest.param({"device": "xpu"}, {"device": "mps"}, True, id="devices of two precisions"),
        pytest.param({"device": "xpu"}, {"device": "xpu:1"}, False, id="two devices of one kind"),
        pytest.param({"device": "mps"}, {"device": "mps", "dtype": "float32"}, False, id="by name"),
        pytest.param({"device": "xpu", "dtype": "float32"}, {"dtype": "float32"}, False, id="another device"),
    ],
)
def test_precision_of_torch(first: dict[str, str], second: dict[str, str], is_other: bool, tmp_path: Path) -> None:
    """Of a directory that could be a model of torch's: nothing of it is loaded."""
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    settings = Settings(model=str(tmp_path), engine="torch")
    before, after = (identify_generator(settings._replace(**each)) for each in (first, second))  # type: ignore[arg-type]
    assert (before.options != after.options) is is_other


def test_prompt_of_any_characters() -> None:
    assert cache_key(read_context("/* complete: \ud800 é 日本 */"), GENERATOR)
