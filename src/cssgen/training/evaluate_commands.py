"""`cssgen train evaluate`: what a run, or any model directory, is worth."""

import argparse
import json
import logging
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from transformers import PreTrainedModel

from cssgen.engines import LazyEngine, model_arguments, open_model
from cssgen.models.resolve import resolve_model
from cssgen.settings import Settings
from cssgen.training.bits import WINDOW, measure_bits
from cssgen.training.checkpoints import Progress
from cssgen.training.corpus import read_corpus
from cssgen.training.dataset import load_datasets
from cssgen.training.evaluate import Encode, answer_loss, bits_per_byte
from cssgen.training.export import export_model
from cssgen.training.masked import draw_masks, fill_masks, tally_masks
from cssgen.training.models import fuse_attention
from cssgen.training.prompt_files import read_prompts
from cssgen.training.quality import Result, answer_rows, render_failure, render_table, score_rows, summarize
from cssgen.training.run import append_log
from cssgen.training.workspace import load_trained

log = logging.getLogger(__name__)

Scores = dict[str, float]

# The whole engine, and what the model does by itself when it is shown recipes, but none is offered beside its answer.
ENGINES: Mapping[str, Mapping[str, Any]] = {"fulfilled": {}, "fulfilled_alone": {"suggestions": 0}}


def add_arguments(stages: Any) -> None:
    """Add the stage to the subparsers of a command line."""
    parser = stages.add_parser("evaluate", help="measure on held-out files, wordings and prompts")
    parser.set_defaults(run_stage=run_evaluation)
    subject = parser.add_mutually_exclusive_group(required=True)
    subject.add_argument("--run", type=Path, help="directory of a run: its checkpoint is measured")
    subject.add_argument("--model", type=Path, help="directory of a model, measured as it is")
    parser.add_argument("--data", type=Path, help="prepared data, for held-out wordings")
    parser.add_argument("--corpus", type=Path, required=True, help="directory with valid.jsonl.gz, or *.css files")
    parser.add_argument("--prompts", type=Path, help="prompts to answer: a directory, or JSON lines")
    parser.add_argument("--failures", type=int, default=3, help="how many answers that fail are shown in full")
    parser.add_argument("--masks", type=int, default=0, metavar="N", help="declarations to mask, N of each kind")


def run_evaluation(arguments: argparse.Namespace) -> int:
    """Measure and print; the figures of a run are added to it: `scores.json`."""
    trained = load_trained(arguments.run) if arguments.run else None
    texts = [file.text for file in read_corpus(arguments.corpus, "valid")]
    with tempfile.TemporaryDirectory() as folder:
        if trained:
            directory = Path(folder)
            export_model(trained[0], arguments.run / "model", directory, card="")
            scores = measure_run(*trained, arguments, texts)
        else:
            directory = arguments.model
            scores = measure_directory(directory, texts)
        if arguments.prompts:
            scores |= measure_prompts(directory, arguments)
        if arguments.masks:
            scores |= measure_masks(directory, texts, arguments.masks)
    scores = {name: round(score, 4) for name, score in scores.items()}
    if arguments.run:
        append_log(arguments.run, scores)
        (arguments.run / "scores.json").write_text(json.dumps(scores) + "\n", encoding="utf-8")
    log.info("%s", scores)
    return 0


def measure_run(
    model: PreTrainedModel, progress: Progress, arguments: argparse.Namespace, texts: Sequence[str]
) -> Scores:
    """The losses of a checkpoint in its own precision; the model is changed to be fast."""
    fuse_attention(model)
    encode = _read_encoder(arguments.run / "model")
    bits = bits_per_byte(model, texts, encode, length=WINDOW, first=model.config.eos_token_id)
    scores: Scores = {"step": progress.step, "bits_per_byte": bits}
    held = load_datasets(arguments.data / "heldout")["heldout"] if arguments.data else ()
    return scores | ({"answer_loss": answer_loss(model, held), "held_out": len(held)} if held else {})


def measure_directory(directory: Path, texts: Sequence[str]) -> Scores:
    """Bits per byte of a model as it runs."""
    model, tokenizer = open_model(resolve_model(**model_arguments(Settings(model=str(directory)))))
    return {"bits_per_byte": measure_bits(model, tokenizer, texts)}


def measure_prompts(directory: Path, arguments: argparse.Namespace) -> Scores:
    """Shares of prompts fulfilled, by the engine and by the model alone; the answers go to the run: `answers.jsonl`."""
    rows = list(read_prompts(arguments.prompts))
    scores: Scores = {"prompts": len(rows)}
    for name, changes in ENGINES.items():
        settings = Settings(model=str(directory))._replace(**changes)
        results = score_rows(rows, answer_rows(rows, LazyEngine(settings)))
        shares = summarize(results)
        scores |= {name: shares["fulfilled"], name.replace("fulfilled", "valid"): shares["valid"]}
        log.info("%s\n%s\n", name.replace("_", ", the model "), render_table(results))
        if not changes:
            failures = [result for result in results if not result.score.passes]
            log.info("%s", "\n".join(map(render_failure, _spread(failures, arguments.failures))))
            if arguments.run:
                _write_answers(arguments.run / "answers.jsonl", results)
    return scores


def measure_masks(directory: Path, texts: Sequence[str], number: int) -> Scores:
    """How much of what was taken out of stylesheets comes back."""
    masks = draw_masks(texts, number)
    engine = LazyEngine(Settings(model=str(directory), recipes=0, suggestions=0))
    tallies = tally_masks(masks, partial(fill_masks, generate=engine))
    scores: Scores = {"masks": len(masks)}
    for kind, tally in tallies.items():
        scores |= {f"masked_{kind}_f1": tally.f1, f"masked_{kind}_exact": tally.exact_share}
    return scores


def _spread(results: Sequence[Result], most: int) -> Sequence[Result]:
    """At most so many of them, from everywhere."""
    return results[:: max(1, -(-len(results) // max(most, 1)))][:most]


def _write_answers(path: Path, results: Sequence[Result]) -> None:
    rows = ({"id": each.row.id, "output": each.answer.text, "source": each.answer.source} for each in results)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _read_encoder(directory: Path) -> Encode:
    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    return lambda text: list(tokenizer.encode(text).ids)
