"""Many markers at once against one by one, with the engine loaded and as many candidates in both.

    python benchmarks/batch.py [--markers 64 256 1024] [--rounds 3] [--real-time] [-- SETTING=VALUE ...]
    python benchmarks/batch.py -- model=TWIN/weights tokenizer=TWIN/tokenizer precision=int4 device=cpu

Four markers in each file, in four kinds of places, each with a prompt of its own. Every measurement is a process of
its own, which loads the engine and fills other markers first; medians over the rounds. `apart` tells what the cores are
worth: a process on each, all at once, which fill their shares one by one. Reported: wall and CPU time of a marker,
tokens, what is not the model (grammar, validation, recipes, prompts, files), and the memory at most. That is CPU time
where the model runs on one core, and wall time else, so what is done while it runs is not counted then. A model that
runs on all cores must not have `--real-time`: its threads wait in loops, and may keep each other from running.
"""

import argparse
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cssgen.candidates import Generate
from cssgen.engines import LazyEngine
from cssgen.fill import FillOptions
from cssgen.lm.interfaces import CausalLM, IntArray, Scores, Stream
from cssgen.rewrite import rewrite_files
from cssgen.settings import Settings
from cssgen.writing import replace_file

WARM = 16
WISHES = [
    f"{first}, {second}"
    for second, first in itertools.product(
        ("generous padding", "bold text", "a pointer on hover", "half transparent", "on a light grey ground"),
        ("rounded corners", "a soft shadow", "a thin border", "centred text", "a blue background", "some space inside"),
    )
]
COLOURS = [
    f"a {tone} {hue}"
    for tone, hue in itertools.product(
        ("dark", "light", "bright", "muted"), ("blue", "green", "red", "grey", "purple", "orange", "teal", "pink")
    )
]
SHEET = """\
.card-{n} {{
  padding: 1rem;
  /* complete: {0} */
}}

/* complete(n=1): a button with {1} */

@media (min-width: 40em) {{
  /* complete(n=1): cards with {2} */
}}

.title-{n} {{ color: /* complete: {colour} */; }}
"""


class Meter:
    """A model that notes how long it takes, and how much it reads."""

    def __init__(self, model: CausalLM) -> None:
        self._model = model
        self.vocab_size, self.max_positions = model.vocab_size, model.max_positions
        self.lanes, self.refills, self.fits = model.lanes, model.refills, model.fits
        # A model on one core runs in the thread that asks it.
        self.clock = time.thread_time if model.lanes > 1 else time.perf_counter
        self._lock = threading.Lock()
        self.seconds = 0.0
        self.counts: Counter[str] = Counter()

    def open_stream(self) -> Stream:
        """Start a batch."""
        return _MeteredStream(self, self._model.open_stream())

    def note(self, seconds: float, tokens: int, *, is_prompt: bool) -> None:
        """Add prompts, or a step behind them."""
        with self._lock:
            self.seconds += seconds
            self.counts["steps"] += not is_prompt
            self.counts["read" if is_prompt else "generated"] += tokens


class _MeteredStream:
    def __init__(self, meter: Meter, stream: Stream) -> None:
        self._meter, self._stream = meter, stream
        self.select, self.truncate = stream.select, stream.truncate

    def extend(self, ids: IntArray, valid: Any, keep: int) -> Scores:
        began = self._meter.clock()
        scores = self._stream.extend(ids, valid, keep)
        # Of a prompt only the end is scored, of forced tokens each.
        self._meter.note(self._meter.clock() - began, int(valid.sum()), is_prompt=keep < ids.shape[1])
        return scores


def main() -> None:
    """Print a line for each number of markers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--markers", type=int, nargs="+", default=[64], help="the first of them one by one, too")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--real-time", action="store_true", help="before all other work of the machine, as root")
    parser.add_argument("--measure", nargs=2, metavar=("MODE", "MARKERS"), help="measure once, as JSON")
    parser.add_argument("settings", nargs="*", metavar="SETTING=VALUE")
    arguments = parser.parse_args()
    if arguments.measure:
        mode, markers = arguments.measure
        print(json.dumps(measure(mode, int(markers), read_settings(arguments.settings))))
        return
    first = arguments.markers[0]
    cases = [("alone", first), ("apart", first), *(("together", number) for number in arguments.markers)]
    command = [*(["chrt", "--fifo", "5"] if arguments.real_time else []), sys.executable, __file__]
    # The engine sees to it before it imports numpy, which is imported here already.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    found: dict[tuple[str, int], list[dict[str, float]]] = {case: [] for case in cases}
    for _ in range(arguments.rounds):
        for mode, number in cases:
            shares = (os.cpu_count() or 1) if mode == "apart" else 1
            call = [*command, "--measure", mode, str(number // shares), "--", *arguments.settings]
            processes = [
                subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(shares)
            ]
            results = [json.loads(process.communicate()[0].splitlines()[-1]) for process in processes]
            found[mode, number].append(add_up(results))
    report(found)


def add_up(results: Sequence[dict[str, float]]) -> dict[str, float]:
    """Processes that ran at the same time, as one."""
    sums = {key: sum(result[key] for result in results) for key in results[0]}
    return {**sums, "wall": max(result["wall"] for result in results), "share": sums["share"] / len(results)}


def report(found: dict[tuple[str, int], list[dict[str, float]]]) -> None:
    """Print medians, and ratios to the first case."""
    first = None
    for (mode, number), runs in found.items():
        row = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        each = {key: 1e3 * row[key] / number for key in ("wall", "cpu", "other")}
        first = first or each
        print(
            f"{number:5} markers {mode:8} {each['wall']:7.1f} ms wall, {each['cpu']:6.1f} ms CPU each;"
            f" {row['generated']:.0f} tokens in {row['steps']:.0f} steps, {row['read']:.0f} read; not the model:"
            f" {each['other']:.1f} ms a marker, {1e3 * row['other'] / row['generated']:.2f} ms a token,"
            f" {row['share']:.0%}; {row['memory']:.0f} MB; {first['wall'] / each['wall']:.2f} times as fast,"
            f" {first['cpu'] / each['cpu']:.2f} by CPU time",
            flush=True,
        )


def read_settings(pairs: Sequence[str]) -> Settings:
    """Settings by their names."""
    settings: Any = {}
    for name, _, value in (pair.partition("=") for pair in pairs):
        kind = type(getattr(Settings(), name))
        settings[name] = kind(value)
    return Settings()._replace(**settings)


def measure(mode: str, markers: int, settings: Settings) -> dict[str, float]:
    """Fill so many markers, and say what it took."""
    if os.sched_getscheduler(0) == os.SCHED_FIFO:
        # The load of the machine does not matter then.
        os.getloadavg = lambda: (0.0, 0.0, 0.0)
    meters: list[Meter] = []

    def wrap(model: CausalLM) -> CausalLM:
        meters.append(Meter(model))
        return meters[0]

    engine = LazyEngine(settings, wrap=wrap)
    generate: Generate = engine if mode == "together" else lambda contexts: [engine([each])[0] for each in contexts]
    with tempfile.TemporaryDirectory() as folder:
        fill(engine, Path(folder), WARM, 10_000)
        [meter] = meters
        meter.seconds, meter.counts = 0.0, Counter()
        began, cpu = time.perf_counter(), time.process_time()
        fill(generate, Path(folder), markers, 0)
        wall, used = time.perf_counter() - began, time.process_time() - cpu
    whole = used if meter.clock is time.thread_time else wall
    other = whole - meter.seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    times = {"wall": wall, "cpu": used, "other": other, "share": other / whole}
    return {"markers": markers, **times, "memory": memory, **meter.counts}


def fill(generate: Callable[..., Any], folder: Path, markers: int, first: int) -> None:
    """Fill so many markers, in files of four each."""
    paths = [folder / f"{number}.css" for number in range(first, first + markers // 4)]
    for number, path in enumerate(paths, first):
        wishes = [WISHES[(number + 10 * place) % len(WISHES)] for place in range(3)]
        text = SHEET.format(*wishes, n=number, colour=COLOURS[number % len(COLOURS)])
        path.write_text(text, encoding="utf-8")
    list(rewrite_files(paths, generate, FillOptions(), lambda *given: replace_file(*given, lock_dir=folder)))


if __name__ == "__main__":
    main()
