"""What the grammar costs: CPU time of compiling it, and of the masks and bookkeeping of each step.

    python benchmarks/grammar_speed.py VOCABULARY... [--steps 3000] [--model DIR]

VOCABULARY is a directory with a `tokenizer.json`, or `codegen`, for which `npm` is needed. Tokens are drawn
uniformly among those allowed, which leads to rarer states than any model does. With `--model`, the share of the
time of decoding is measured too, on prompts for that model.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import llguidance
import numpy as np

from cssgen.answers import find_end
from cssgen.contexts import Context
from cssgen.grammar.base import load_base
from cssgen.lm.constraining import Constrain, NewConstraint
from cssgen.lm.engine import Engine, GenerationOptions
from cssgen.lm.interfaces import Constraint
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.lm.sampling import find_allowed
from cssgen.prompts import render_prompt
from grammar_samples import SHEETS, make_context
from make_twin import build_tokenizer, fetch_gpt2_vocabulary


def main() -> None:
    """Print a table for each vocabulary."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("vocabularies", nargs="+", metavar="VOCABULARY")
    parser.add_argument("--steps", type=int, default=3000, help="in each of the five places")
    parser.add_argument("--model", type=Path, help="directory of an ONNX model with its tokenizer")
    arguments = parser.parse_args()
    started = time.process_time()
    load_base()
    print(f"the base grammar, once for each process: {1e3 * (time.process_time() - started):.0f} ms of CPU")
    for vocabulary in arguments.vocabularies:
        measure_vocabulary(vocabulary, arguments.steps)
    if arguments.model:
        measure_share(arguments.model)


def measure_vocabulary(vocabulary: str, steps: int) -> None:
    """Print the times of one vocabulary."""
    handle = open_handle(vocabulary)
    started = time.process_time()
    constrain = Constrain(handle, "cssgen")
    print(f"{vocabulary}: {handle.vocab_size} tokens, indexed in {1e3 * (time.process_time() - started):.0f} ms")
    for production in SHEETS:
        contexts = (make_context(production, seed) for seed in range(10**6))
        compiling, walks = record(constrain, handle, contexts, steps)
        print(f"  {production:12} compiling {1e3 * max(compiling):3.0f} ms at most; {replay(walks)}", flush=True)


def open_handle(vocabulary: str) -> Any:
    """llguidance's tokenizer."""
    if vocabulary == "codegen":
        return llguidance.LLTokenizer(build_tokenizer(fetch_gpt2_vocabulary()).backend_tokenizer.to_str())
    return llguidance.LLTokenizer(Path(vocabulary, "tokenizer.json").read_text(encoding="utf-8"), eos_token=0)


Walk = tuple[Callable[[], Constraint], list[int], int]
"""What makes a constraint, the tokens of an answer, and how wide a mask is."""


def record(
    constrain: Constrain, handle: Any, contexts: Iterator[Context], steps: int
) -> tuple[list[float], list[Walk]]:
    """Seconds of CPU for each grammar, and random answers of so many steps in all."""
    compiling: list[float] = []
    walks: list[Walk] = []
    random = np.random.default_rng(0)
    words = -(-handle.vocab_size // 32)
    while sum(len(tokens) for _, tokens, _ in walks) < steps:
        context = next(contexts)
        started = time.process_time()
        new_constraint = constrain(context)
        if new_constraint is None:
            raise SystemExit(f"no grammar for {context.production}")
        new_constraint()
        compiling.append(time.process_time() - started)
        walks += [(new_constraint, walk(new_constraint, handle, context, random), words) for _ in range(8)]
    return compiling, walks


def walk(
    new_constraint: Callable[[], Constraint], handle: Any, context: Context, random: np.random.Generator
) -> list[int]:
    """The tokens of one random answer."""
    constraint = new_constraint()
    tokens: list[int] = []
    while len(tokens) < 192:
        for token in (forced := constraint.forced()):
            constraint.commit(token)
        tokens += forced
        mask = np.zeros(-(-handle.vocab_size // 32), np.int32)
        constraint.fill_mask(mask)
        allowed = find_allowed(mask, handle.vocab_size)
        token = int(random.choice(allowed)) if len(allowed) else handle.eos_token
        text = handle.decode_bytes([*tokens, token]).decode("utf-8", "replace")
        if token in handle.eos_tokens or find_end(text, context.production) is not None:
            break
        constraint.commit(token)
        tokens.append(token)
    return tokens


def replay(walks: list[Walk]) -> str:
    """The CPU time of a step on average, and percentiles of the wall time."""
    times: list[float] = []
    started = time.process_time()
    for new_constraint, tokens, words in walks:
        constraint = new_constraint()
        position = 0
        while position < len(tokens):
            begun = time.perf_counter()
            for token in (forced := constraint.forced()):
                constraint.commit(token)
            position += len(forced)
            if position < len(tokens):
                constraint.fill_mask(np.zeros(words, np.int32))
                constraint.commit(tokens[position])
                constraint.is_accepting()
                position += 1
            times.append(time.perf_counter() - begun)
    mean = (time.process_time() - started) / len(times)
    middle, high, higher = 1e6 * np.percentile(times, [50, 95, 99])
    shown = f"wall: median {middle:.0f}, p95 {high:.0f}, p99 {higher:.0f}; {len(times)} steps"
    return f"{1e6 * mean:4.0f} µs of CPU a step ({shown})"


def measure_share(directory: Path) -> None:
    """Print the share of the grammar in the time of decoding with a model.

    Wall time, since asking for CPU time may take longer than a step.
    """
    tokenizer = LLTokenizer(directory)
    options = GenerationOptions(candidates=4, temperature=1.0, top_p=1.0)
    contexts = [make_context(production, seed) for production in SHEETS for seed in range(4)]
    render = partial(render_prompt, family="cssgen")
    spent = [0.0]
    constrain = Constrain(tokenizer.handle, "cssgen")
    engine = Engine(OnnxModel(directory, threads=1), tokenizer, render, options, partial(_timed, constrain, spent))
    started = time.perf_counter()
    engine(contexts)
    total = time.perf_counter() - started
    print(f"decoding with {directory.name}: {total:.1f} s, of which the grammar {spent[0] / total:.1%}")


def _timed(constrain: Constrain, spent: list[float], context: Context) -> "_NewTimed | None":
    started = time.perf_counter()
    new_constraint = constrain(context)
    spent[0] += time.perf_counter() - started
    return _NewTimed(new_constraint, spent) if new_constraint else None


class _NewTimed:
    """Makes constraints that add up the time spent in them."""

    def __init__(self, new_constraint: NewConstraint, spent: list[float]) -> None:
        self._new_constraint, self._spent = new_constraint, spent
        self.grammar, self.has_room = new_constraint.grammar, new_constraint.has_room

    def __call__(self) -> "_Timed":
        return _Timed(self._new_constraint, self._spent)


class _Timed:
    """A constraint that adds up the time spent in it."""

    def __init__(self, new_constraint: Callable[[], Constraint], spent: list[float]) -> None:
        self._spent = spent
        self._constraint = self._measure(new_constraint)

    def _measure(self, call: Callable[..., Any], *arguments: Any) -> Any:
        started = time.perf_counter()
        result = call(*arguments)
        self._spent[0] += time.perf_counter() - started
        return result

    def fill_mask(self, mask: np.ndarray) -> None:
        self._measure(self._constraint.fill_mask, mask)

    def allows(self, token: int) -> bool:
        return bool(self._measure(self._constraint.allows, token))

    def commit(self, token: int) -> None:
        self._measure(self._constraint.commit, token)

    def forced(self) -> list[int]:
        return list(self._measure(self._constraint.forced))

    def is_accepting(self) -> bool:
        return bool(self._measure(self._constraint.is_accepting))

    def is_stopped(self) -> bool:
        return bool(self._measure(self._constraint.is_stopped))


if __name__ == "__main__":
    main()
