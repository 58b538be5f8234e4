"""Fill markers with a model that knows nothing, and judge what comes out.

    python benchmarks/grammar_samples.py [--fills 400] [--vocabulary DIR|codegen] [--family cssgen|plain]

A small CodeGen model with random weights writes, sampled without any temperature or nucleus, at markers in all
five places: the worst model that there can be. Every fill must pass the validator and stay where it belongs.
DIR holds a `tokenizer.json`; `codegen` is CodeGen's own tokenizer, for which `npm` is needed.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedTokenizerFast

from cssgen.acceptance import Answer, accept
from cssgen.answers import AnswerError, iter_declarations
from cssgen.candidates import Candidate
from cssgen.contexts import Context, Production, read_contexts
from cssgen.lm.constraining import Constrain
from cssgen.lm.engine import Engine, GenerationOptions
from cssgen.lm.hf_tokenizer import HFTokenizer
from cssgen.lm.torch_model import TorchModel
from cssgen.policy import judge
from cssgen.prompts import render_prompt
from make_twin import END_OF_TEXT, Shape, build_model, build_tokenizer, fetch_gpt2_vocabulary

TINY = Shape(layers=1, width=32, heads=4, rotary=8, positions=1024)

_HEAD = """\
:root { --accent: #2563eb; --space: 8px; --speed: 200ms; --ratio: 1.5; }
.card { color: var(--accent); padding: var(--space); }
#menu li:hover { opacity: 0.5; }
@keyframes pulse { from { opacity: 0; } }
"""
SHEETS = {
    Production.STYLESHEET: "{head}\n/* complete: {prompt} */\n\n.after {{ color: red; }}\n",
    Production.GROUP: "{head}\n@media (min-width: 40em) {{\n  /* complete: {prompt} */\n}}\n",
    Production.DECLARATIONS: "{head}\n.box {{\n  display: block;\n  /* complete: {prompt} */\n}}\n",
    Production.KEYFRAMES: "{head}\n@keyframes fade {{\n  /* complete: {prompt} */\n}}\n",
    Production.VALUE: "{head}\n.box {{\n  {property}: /* complete: {prompt} */;\n}}\n",
}
PROMPTS = (
    "a card with a shadow",
    "centre it",
    "fade in slowly",
    "style .card and .card__title",
    "hover effect, url(a.png)",
)
PROPERTIES = ("margin", "color", "box-shadow", "background", "transition", "grid-template-columns", "transform",
              "font", "filter", "border", "content", "animation", "clip-path", "font-family", "inset")  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What came of the fills of one place."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    declarations: list[int] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)

    def add(self, context: Context, candidate: Candidate) -> None:
        """Judge one candidate."""
        try:
            answer = accept(candidate, context, judge)
        except AnswerError as error:
            self.outcomes["refused"] += 1
            self.reasons[f"{error} | {candidate.text[-80:]!r}"] += 1
            return
        self.outcomes["valid"] += 1
        self.outcomes["cut at the end of the budget"] += candidate.finish_reason == "length"
        found = list(_iter_values(answer, context))
        self.values += found
        if context.production is not Production.VALUE:
            self.declarations.append(len(found))


def main() -> None:
    """Print one line for each place, and what was refused."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fills", type=int, default=400, help="in each of the five places")
    parser.add_argument("--vocabulary", default="codegen")
    parser.add_argument("--family", default="cssgen", choices=("cssgen", "plain"))
    parser.add_argument("--values", type=Path, help="write the sampled declarations there, as JSON lines")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder), arguments.vocabulary, arguments.family)
    tallies = {production: sample(engine, production, arguments.fills) for production in SHEETS}
    values = [value for tally in tallies.values() for value in tally.values]
    print(f"{len(values):,} declarations of {len({name for name, _ in values})} properties")
    if arguments.values:
        lines = (json.dumps({"property": name, "value": value}) for name, value in dict.fromkeys(values))
        arguments.values.write_text("\n".join(lines) + "\n", encoding="utf-8")


def open_engine(folder: Path, vocabulary: str, family: str) -> Engine:
    """An engine for a random model with a vocabulary."""
    tokenizer: Any
    if vocabulary == "codegen":
        tokenizer = build_tokenizer(fetch_gpt2_vocabulary())
    else:
        file = str(Path(vocabulary, "tokenizer.json"))
        # Untyped in transformers.
        open_fast: Any = PreTrainedTokenizerFast
        tokenizer = open_fast(tokenizer_file=file, eos_token=END_OF_TEXT)
    tokenizer.save_pretrained(folder)
    build_model(TINY, len(tokenizer), tokenizer.eos_token_id).save_pretrained(folder)
    handle = HFTokenizer(folder, folder)
    # Enough candidates for a batch, all sampled, since each marker has a seed.
    options = GenerationOptions(candidates=8, max_new_tokens=192, window=512, temperature=1.0, top_p=1.0, max_rows=16)
    render = partial(render_prompt, family=family)
    return Engine(TorchModel(folder, device="cpu"), handle, render, options, Constrain(handle.handle, family))


def sample(
    engine: Callable[[Sequence[Context]], Sequence[Sequence[Candidate]]], production: Production, fills: int
) -> Tally:
    """Judge at least `fills` candidates for markers in one place."""
    tally = Tally()
    started = time.process_time()
    seeds = iter(range(10**6))
    while sum(tally.outcomes[name] for name in ("valid", "refused")) < fills:
        contexts = [make_context(production, next(seeds)) for _ in range(2)]
        for context, candidates in zip(contexts, engine(contexts), strict=True):
            for candidate in candidates:
                tally.add(context, candidate)
    seconds = time.process_time() - started
    median = statistics.median(tally.declarations) if tally.declarations else "-"
    shown = ", ".join(f"{count} {name}" for name, count in tally.outcomes.items() if count)
    print(f"{production:12} {shown}; median declarations {median}; {seconds:.0f} s of CPU", flush=True)
    for reason, count in tally.reasons.most_common(10):
        print(f"    {count} x {reason}")
    return tally


def make_context(production: Production, seed: int) -> Context:
    """A marker in its place; prompts and properties take turns."""
    prompt = PROMPTS[seed % len(PROMPTS)]
    name = PROPERTIES[seed % len(PROPERTIES)]
    text = SHEETS[production].format(head=_HEAD, prompt=prompt, property=name)
    [context] = read_contexts(text.replace("complete:", f"complete(seed={seed}):")).contexts
    return context


def _iter_values(answer: Answer, context: Context) -> Iterator[tuple[str, str]]:
    if context.production is Production.VALUE:
        yield context.property or "", answer.value
    for declaration in iter_declarations(answer.items):
        yield declaration.name, declaration.value


if __name__ == "__main__":
    main()
