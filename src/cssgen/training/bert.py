"""BERT encoders in PyTorch: opened with a vocabulary cut to what prompts and CSS need, and saved as they ship."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn
from transformers import BertModel

from cssgen.bert.weights import quantise_all
from cssgen.bert.wordpiece import END, START, UNKNOWN, WordPiece

PADDING: Final = "[PAD]"
POSITIONS: Final = 192
COMMON: Final = 12_000  # BERT's tokens stand in the order of their frequency, behind a thousand unused ones
UNUSED: Final = 999


def open_base(directory: Path, texts: Iterable[str]) -> tuple[BertModel, list[str]]:
    """A model of the Hugging Face layout, and its tokens: common ones, and those of `texts`.

    Args:
        directory: of `config.json`, `model.safetensors` and `vocab.txt`.
        texts: what the model is to read.
    """
    tokens = (directory / "vocab.txt").read_text(encoding="utf-8").splitlines()
    model = BertModel.from_pretrained(directory, add_pooling_layer=False, local_files_only=True)
    kept = choose_tokens(tokens, texts)
    embed: Any = nn.Embedding.from_pretrained
    words = model.embeddings.word_embeddings.weight.data[[tokens.index(token) for token in kept]]
    places = model.embeddings.position_embeddings.weight.data[:POSITIONS]
    model.embeddings.word_embeddings = embed(words.clone(), freeze=False, padding_idx=0)
    model.embeddings.position_embeddings = embed(places.clone(), freeze=False)
    model.config.vocab_size, model.config.max_position_embeddings = len(kept), len(places)
    return model, kept


def choose_tokens(tokens: Sequence[str], texts: Iterable[str]) -> list[str]:
    """The tokens that are kept, the one for padding first."""
    tokenizer = WordPiece({token: place for place, token in enumerate(tokens)})
    used = {place for text in texts for place in tokenizer.encode(text, 10_000)}
    first = [PADDING, UNKNOWN, START, END]
    common = range(UNUSED, min(COMMON, len(tokens)))
    others = [tokens[place] for place in sorted({*common, *used}) if _is_latin(tokens[place])]
    return [*first, *(token for token in others if token not in first)]


def _is_latin(token: str) -> bool:
    return all(sign < "\u0250" or not sign.isalpha() for sign in token)


def pad(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of numbers as one tensor, (rows, length), filled up with 0; and which of it is of a row."""
    length = max(map(len, rows))
    filled = torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])
    return filled, torch.arange(length) < torch.tensor([len(row) for row in rows])[:, None]


def save_shipped(
    directory: Path, name: str, model: BertModel, tokens: Sequence[str], layers: Mapping[str, torch.Tensor]
) -> None:
    """Write `<name>.npz` and `<name>.json`, as `cssgen.bert.weights.load` reads them.

    Args:
        directory: where.
        name: `encoder`.
        model: the encoder.
        tokens: its vocabulary.
        layers: weights and biases behind it.
    """
    state = {**model.state_dict(), **layers}
    weights = {key: value.detach().float().numpy() for key, value in state.items()}
    arrays: dict[str, Any] = {**quantise_all(weights)}
    np.savez(directory / f"{name}.npz", **arrays)
    settings = {"heads": model.config.num_attention_heads, "vocabulary": list(tokens)}
    (directory / f"{name}.json").write_text(json.dumps(settings, ensure_ascii=False) + "\n", encoding="utf-8")
