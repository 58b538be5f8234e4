"""What transformers itself computes."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModelForCausalLM

from cssgen.lm.interfaces import FloatArray
from cssgen.lm.torch_model import TorchModel

PROMPT = ".header-container {"


def reference_logits(model: TorchModel, row: list[int]) -> FloatArray:
    """(S, V) logits of one row, read alone and at once."""
    with torch.inference_mode():
        logits: FloatArray = model.module(torch.tensor([row])).logits[0].numpy()
    return logits


def random_rows(*lengths: int) -> list[list[int]]:
    """Rows of random ids of the twin, the same ones each time."""
    random = np.random.default_rng(0)
    return [random.integers(0, 400, length).tolist() for length in lengths]


def open_half(directory: Path, dtype: str) -> Any:
    """A model in half precision."""
    return AutoModelForCausalLM.from_pretrained(directory, dtype=getattr(torch, dtype))
