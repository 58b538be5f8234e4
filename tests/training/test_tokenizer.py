import json
from pathlib import Path

import llguidance
import pytest
from tokenizers import Tokenizer
from transformers import AutoTokenizer

from cssgen.prompts import SPECIAL_TOKENS
from tests.training.conftest import STYLESHEETS

TEXTS = [
    pytest.param(STYLESHEETS["cards.css"], id="stylesheet"),
    pytest.param("a{b:c}\r\n\t/* ünïcode 日本 🎨 */", id="other bytes"),
    pytest.param("<|names|>--brand: #2f6fed<|prompt|>a box<|stylesheet|>", id="special tokens"),
    pytest.param("  \n\n    ", id="blanks"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_all_readers_give_the_same_ids(tokenizer_directory: Path, text: str) -> None:
    path = tokenizer_directory / "tokenizer.json"
    own = Tokenizer.from_file(str(path))
    ids = own.encode(text).ids
    assert AutoTokenizer.from_pretrained(tokenizer_directory)(text)["input_ids"] == ids
    guided = llguidance.LLTokenizer(path.read_text(encoding="utf-8"))
    assert guided.tokenize_str(text, parse_special=True) == ids
    assert own.decode(ids, skip_special_tokens=False) == text


def test_special_tokens_take_the_first_ids(tokenizer_directory: Path) -> None:
    tokenizer = Tokenizer.from_file(str(tokenizer_directory / "tokenizer.json"))
    assert [tokenizer.token_to_id(token) for token in SPECIAL_TOKENS] == list(range(len(SPECIAL_TOKENS)))


def test_the_end_of_text_is_end_start_and_padding(tokenizer_directory: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tokenizer_directory)
    assert tokenizer.eos_token_id == tokenizer.bos_token_id == tokenizer.pad_token_id == 0


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("border-radius: 8px;", ["border-radius", ":", " 8", "px", ";"], id="declaration"),
        pytest.param("\n  top", ["\n  ", "top"], id="indentation"),
        pytest.param("(--brand)", ["(", "--brand", ")"], id="custom property"),
        pytest.param("#2f6fed 1024", ["#2f6fed", " 102", "4"], id="colour and number"),
        pytest.param("(-50%", ["(", "-", "50", "%"], id="negative"),
    ],
)
def test_seams(tokenizer_directory: Path, text: str, pieces: list[str]) -> None:
    tokenizer = Tokenizer.from_file(str(tokenizer_directory / "tokenizer.json"))
    found = tokenizer.pre_tokenizer.pre_tokenize_str(text)
    assert [text[start:end] for _, (start, end) in found] == pieces


def test_the_configuration_names_the_longest_text(tokenizer_directory: Path) -> None:
    config = json.loads((tokenizer_directory / "tokenizer_config.json").read_text(encoding="utf-8"))
    assert config["model_max_length"] == 512
