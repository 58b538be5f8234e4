"""What weights of 8 and 4 bits lose: bits per byte on stylesheets that the model has never seen.

    python benchmarks/accuracy.py VALID [--model DIR] [--tokens 100000]

VALID is JSON lines, gzip, with the stylesheets under `text`; the model is the default one unless a directory is
named. Every window of 512 tokens is read once; the windows are the same for each precision.
"""

import argparse
import gzip
import json
import tempfile
from pathlib import Path
from typing import get_args

from cssgen.convert.codegen import convert_codegen
from cssgen.convert.precisions import Precision
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.models.registry import DEFAULT_DIRECTORY
from cssgen.training.bits import measure_bits


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
            bits = measure_bits(OnnxModel(Path(folder)), tokenizer, texts, arguments.tokens)
        first = first or bits
        print(f"{precision:8} {size / 1e6:6.1f} MB  {bits:.4f} bits per byte  {bits / first - 1:+.3%}", flush=True)


if __name__ == "__main__":
    main()
