"""Declarations judged in a second: `python benchmarks/validity_speed.py --cases DIR [--sheet FILE …]`.

One process, one core. `real frequency` repeats each declaration of `real_declarations` as often as it occurs in
the packages, shuffled; `distinct` takes each once. Both begin with cold caches, and include the time in which
grammars are compiled. CPU time is what counts on a shared machine; wall time stands beside it.
"""

import argparse
import functools
import gzip
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from cssgen.validity import check_stylesheet, validate_declaration
from cssgen.validity.values import forget_values


def measure(name: str, amount: int, unit: str, work: Callable[[], object]) -> None:
    """Print how fast `work` does `amount` units."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{name}: {amount / cpu:,.0f} {unit}/s of CPU time, {amount / wall:,.0f} of wall time")


def judge_all(declarations: list[tuple[str, str]]) -> None:
    """Judge each declaration."""
    for name, value in declarations:
        validate_declaration(name, value)


def main() -> None:
    """Measure declarations, and stylesheets if any are given."""
    parser = argparse.ArgumentParser(description="Measure the validator's speed.")
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--sheet", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    with gzip.open(options.cases / "real_declarations.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    distinct = [(row["property"], row["value"]) for row in rows]
    repeated = [(row["property"], row["value"]) for row in rows for _ in range(row["count"])]
    random.Random(1).shuffle(repeated)
    random.Random(1).shuffle(distinct)
    measure("distinct, cold", len(distinct), "declarations", lambda: judge_all(distinct))
    forget_values()
    measure("distinct, grammars compiled", len(distinct), "declarations", lambda: judge_all(distinct))
    forget_values()
    measure("real frequency", len(repeated), "declarations", lambda: judge_all(repeated))
    for path in options.sheet:
        text = path.read_text(encoding="utf-8")
        forget_values()
        measure(path.name, len(text), "characters", functools.partial(check_stylesheet, text))


if __name__ == "__main__":
    main()
