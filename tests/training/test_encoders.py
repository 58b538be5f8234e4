"""The encoder, from a small BERT with random weights to files that open; and the weights of ranking."""

import logging
from pathlib import Path

import numpy as np
import pytest

from cssgen.bert.encoder import SentenceEncoder
from cssgen.bert.weights import load
from cssgen.cookbook import Recipe, read_cookbook
from cssgen.training import commands
from cssgen.training.bert import choose_tokens, open_base
from cssgen.training.encoder import EncoderTrainer
from cssgen.training.groups import Group
from cssgen.training.weights import fit_weights, mean_worth
from tests.training.conftest import seeded

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SIGNS = LETTERS + "-_:;.#{}()%,&@"
TEXTS = [" ".join(SIGNS), 2 * LETTERS]  # they use every token


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the Hugging Face layout that spells its words."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    directory = tmp_path_factory.mktemp("base")
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *SIGNS, *(f"##{sign}" for sign in SIGNS)]
    config = BertConfig(
        vocab_size=len(tokens), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=200, initializer_range=0.3,  # so that texts differ in bfloat16 too
    )  # fmt: skip
    BertModel(config, add_pooling_layer=False).save_pretrained(directory)
    (directory / "vocab.txt").write_text("\n".join(tokens) + "\n", encoding="utf-8")
    return directory


@pytest.fixture
def recipes(cookbook: Path) -> list[Recipe]:
    """The recipes of the small cookbook."""
    return list(read_cookbook(cookbook))


def test_tokens_that_are_not_needed_go() -> None:
    tokens = ["[PAD]", *(f"[unused{number}]" for number in range(997)), "[UNK]", "[CLS]", "[SEP]", "a", "é", "猫"]
    assert choose_tokens(tokens, ["a é"]) == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "é"]


def test_the_encoder_learns(base: Path, recipes: list[Recipe], tmp_path: Path) -> None:
    model, tokens = open_base(base, TEXTS)
    trainer = EncoderTrainer(model, tokens, recipes)
    rng = seeded(0)
    numbers = [number for number, recipe in enumerate(recipes) if len(recipe.wordings) > 1]
    losses = [trainer._step(numbers, rng) for _ in range(30)]
    assert sum(losses[-5:]) < sum(losses[:5])
    trainer.save(tmp_path)
    vectors = SentenceEncoder(*load(tmp_path, "encoder")).encode(["sticky header", "sticky header", "red"])
    assert np.allclose(vectors[0], vectors[1], atol=1e-6)
    assert not np.allclose(vectors[0], vectors[2], atol=1e-3)


def test_weights_prefer_what_is_worth_more() -> None:
    groups = [Group(((1.0, 0.0), (0.0, 1.0)), (1.0, 0.0)), Group(((0.5, 3.0), (0.9, 1.0)), (0.2, 0.8))]
    weights = fit_weights(groups)
    assert weights[0] > 0 > weights[1]
    assert mean_worth(groups, weights) == 0.9


def test_the_encoders_stage(base: Path, cookbook: Path, tmp_path: Path) -> None:
    stages = (f"encoder --cookbook {cookbook} --base {base} --minutes 0.005 --out {tmp_path}/encoders",)
    for stage in stages:
        assert commands.main(stage.split()) == 0
    assert SentenceEncoder(*load(tmp_path / "encoders", "encoder")).encode(["red"]).shape[0] == 1


def test_weights_of_ranking(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    sheet = ".a {\n" + "".join(f"  /* complete: {wish} */\n" for wish in ("no bullets", "bold", "red text")) + "}\n"
    wanted = {"no bullets": "list-style: none", "bold": "font-weight: bold|700", "red text": "color: red"}
    (tmp_path / "a.css").write_text(sheet)
    (tmp_path / "a.toml").write_text(
        "held = false\n"
        + "".join(f'["{wish}"]\nall = ["{css}"]\ngold = "{css}"\nwrong = "order: 1"\n' for wish, css in wanted.items())
    )
    assert commands.main(["ranking", "--prompts", str(tmp_path)]) == 0
    assert "weights: " in caplog.text
    assert "of 3 prompts" in caplog.text
