import itertools
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from cssgen.contexts import Production, read_contexts
from cssgen.cookbook import Recipe, read_recipes
from cssgen.prompts import render_prompt
from cssgen.training.dataset import Sampler, TokenizedExample, load_datasets, save_dataset, split_evenly
from cssgen.training.examples import BUDGET, Example, read_pair, tokenize
from cssgen.training.nearest import NearestRecipes
from cssgen.training.prepare import hold_out
from tests.training.conftest import COOKBOOK, TINY


@pytest.fixture
def tokenizer(tokenizer_directory: Path) -> Tokenizer:
    return Tokenizer.from_file(str(tokenizer_directory / "tokenizer.json"))


def test_an_example_reads_as_a_live_context_does(tokenizer: Tokenizer) -> None:
    text = ":root { --ink: #111; }\n\n.card {\n  top: 0;\n  /* complete: ink colour */\n  left: 0;\n}\n"
    row = tokenize(Example(text, "color: var(--ink);"), tokenizer)
    assert row is not None
    (context,) = read_contexts(text).contexts
    live = render_prompt(context, "cssgen", count=lambda part: len(tokenizer.encode(part).ids), budget=BUDGET)
    asked, answer = row.ids[: row.answer_start], row.ids[row.answer_start :]
    assert tokenizer.decode(asked.tolist(), skip_special_tokens=False) == live
    assert tokenizer.decode(answer.tolist(), skip_special_tokens=False) == "color: var(--ink);<|endoftext|>"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a { /* complete: x */", id="no end"),
        pytest.param("a { top: 0 }", id="no marker"),
        pytest.param("/* complete: x */\n@import 'a.css';", id="marker that cannot be filled"),
    ],
)
def test_texts_without_a_sound_marker_are_left_out(tokenizer: Tokenizer, text: str) -> None:
    row = tokenize(Example(text, "a { top: 0; }"), tokenizer)
    assert (row is None) == (text != "a { /* complete: x */")


@pytest.mark.parametrize(
    ("before", "css", "after", "production", "answer"),
    [
        pytest.param(
            "  top: 0;\n" * 50 + "}\n\n",
            "a{top:0}",
            "\n\nb { le",
            Production.STYLESHEET,
            "a {\n  top: 0;\n}",
            id="rule",
        ),
        pytest.param(".a {\n  ", "  top: 0;", "\n  left: 0;\n}", Production.DECLARATIONS, "top: 0;", id="declarations"),
        pytest.param(".a {\n  top: ", "0", ";\n  left: 0;\n  wid", Production.VALUE, "0", id="value"),
    ],
)
def test_pairs(before: str, css: str, after: str, production: Production, answer: str) -> None:
    row = {"before": before, "css": css, "after": after, "prompt": "so"}
    example = read_pair(row, production)
    assert example is not None
    (context,) = read_contexts(example.text).contexts
    assert (context.production, example.answer) == (production, answer)


def test_pairs_with_broken_code_are_left_out() -> None:
    assert read_pair({"before": "", "css": "a { top", "after": "", "prompt": "x"}, Production.STYLESHEET) is None


def test_an_example_that_nobody_asked_for_has_an_empty_prompt(tokenizer: Tokenizer) -> None:
    row = tokenize(Example("a {\n  /* complete: red */\n}\n", "color: red;", is_asked=False), tokenizer)
    assert row is not None
    assert "<|prompt|><|declarations|>color: red;" in tokenizer.decode(row.ids.tolist(), skip_special_tokens=False)


def test_a_wording_does_not_find_itself() -> None:
    index = NearestRecipes(list(read_recipes(COOKBOOK)))
    find = partial(index.find, "sticky nav bar", Production.DECLARATIONS, None, 3)
    assert ("sticky nav bar", "sticky-header") in [(wording, recipe.name) for wording, recipe in find()]
    assert "sticky nav bar" not in [wording for wording, _ in find(without="sticky nav bar")]


def _recipe(name: str) -> Recipe:
    wordings = "".join(f" * - {name}, way {number} to ask\n" for number in range(200))
    (recipe,) = read_recipes(f"/* @recipe {name}\n * context: rule\n{wordings} */\na {{ top: 0 }}")
    return recipe


def test_held_out_wordings_are_not_learnt() -> None:
    recipe = _recipe("r")
    (kept,), held = hold_out([recipe])
    assert 0 < len(held) < 20
    assert {*kept.wordings, *(wording for _, wording in held)} == set(recipe.wordings)
    assert not set(kept.wordings) & {wording for _, wording in held}


def test_what_is_held_out_stays_so_when_the_cookbook_grows() -> None:
    _, held = hold_out([_recipe("r")])
    _, of_more = hold_out([_recipe("q"), _recipe("r")])
    assert of_more[-len(held) :] == held
    assert len(of_more) > len(held)


def test_datasets_round_trip(tmp_path: Path) -> None:
    rows = [TokenizedExample(np.array([1, 2, 3], np.uint16), 1), TokenizedExample(np.array([4], np.uint16), 0)]
    save_dataset(tmp_path / "file.npz", rows)
    dataset = load_datasets(tmp_path)["file"]
    assert [(dataset[place].ids.tolist(), dataset[place].answer_start) for place in range(2)] == [
        ([1, 2, 3], 1),
        ([4], 0),
    ]


def test_batches_depend_on_the_step_alone(prepared: Path) -> None:
    datasets = load_datasets(prepared)
    onward = [Sampler(datasets, TINY).batch(step) for step in range(40)]
    jumped = Sampler(datasets, TINY).batch(37)
    assert np.array_equal(jumped.ids, onward[37].ids)
    assert np.array_equal(jumped.learnt, onward[37].learnt)


def test_every_example_is_dealt_once_a_round(tmp_path: Path) -> None:
    rows = [TokenizedExample(np.array([number], np.uint16), 0) for number in range(1, 11)]
    save_dataset(tmp_path / "file.npz", rows)
    sampler = Sampler(load_datasets(tmp_path), TINY)
    dealt = np.concatenate([sampler.batch(step).ids.ravel() for step in range(16)])
    numbers = np.bincount(dealt[dealt > 0], minlength=11)[1:]
    assert numbers.max() - numbers.min() <= 1


@pytest.mark.parametrize(
    ("lengths", "parts"),
    [
        pytest.param([1] * 16, 4, id="equal"),
        pytest.param([1, 1, 1, 1, 2, 30], 3, id="one long row"),
        pytest.param([5, 5], 2, id="as many as parts"),
    ],
)
def test_rows_are_split_into_parts_none_empty(lengths: list[int], parts: int) -> None:
    bounds = split_evenly(lengths, parts)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(lengths)
    assert all(end > start for start, end in bounds)
    assert all(one[1] == two[0] for one, two in itertools.pairwise(bounds))
