"""Torch on a processor: is bfloat16 faster than float32, and does it write the same?

    python benchmarks/make_twin.py TWIN
    python benchmarks/torch_dtypes.py TWIN [--rounds 3] [--new 32]

Each type decodes behind a prompt of 200 tokens in a process of its own, in turn with the other, one row and then four;
only the steps behind the prompt count. `same` counts the leading tokens of the likeliest text that both types write.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from cssgen.lm.torch_model import TorchModel

DTYPES = ("float32", "bfloat16")
ROWS = (1, 4)
PROMPT = 200


def main() -> None:
    """Print a table, or time one type."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("twin", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--new", type=int, default=32, help="tokens to write")
    parser.add_argument("--time", choices=DTYPES, help="time one type, as JSON")
    arguments = parser.parse_args()
    if arguments.time:
        model = TorchModel(arguments.twin / "weights", device="cpu", dtype=arguments.time)
        print(json.dumps([decode(model, rows, arguments.new) for rows in ROWS]))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, {describe_cpu()}, torch {torch.__version__}")
    runs: dict[str, list[Any]] = {dtype: [] for dtype in DTYPES}
    for _ in range(arguments.rounds):
        for dtype in DTYPES:
            command = [sys.executable, __file__, str(arguments.twin), f"--new={arguments.new}", "--time", dtype]
            runs[dtype].append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    for place, rows in enumerate(ROWS):
        report(rows, {dtype: [run[place] for run in found] for dtype, found in runs.items()})


def report(rows: int, found: dict[str, list[dict[str, Any]]]) -> None:
    """Print the medians of both types for a number of rows."""
    medians = {
        dtype: {key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "prefill")}
        for dtype, runs in found.items()
    }
    texts = [found[dtype][0]["tokens"] for dtype in DTYPES]
    same = next((place for place, pair in enumerate(zip(*texts, strict=True)) if len(set(pair)) > 1), len(texts[0]))
    for dtype, row in medians.items():
        first = medians[DTYPES[0]]
        print(
            f"{rows} rows {dtype:9} {rows / row['wall']:6.1f} tokens/s (x{first['wall'] / row['wall']:.2f})"
            f"  CPU {1e3 * row['cpu']:.0f} ms/step (x{first['cpu'] / row['cpu']:.2f})"
            f"  first token {row['prefill']:.2f} s"
        )
    print(f"{rows} rows same: {same} of {len(texts[0])} tokens")


def decode(model: TorchModel, rows: int, new: int) -> dict[str, Any]:
    """Seconds of a step by the clock and by the processor, seconds of the prompt, and the first row's tokens."""
    ids = np.random.default_rng(0).integers(0, 50_000, (rows, PROMPT))
    stream = model.open_stream()
    start = time.perf_counter()
    chosen = stream.extend(ids, np.ones_like(ids, bool), 1).logits[:, -1].argmax(-1)
    prefill = time.perf_counter() - start
    tokens = [int(chosen[0])]
    start, before = time.perf_counter(), cpu_seconds()
    for _ in range(new):
        step = chosen[:, None].astype(np.int64)
        chosen = stream.extend(step, np.ones_like(step, bool), 1).logits[:, -1].argmax(-1)
        tokens.append(int(chosen[0]))
    wall, cpu = (time.perf_counter() - start) / new, (cpu_seconds() - before) / new
    return {"wall": wall, "cpu": cpu, "prefill": prefill, "tokens": tokens}


def cpu_seconds() -> float:
    """Processor time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def describe_cpu() -> str:
    """What torch says of the processor that matters here."""
    found = torch.cpu.get_capabilities()
    flags = [name for name in ("avx512_f", "avx512_bf16", "amx_bf16") if found.get(name)]
    return f"{found.get('cpu_name', 'unknown processor')} ({', '.join(flags) or 'no bf16'})"


if __name__ == "__main__":
    main()
