"""How good a model is: bits per byte on stylesheets it has never seen, and on held-out answers.

Bits per byte do not depend on the vocabulary, so models with different tokenizers can be compared.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import torch
from torch import nn

from cssgen.training.dataset import Dataset, TokenizedExample, pad
from cssgen.training.run import mean_loss

ROWS = 16

Encode = Callable[[str], list[int]]


def bits_per_byte(model: nn.Module, texts: Iterable[str], encode: Encode, *, length: int, first: int) -> float:
    """Bits that `model` needs for each UTF-8 byte of `texts`.

    Args:
        model: a causal language model of transformers' kind.
        texts: whole files.
        encode: the model's tokenizer.
        length: tokens of a window; windows do not overlap.
        first: the token before each window, so that its first token is predicted too.
    """
    windows: list[TokenizedExample] = []
    size = 0
    for text in texts:
        size += len(text.encode())
        ids = encode(text)
        starts = range(0, len(ids), length - 1)
        windows += [TokenizedExample(np.array([first, *ids[at : at + length - 1]], np.int64), 1) for at in starts]
    return sum(nats for nats, _ in _iterate_losses(model, windows)) / math.log(2) / size


def answer_loss(model: nn.Module, dataset: Dataset) -> float:
    """Mean loss in nats of an answer's token."""
    losses = list(_iterate_losses(model, [dataset[place] for place in range(len(dataset))]))
    return sum(nats for nats, _ in losses) / sum(tokens for _, tokens in losses)


@torch.inference_mode()
def _iterate_losses(model: nn.Module, rows: Sequence[TokenizedExample]) -> Iterator[tuple[float, int]]:
    """Loss in nats and number of tokens of the answers, batch by batch."""
    model.eval()
    ordered = sorted(rows, key=lambda row: len(row.ids))
    for start in range(0, len(ordered), ROWS):
        batch = pad(ordered[start : start + ROWS])
        number = int(batch.learnt[:, 1:].sum())
        yield float(mean_loss(model, batch, bf16=False)) * number, number
