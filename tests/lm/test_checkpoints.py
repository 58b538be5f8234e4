"""Checkpoints as others wrote them, pickled ones too."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from cssgen.errors import ModelError
from cssgen.lm.torch_model import TorchModel
from tests.lm.reference import PROMPT, random_rows, reference_logits


def test_pickled_weights_are_the_same(twin: Path, torch_model: TorchModel, caplog: pytest.LogCaptureFixture) -> None:
    pickled = TorchModel(twin / "pickled", device="cpu", dtype="float32")
    [row] = random_rows(20)
    np.testing.assert_array_equal(reference_logits(pickled, row), reference_logits(torch_model, row))
    assert [record.message for record in caplog.records if "pickled weights" in record.message]


def test_a_checkpoint_of_2022_opens(twin: Path, tmp_path: Path, torch_model: TorchModel) -> None:
    """Then transformers saved masks among the weights, and wrote settings that it has dropped since."""
    config = json.loads((twin / "pickled" / "config.json").read_text())
    old = {"gradient_checkpointing": False, "scale_attn_weights": True, "torch_dtype": "float16"}
    old |= {"tokenizer_class": "GPT2Tokenizer", "task_specific_params": {"text-generation": {"max_length": 50}}}
    config.pop("dtype", None)
    (tmp_path / "config.json").write_text(json.dumps({**config, **old}))
    weights = torch.load(twin / "pickled" / "pytorch_model.bin", weights_only=True)
    mask = torch.tril(torch.ones(512, 512, dtype=torch.bool))[None, None]
    weights |= {f"transformer.h.{layer}.attn.causal_mask": mask for layer in range(3)}
    torch.save(weights, tmp_path / "pytorch_model.bin")
    [row] = random_rows(20)
    opened = TorchModel(tmp_path, device="cpu", dtype="float32")
    np.testing.assert_array_equal(reference_logits(opened, row), reference_logits(torch_model, row))


class _Code:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (self.path,)  # type: ignore[return-value]


def test_pickled_code_is_not_run(twin: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((twin / "pickled" / "config.json").read_bytes())
    torch.save({"transformer.wte.weight": _Code(tmp_path / "ran")}, tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelError, match="cannot open the model"):
        TorchModel(tmp_path, device="cpu", dtype="float32")
    assert not (tmp_path / "ran").exists()


def test_the_model_cards_snippet_runs_on_the_twin(twin: Path, make_twin: ModuleType) -> None:
    tokenizer = AutoTokenizer.from_pretrained(twin / "tokenizer")
    model: Any = AutoModelForCausalLM.from_pretrained(twin / "weights")
    ids = tokenizer(PROMPT, return_tensors="pt").input_ids
    generated = model.generate(ids, max_length=128)
    text = tokenizer.decode(generated[0], skip_special_tokens=True)
    assert str(text).startswith(PROMPT)
    assert generated.shape[1] <= 128
