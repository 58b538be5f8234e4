"""BERT in numpy against transformers' own, with random weights; and the encoder that ships."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cssgen.bert import load_encoder
from cssgen.bert.encoder import SentenceEncoder
from cssgen.bert.model import Bert
from cssgen.bert.weights import load, quantise, quantise_all
from cssgen.bert.wordpiece import WordPiece

TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "sticky", "head", "##er", "-", "a", "_", "8", "##px"]
VOCABULARY = {token: place for place, token in enumerate(TOKENS)}
ROWS = [[2, 4, 5, 6, 3, 8, 3], [2, 8, 3]]


@pytest.fixture(scope="module")
def twin() -> Any:
    """A small model of transformers with random weights."""
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(TOKENS), hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=192, hidden_act="gelu_new",
    )  # fmt: skip
    model: Any = BertModel(config, add_pooling_layer=False)
    return model.eval()


@pytest.fixture(scope="module")
def weights(twin: Any) -> dict[str, Any]:
    """Its weights."""
    return {name: value.numpy() for name, value in twin.state_dict().items()}


def test_a_projection_comes_last(weights: dict[str, Any]) -> None:
    halves = np.eye(16, 32, dtype=np.float32)
    encoder = SentenceEncoder(Bert({**weights, "projection.weight": halves}, 4), WordPiece(VOCABULARY))
    whole = SentenceEncoder(Bert(weights, 4), WordPiece(VOCABULARY)).encode(["sticky"])[0, :16]
    assert encoder.width == 16
    assert np.allclose(encoder.encode(["sticky"])[0], whole / np.linalg.norm(whole), atol=1e-5)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Sticky header", ["sticky", "head", "##er"]),
        ("sticky-header", ["sticky", "-", "head", "##er"]),
        ("8px", ["8", "##px"]),
        ("à_a", ["a", "_", "a"]),
        ("zebra", ["[UNK]"]),
        ("", []),
    ],
)
def test_text_to_pieces(text: str, tokens: list[str]) -> None:
    ids = [VOCABULARY[token] for token in ["[CLS]", *tokens, "[SEP]"]]
    assert WordPiece(VOCABULARY).encode(text, 48) == ids


def test_a_long_text_is_cut() -> None:
    assert len(WordPiece(VOCABULARY).encode("a " * 100, 48)) == 48


def test_states_are_those_of_transformers(twin: Any, weights: dict[str, Any]) -> None:
    import torch

    states, is_token = Bert(weights, 4).run(ROWS)
    assert is_token.sum() == 10
    for row, found in zip(ROWS, states, strict=True):
        with torch.no_grad():
            expected = twin(torch.tensor([row])).last_hidden_state[0].numpy()
        assert np.allclose(found[: len(row)], expected, atol=1e-5)


def test_sentences_are_means_of_unit_length(weights: dict[str, Any]) -> None:
    bert = Bert(weights, 4)
    encoder = SentenceEncoder(bert, WordPiece(VOCABULARY))
    together = encoder.encode(["sticky header", "a"])
    states, _ = bert.run([[2, 8, 3]])
    mean = states[0].mean(axis=0)
    assert np.allclose(together[1], mean / np.linalg.norm(mean), atol=1e-5)
    assert encoder.encode([]).shape == (0, 32)


def test_quantised_rows_are_near() -> None:
    matrix = np.random.default_rng(0).normal(size=(8, 64)).astype(np.float32)
    integers, scales = quantise(matrix)
    assert integers.dtype == np.int8
    assert np.abs(integers * scales[:, None] - matrix).max() < 0.02


def test_what_ships_is_read_back(weights: dict[str, Any], tmp_path: Path) -> None:
    arrays: dict[str, Any] = {**quantise_all(weights)}
    np.savez(tmp_path / "x.npz", **arrays)
    (tmp_path / "x.json").write_text('{"heads": 4, "vocabulary": ["[PAD]"]}')
    bert, _ = load(tmp_path, "x")
    found, _ = bert.run(ROWS)
    expected, _ = Bert(weights, 4).run(ROWS)
    assert np.abs(found - expected).max() < 0.1


def test_the_shipped_encoder_knows_what_is_alike() -> None:
    vectors = load_encoder().encode(["keep the header at the top while scrolling", "sticky nav bar", "zebra rows"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
