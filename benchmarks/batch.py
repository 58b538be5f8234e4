"""Many markers at once against one by one, in one process with the engine loaded and as many candidates in both.

    python benchmarks/batch.py [--markers 64 256 1024] [--one-by-one 64] [-- SETTING=VALUE ...]
    python benchmarks/batch.py --markers 64 -- model=TWIN/weights tokenizer=TWIN/tokenizer precision=int4 device=cpu

Four markers in each file, in four kinds of places. Reported: wall and CPU time of a marker, tokens, the share of
all that is not the model (grammar, validation, prompts, files), and the memory at most.
"""

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from cssgen.candidates import Generate
from cssgen.engines import LazyEngine
from cssgen.fill import FillOptions
from cssgen.lm.interfaces import CausalLM, IntArray, Scores, Stream
from cssgen.rewrite import rewrite_files
from cssgen.settings import Settings
from cssgen.writing import replace_file

WISHES = ("rounded corners", "a soft shadow", "a thin border", "centred text", "a blue background", "some space inside")
SHEET = """\
.card-{n} {{
  padding: 1rem;
  /* complete: {0} */
}}

/* complete(n=1): a button with {1} */

@media (min-width: 40em) {{
  /* complete(n=1): cards with {2} */
}}

.title-{n} {{ color: /* complete: a dark blue */; }}
"""


class Meter:
    """A model that notes how long it takes, and how much it reads."""

    def __init__(self, model: CausalLM) -> None:
        self._model = model
        self.vocab_size, self.max_positions = model.vocab_size, model.max_positions
        self.seconds = 0.0
        self.counts: Counter[str] = Counter()

    def open_stream(self) -> Stream:
        """Start a batch."""
        return _MeteredStream(self, self._model.open_stream())


class _MeteredStream:
    def __init__(self, meter: Meter, stream: Stream) -> None:
        self._meter, self._stream = meter, stream
        self.select, self.truncate = stream.select, stream.truncate

    def extend(self, ids: IntArray, valid: Any, keep: int) -> Scores:
        began = time.perf_counter()
        scores = self._stream.extend(ids, valid, keep)
        self._meter.seconds += time.perf_counter() - began
        self._meter.counts["steps"] += ids.shape[1] == 1
        self._meter.counts["generated" if ids.shape[1] == 1 else "read"] += int(valid.sum())
        return scores


def main() -> None:
    """Print a line for each number of markers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--markers", type=int, nargs="+", default=[64])
    parser.add_argument("--one-by-one", type=int, default=64, help="markers to fill one by one")
    parser.add_argument("settings", nargs="*", metavar="SETTING=VALUE")
    arguments = parser.parse_args()
    engine: Any = LazyEngine(read_settings(arguments.settings)).load()
    meter = engine._write._model = Meter(engine._write._model)
    with tempfile.TemporaryDirectory() as folder:
        run(engine, meter, Path(folder), arguments.markers, arguments.one_by_one)


def run(engine: Generate, meter: Meter, folder: Path, numbers: Sequence[int], alone: int) -> None:
    """Fill markers one by one, then each number of them at once."""
    fill(engine, folder, 4)
    single = measure("one by one", alone, meter, partial(fill_alone, engine, folder, alone))
    for number in numbers:
        together = measure("at once", number, meter, partial(fill, engine, folder, number))
        ratios = [before / after for before, after in zip(single, together, strict=True)]
        print(f"{'':24} {ratios[0]:.2f} times as fast; {ratios[1]:.2f} by CPU time", flush=True)


def read_settings(pairs: Sequence[str]) -> Settings:
    """Settings by their names."""
    settings: Any = {}
    for name, _, value in (pair.partition("=") for pair in pairs):
        kind = type(getattr(Settings(), name))
        settings[name] = kind(value)
    return Settings()._replace(**settings)


def measure(name: str, markers: int, meter: Meter, work: Callable[[], object]) -> tuple[float, float]:
    """Do the work, print what it took, and return wall and CPU seconds of a marker."""
    meter.seconds = 0.0
    meter.counts.clear()
    began, cpu = time.perf_counter(), time.process_time()
    work()
    wall, used = time.perf_counter() - began, time.process_time() - cpu
    tokens = meter.counts["generated"]
    other = wall - meter.seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"{markers:5} markers {name:10} {1e3 * wall / markers:7.1f} ms wall, {1e3 * used / markers:6.1f} ms CPU each;"
        f" {tokens} tokens in {meter.counts['steps']} steps, {meter.counts['read']} read;"
        f" not the model: {other / wall:.0%}, {1e3 * other / max(tokens, 1):.2f} ms a token; {memory:.0f} MB",
        flush=True,
    )
    return wall / markers, used / markers


def fill(generate: Generate, folder: Path, markers: int) -> None:
    """Fill so many markers, in files of four each."""
    paths = [folder / f"{number}.css" for number in range(markers // 4)]
    for number, path in enumerate(paths):
        wishes = [WISHES[(number + place) % len(WISHES)] for place in range(3)]
        path.write_text(SHEET.format(*wishes, n=number), encoding="utf-8")
    list(rewrite_files(paths, generate, FillOptions(), lambda *given: replace_file(*given, lock_dir=folder)))


def fill_alone(generate: Generate, folder: Path, markers: int) -> None:
    """The same, marker by marker."""
    fill(lambda contexts: [generate([context])[0] for context in contexts], folder, markers)


if __name__ == "__main__":
    main()
