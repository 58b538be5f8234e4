"""The vocabulary of our own models: byte-level BPE, cut where CSS has its seams."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from cssgen.cookbook import read_cookbook
from cssgen.prompts import SPECIAL_TOKENS
from cssgen.training.corpus import SOURCE_SHARES, read_corpus

VOCABULARY_SIZE: Final = 8192
COOKBOOK_COPIES: Final = 4  # the corpus is 25 times as large and holds no English wishes

# A line break keeps its indentation; an identifier keeps its hyphens, so that `border-radius` can be one token
# and `--brand` reads the same behind `(` and at the start of a line.
SEAMS: Final = "|".join(
    (
        r"\n+[ \t]*",
        r" ?#[0-9A-Fa-f]{3,8}(?![\w-])",
        r" ?-{0,2}[A-Za-z_]+(?:-+[A-Za-z_]+)*",
        r" ?[0-9]{1,3}",
        r" ?[^\s\w-]+",
        r" ?-+",
        r"[^\S\n]+",
        r"\w",
    )
)


def train_tokenizer(texts: Iterable[str], vocabulary_size: int = VOCABULARY_SIZE) -> Tokenizer:
    """Train a byte-level BPE vocabulary; the special tokens take the first ids, in their order."""
    tokenizer = Tokenizer(models.BPE(byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SEAMS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def iterate_texts(corpus: Path, cookbook: Path | None) -> Iterator[str]:
    """What a vocabulary is trained on: stylesheets, and the cookbook's code and wordings several times over."""
    rng = random.Random(0)  # noqa: S311  # no secret
    for file in read_corpus(corpus):
        if rng.random() < SOURCE_SHARES.get(file.source, 1.0):
            yield file.text
    for recipe in read_cookbook(cookbook) if cookbook else ():
        yield from ["\n".join((*recipe.wordings, recipe.prelude, recipe.answer))] * COOKBOOK_COPIES


def save_tokenizer(tokenizer: Tokenizer, directory: Path, *, max_length: int) -> None:
    """Write `tokenizer.json`, and the `tokenizer_config.json` by which `AutoTokenizer` opens it.

    Args:
        tokenizer: a trained vocabulary.
        directory: must exist.
        max_length: positions of the model, in tokens.
    """
    tokenizer.save(str(directory / "tokenizer.json"))
    end = SPECIAL_TOKENS[0]
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": end,
        "eos_token": end,
        "pad_token": end,
        "model_max_length": max_length,
        "clean_up_tokenization_spaces": False,
    }
    (directory / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
