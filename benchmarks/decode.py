"""Tokens a second of the full-size twin of CodeGen-350M, one stream, against named peers and the memory's limit.

    python benchmarks/make_twin.py TWIN
    python benchmarks/decode.py TWIN [--rounds 3] [--engine NAME ...]

Each engine reads a prompt of 200 tokens and writes 64 more, in a process of its own, in turn with the others; only the
steps behind the prompt count. Medians over the rounds. CTranslate2 takes part if it is installed. CPU time says more
than wall time where other work runs beside; `--real-time` keeps it away.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

PROMPT = 200
OURS = ("float32", "int8", "int4")
ENGINES = ("transformers float32", "CTranslate2 int8", *(f"cssgen {precision}" for precision in OURS))


def main() -> None:
    """Print a table, or time one engine."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("twin", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--new", type=int, default=64, help="tokens to write")
    parser.add_argument("--real-time", action="store_true", help="before all other work of the machine, as root")
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--time", nargs=2, metavar=("ENGINE", "DIR"), help="time one engine, as JSON")
    arguments = parser.parse_args()
    if arguments.time:
        engine, directory = arguments.time
        print(json.dumps(time_engine(engine, arguments.twin, Path(directory), arguments.new)))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(arguments.twin, Path(folder), arguments.engine or list(ENGINES), arguments)


def compare(twin: Path, folder: Path, engines: list[str], arguments: argparse.Namespace) -> None:
    """Convert the twin, time each engine in turn, and print medians."""
    if arguments.real_time:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    limits = [measure_bandwidth(threads) for threads in (1, 2)]
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    print(f"memory read: {limits[0] / 1e9:.0f} GB/s with one thread, {limits[1] / 1e9:.0f} with two", flush=True)
    for engine in engines:
        prepare(engine, twin, folder)
    found: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    for _ in range(arguments.rounds):
        for engine in engines:
            command = [sys.executable, __file__, str(twin), f"--new={arguments.new}", "--time", engine, str(folder)]
            command = ["chrt", "--fifo", "1", *command] if arguments.real_time else command
            result = subprocess.run(command, capture_output=True, text=True, check=True)
            found[engine].append(json.loads(result.stdout.splitlines()[-1]))
    medians = {
        engine: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for engine, runs in found.items()
    }
    first = medians[engines[0]]
    print(f"{'engine':22} tokens/s  ratio  CPU ms/token  ratio  first token  of the limit")
    for engine, row in medians.items():
        share = bytes_per_token(engine, folder) / row["wall"] / max(limits)
        print(
            f"{engine:22} {1 / row['wall']:8.1f} {first['wall'] / row['wall']:6.1f} {1e3 * row['cpu']:13.1f}"
            f" {first['cpu'] / row['cpu']:6.1f} {row['prefill']:10.2f} s {share:12.0%}",
            flush=True,
        )


def prepare(engine: str, twin: Path, folder: Path) -> None:
    """Make what an engine opens."""
    name, kind = engine.split()
    if name == "cssgen":
        from cssgen.convert.codegen import convert_codegen

        convert_codegen(twin / "weights", folder / kind, precision=kind, tokenizer=twin / "tokenizer")  # type: ignore[arg-type]
    elif name == "CTranslate2":
        from ctranslate2.converters import TransformersConverter

        merged = folder / "merged"
        merged.mkdir()
        for file in (*(twin / "weights").iterdir(), *(twin / "tokenizer").iterdir()):
            (merged / file.name).symlink_to(file.resolve())
        TransformersConverter(str(merged)).convert(str(folder / "ctranslate2"), quantization="int8")


def time_engine(engine: str, twin: Path, folder: Path, new: int) -> dict[str, float]:
    """Seconds of the prompt, and wall and CPU seconds of each token behind it."""
    name, kind = engine.split()
    prompt = np.random.default_rng(0).integers(0, 5_000, PROMPT)
    run = {"transformers": run_transformers, "CTranslate2": run_ctranslate2, "cssgen": run_cssgen}[name]
    generate = run(twin, folder, kind, prompt)
    generate(2)
    began, cpu = time.perf_counter(), time.process_time()
    generate(1)
    prefill, prefill_cpu = time.perf_counter() - began, time.process_time() - cpu
    began, cpu = time.perf_counter(), time.process_time()
    generate(1 + new)
    wall, used = time.perf_counter() - began - prefill, time.process_time() - cpu - prefill_cpu
    return {"prefill": prefill, "wall": wall / new, "cpu": used / new}


def run_transformers(twin: Path, _folder: Path, _kind: str, prompt: Any) -> Any:
    """The snippet of the model card, in float32."""
    import torch
    from transformers import AutoModelForCausalLM

    model: Any = AutoModelForCausalLM.from_pretrained(twin / "weights", dtype=torch.float32)
    ids = torch.from_numpy(prompt)[None]
    mask = torch.ones_like(ids)

    def generate(number: int) -> None:
        model.generate(
            ids, attention_mask=mask, max_new_tokens=number, min_new_tokens=number, do_sample=False, pad_token_id=0
        )

    return generate


def run_ctranslate2(_twin: Path, folder: Path, _kind: str, prompt: Any) -> Any:
    """CTranslate2 with weights of 8 bits."""
    import ctranslate2

    generator = ctranslate2.Generator(str(folder / "ctranslate2"), compute_type="int8", intra_threads=2)
    tokens = [str(token) for token in json.loads((folder / "ctranslate2" / "vocabulary.json").read_text())]
    start = [tokens[token] for token in prompt]

    def generate(number: int) -> None:
        generator.generate_batch(
            [start], max_length=number, min_length=number, sampling_topk=1, include_prompt_in_result=False
        )

    return generate


def run_cssgen(_twin: Path, folder: Path, kind: str, prompt: Any) -> Any:
    """The ONNX engine, token by token, without a grammar."""
    from cssgen.lm import onnx_model

    if os.sched_getscheduler(0) == os.SCHED_FIFO:
        # The load of the machine does not matter then.
        os.getloadavg = lambda: (0.0, 0.0, 0.0)
    model = onnx_model.OnnxModel(folder / kind)

    def generate(number: int) -> None:
        stream = model.open_stream()
        ids = prompt[None]
        for _ in range(number):
            scores = stream.extend(ids, np.ones(ids.shape, np.bool_), keep=1)
            ids = scores.logits[0, -1:].argmax(-1)[None]

    return generate


def bytes_per_token(engine: str, folder: Path) -> int:
    """Bytes of weights that a step reads: all but the embeddings, of which it looks up one row."""
    name, kind = engine.split()
    if name == "CTranslate2":
        return (folder / "ctranslate2" / "model.bin").stat().st_size
    from cssgen.convert.safetensors import read_places
    from cssgen.lm.model_config import GRAPH_WEIGHTS

    places = read_places(folder / (kind if name == "cssgen" else "float32") / GRAPH_WEIGHTS)
    return sum(place.length for tensor, place in places.items() if not tensor.startswith("transformer.wte."))


def measure_bandwidth(threads: int) -> float:
    """Bytes a second that so many threads read together, at best."""
    arrays = [np.ones(2**26, np.float32) for _ in range(threads)]
    best = 0.0
    for _ in range(8):
        workers = [threading.Thread(target=np.dot, args=(array, array)) for array in arrays]
        began = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        best = max(best, sum(array.nbytes for array in arrays) / (time.perf_counter() - began))
    return best


if __name__ == "__main__":
    main()
