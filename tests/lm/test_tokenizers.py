"""Both tokenizers say the same, and decode text cut anywhere."""

from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

from cssgen.errors import ModelError
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.ll_tokenizer import LLTokenizer

TEXTS = [
    pytest.param("", id="nothing"),
    pytest.param(".header-container {", id="css"),
    pytest.param("a {\n    color: red;\n\t\tb: c;\n}\n\n\n", id="runs of blanks and tabs"),
    pytest.param("/* é 日本 🎨 */", id="beyond ASCII"),
    pytest.param("\r\n\f\x00", id="control characters"),
    pytest.param("  leading", id="leading blanks"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_both_agree_and_lose_nothing(text: str, ll_tokenizer: LLTokenizer, hf_tokenizer: HFTokenizer) -> None:
    ids = ll_tokenizer.encode(text)
    assert ids == hf_tokenizer.encode(text)
    assert ll_tokenizer.decode(ids) == hf_tokenizer.decode(ids) == text


def test_size_and_ends(ll_tokenizer: LLTokenizer, hf_tokenizer: HFTokenizer) -> None:
    assert ll_tokenizer.vocab_size == hf_tokenizer.vocab_size == 400
    assert hf_tokenizer.end_ids == set(ll_tokenizer.encode("<|endoftext|>"))
    assert hf_tokenizer.end_ids <= ll_tokenizer.end_ids


def test_a_character_cut_in_two(ll_tokenizer: LLTokenizer, hf_tokenizer: HFTokenizer) -> None:
    ids = ll_tokenizer.encode("a🎨")
    for tokenizer in (ll_tokenizer, hf_tokenizer):
        assert tokenizer.decode(ids[:-1]).rstrip("\ufffd") == "a"


def test_a_blank_that_other_tokenizers_drop_at_the_start(tmp_path: Path, twin: Path) -> None:
    """SentencePiece models write blanks as `▁`, and drop the first one of a text."""
    backend = Tokenizer(models.WordLevel({"▁a": 0, "▁red": 1, ";": 2}))
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    backend.decoder = decoders.Metaspace()
    fast: Any = PreTrainedTokenizerFast
    fast(tokenizer_object=backend).save_pretrained(tmp_path)
    assert HFTokenizer(tmp_path, twin / "weights").decode([1, 2]) == " red;"


def test_a_tokenizer_without_fast_version(tmp_path: Path, twin: Path) -> None:
    from transformers import ByT5Tokenizer

    ByT5Tokenizer().save_pretrained(tmp_path)
    tokenizer = HFTokenizer(tmp_path, twin / "weights")
    assert tokenizer.decode(tokenizer.encode("a { color: réd }")) == "a { color: réd }"


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="cannot read the tokenizer"):
        LLTokenizer(tmp_path)
    with pytest.raises(ModelError, match="cannot open the tokenizer"):
        HFTokenizer(tmp_path, tmp_path)


@pytest.mark.parametrize("config", [pytest.param("[]", id="a list"), pytest.param("{", id="no JSON")])
def test_a_broken_configuration_is_said(tmp_path: Path, config: str) -> None:
    (tmp_path / "config.json").write_text(config)
    with pytest.raises(ModelError, match=r"config\.json"):
        LLTokenizer(tmp_path)
