"""Torch on a processor: is bfloat16 faster than float32, or a compiled model, and does it write the same?

    python benchmarks/make_twin.py TWIN
    python benchmarks/torch_dtypes.py TWIN [--rounds 3] [--new 32] [--dtypes float32 bfloat16] [--compile]

Each type decodes behind a prompt of 200 tokens in a process of its own, in turn with the other, one row and then four;
only the steps behind the prompt count. `same` counts the leading tokens of the likeliest text that all of them write.
With `--compile` each type runs compiled as well; that begins with two steps which are compiled, and do not count.
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
COMPILED = " compiled"
ROWS = (1, 4)
PROMPT = 200


def main() -> None:
    """Print a table, or time one type."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("twin", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--new", type=int, default=32, help="tokens to write")
    parser.add_argument("--dtypes", nargs="+", choices=DTYPES, default=DTYPES)
    parser.add_argument("--compile", action="store_true", help="run each type compiled as well")
    parser.add_argument("--time", metavar="VARIANT", help="time one type, as JSON")
    arguments = parser.parse_args()
    if arguments.time:
        print(json.dumps(time_variant(arguments.twin / "weights", arguments.time, arguments.new)))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, {describe_cpu()}, torch {torch.__version__}")
    endings = ("", COMPILED) if arguments.compile else ("",)
    runs: dict[str, list[Any]] = {dtype + ending: [] for dtype in arguments.dtypes for ending in endings}
    for _ in range(arguments.rounds):
        for variant, found in runs.items():
            command = [sys.executable, __file__, str(arguments.twin), f"--new={arguments.new}", "--time", variant]
            found.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    for place, rows in enumerate(ROWS):
        report(rows, {variant: [run[place] for run in found] for variant, found in runs.items()})


def time_variant(weights: Path, variant: str, new: int) -> list[dict[str, Any]]:
    """What `decode` gives for each number of rows; `compile` is how long the first steps took in all."""
    dtype = variant.removesuffix(COMPILED)
    model = TorchModel(weights, device="cpu", dtype=dtype, compile=dtype != variant)
    found = []
    for rows in ROWS:
        start = time.perf_counter()
        first = decode(model, rows, 2) if dtype != variant else {}
        seconds = time.perf_counter() - start - first.get("prefill", 0)
        found.append({"compile": seconds, **decode(model, rows, new)})
    return found


def report(rows: int, found: dict[str, list[dict[str, Any]]]) -> None:
    """Print the medians of all variants for a number of rows."""
    medians = {
        variant: {key: statistics.median(run[key] for run in runs) for key in ("wall", "cpu", "prefill", "compile")}
        for variant, runs in found.items()
    }
    texts = [runs[0]["tokens"] for runs in found.values()]
    same = next((place for place, pair in enumerate(zip(*texts, strict=True)) if len(set(pair)) > 1), len(texts[0]))
    first = next(iter(medians.values()))
    for variant, row in medians.items():
        print(
            f"{rows} rows {variant:18} {rows / row['wall']:6.1f} tokens/s (x{first['wall'] / row['wall']:.2f})"
            f"  CPU {1e3 * row['cpu']:.0f} ms/step (x{first['cpu'] / row['cpu']:.2f})"
            f"  first token {row['prefill']:.2f} s"
            + (f"  compiled in {row['compile']:.0f} s" if variant.endswith(COMPILED) else "")
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
