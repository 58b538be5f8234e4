"""What weights of 8 and 4 bits lose: bits per byte on stylesheets that the model has never seen.

    python benchmarks/accuracy.py VALID [--model DIR] [--tokens 100000]

VALID is JSON lines, gzip, with the stylesheets under `text`; the model is the default one unless a directory is
named. Every window of 512 tokens is read once; the windows are the same for each precision.
"""

import argparse
import gzip
import json
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import numpy as np

from cssgen.convert.codegen import convert_codegen
from cssgen.convert.precisions import Precision
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.rows import pad_left
from cssgen.models.registry import DEFAULT_DIRECTORY

WINDOW = 512


def main() -> None:
    """Print bits per byte of each precision."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("valid", type=Path)
    parser.add_argument("--model", type=Path, default=DEFAULT_DIRECTORY, help="directory with its tokenizer")
    parser.add_argument("--tokens", type=int, default=100_000, help="how many to read at least, if there are so many")
    arguments = parser.parse_args()
    with gzip.open(arguments.valid, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    tokenizer = LLTokenizer(arguments.model)
    first = None
    for precision in get_args(Precision):
        with tempfile.TemporaryDirectory() as folder:
            convert_codegen(arguments.model, Path(folder), precision=precision)
            size = sum(path.stat().st_size for path in Path(folder).glob("*weights*"))
            bits = bits_per_byte(OnnxModel(Path(folder)), tokenizer, texts, arguments.tokens)
        first = first or bits
        print(f"{precision:8} {size / 1e6:6.1f} MB  {bits:.4f} bits per byte  {bits / first - 1:+.3%}", flush=True)


def bits_per_byte(model: OnnxModel, tokenizer: LLTokenizer, texts: list[str], most: int) -> float:
    """Bits that a model needs for each UTF-8 byte of the first texts."""
    nats = size = read = 0.0
    for text in texts:
        for window in iter_windows(tokenizer, text):
            scores = model.open_stream().extend(*pad_left([window]), keep=len(window))
            nats -= float(scores.logprobs(0, window[1:], behind=1).sum())
            read += len(window) - 1
        size += len(text.encode())
        if read >= most:
            break
    return nats / math.log(2) / size


def iter_windows(tokenizer: LLTokenizer, text: str) -> Iterator[list[int]]:
    """Windows of a text, each behind the token that begins a text."""
    ids, start = tokenizer.encode(text), min(tokenizer.end_ids)
    for place in np.arange(0, len(ids), WINDOW - 1):
        yield [start, *ids[place : place + WINDOW - 1]]


if __name__ == "__main__":
    main()
