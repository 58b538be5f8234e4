"""`cssgen train`: five stages, files between them; each may be run again."""

import argparse
import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cssgen.training import adapt_commands, evaluate_commands, retrieval_commands
from cssgen.training.card import render_card
from cssgen.training.dataset import load_datasets
from cssgen.training.export import export_model, read_sources
from cssgen.training.machine_options import INTERRUPTED, add_machine, set_threads
from cssgen.training.models import fuse_attention
from cssgen.training.prepare import Sizes, prepare
from cssgen.training.presets import PRESETS
from cssgen.training.run import Plan, train
from cssgen.training.tokenizer import VOCABULARY_SIZE, iterate_texts, save_tokenizer, train_tokenizer
from cssgen.training.workers import open_workers
from cssgen.training.workspace import average_trained, create_model, load_trained

log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Run a stage; return its exit code."""
    parser = argparse.ArgumentParser(prog="cssgen train", description=__doc__)
    add_arguments(parser.add_subparsers(dest="stage", metavar="STAGE", required=True))
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    return int(arguments.run_stage(arguments))


def add_arguments(stages: Any) -> None:
    """Add the stages to the subparsers of a command line."""
    _add_tokenizer(stages)
    _add_prepare(stages)
    _add_run(stages)
    evaluate_commands.add_arguments(stages)
    _add_average(stages)
    _add_export(stages)
    adapt_commands.add_arguments(stages)
    retrieval_commands.add_arguments(stages)


def _add_tokenizer(stages: Any) -> None:
    parser = stages.add_parser("tokenizer", help="train a vocabulary")
    parser.set_defaults(run_stage=run_tokenizer)
    _add_corpus(parser)
    parser.add_argument("--vocabulary-size", type=int, default=VOCABULARY_SIZE, help="tokens, special ones included")
    parser.add_argument("--out", type=Path, required=True, help="directory of the tokenizer")


def _add_prepare(stages: Any) -> None:
    parser = stages.add_parser("prepare", help="turn corpus and cookbook into examples")
    parser.set_defaults(run_stage=run_prepare)
    _add_corpus(parser)
    parser.add_argument("--tokenizer", type=Path, required=True, help="directory with tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="directory of the data")
    parser.add_argument("--window", type=int, default=Sizes().window, help="tokens of a row of plain stylesheets")
    parser.add_argument("--rounds", type=int, default=Sizes().rounds, help="variations of each wording of the cookbook")
    parser.add_argument("--pairs", type=int, default=Sizes().pairs, help="back-translated pairs")


def _add_run(stages: Any) -> None:
    parser = stages.add_parser("run", help="train, or go on training")
    parser.set_defaults(run_stage=run_training)
    parser.add_argument("--data", type=Path, required=True, help="directory that `prepare` wrote")
    parser.add_argument("--out", type=Path, required=True, help="directory of the run; a checkpoint there is continued")
    parser.add_argument("--preset", choices=PRESETS, default="default", help="how to train")
    parser.add_argument("--base", type=Path, help="checkpoint to go on from, a Hugging Face directory")
    parser.add_argument("--rate", type=float, help="peak learning rate, instead of the preset's")
    parser.add_argument("--steps", type=int, help="stop before this step")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes")
    parser.add_argument("--decay", type=int, default=0, metavar="STEPS", help="let the rate fall to zero, then stop")
    parser.add_argument("--checkpoint-minutes", type=float, default=10, help="time between checkpoints")
    add_machine(parser)


def _add_average(stages: Any) -> None:
    parser = stages.add_parser("average", help="take the mean of a run's weights and those that it began with")
    parser.set_defaults(run_stage=run_average)
    parser.add_argument("--run", type=Path, required=True, help="directory of the run; its checkpoint is replaced")
    parser.add_argument("--base", type=Path, required=True, help="what it began with, a Hugging Face directory")
    parser.add_argument("--share", type=float, default=0.5, help="how much of the mean the base is, 0 to 1")


def _add_export(stages: Any) -> None:
    parser = stages.add_parser("export", help="write the directory that ships")
    parser.set_defaults(run_stage=run_export)
    parser.add_argument("--run", type=Path, required=True, help="directory of the run, evaluated")
    parser.add_argument("--out", type=Path, required=True, help="directory of the model")
    parser.add_argument("--sources", type=Path, help="table of the corpus' sources, for the attribution")


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="directory with train.jsonl.gz, or *.css files")
    parser.add_argument("--cookbook", type=Path, help="directory of recipes")


def run_tokenizer(arguments: argparse.Namespace) -> int:
    """Train a vocabulary on stylesheets and wordings."""
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = train_tokenizer(iterate_texts(arguments.corpus, arguments.cookbook), arguments.vocabulary_size)
    shape = PRESETS["default"].shape
    save_tokenizer(tokenizer, arguments.out, max_length=shape.positions if shape else 0)
    log.info("%d tokens", tokenizer.get_vocab_size())
    return 0


def run_prepare(arguments: argparse.Namespace) -> int:
    """Make the examples."""
    sizes = Sizes(arguments.window, arguments.rounds, arguments.pairs)
    numbers = prepare(arguments.corpus, arguments.cookbook, arguments.tokenizer, arguments.out, sizes)
    for kind, number in numbers.items():
        log.info("%s: %d examples", kind, number)
    return 0


def run_training(arguments: argparse.Namespace) -> int:
    """Train, from a checkpoint if there is one."""
    set_threads(arguments)
    preset = PRESETS[arguments.preset]
    if arguments.rate is not None:
        preset = replace(preset, learning_rate=arguments.rate)
    plan = Plan(arguments.out, arguments.steps, arguments.minutes, arguments.decay, arguments.checkpoint_minutes)
    with open_workers(arguments.device) as workers:
        model = create_model(arguments.data, arguments.out, preset, arguments.base, writes=workers.is_first)
        fuse_attention(model)
        progress = train(model, load_datasets(arguments.data), preset, plan, workers)
        if workers.is_first:
            log.info("step %d, %d tokens, %.0f seconds", progress.step, progress.tokens, progress.seconds)
    return INTERRUPTED if progress.stopped else 0


def run_average(arguments: argparse.Namespace) -> int:
    """Average weights."""
    average_trained(arguments.run, arguments.base, arguments.share)
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write the directory that ships."""
    model, progress = load_trained(arguments.run)
    sources = read_sources(arguments.sources) if arguments.sources else ()
    card = render_card(model.config, model.num_parameters(), progress, _read_scores(arguments.run), sources)
    export_model(model, arguments.run / "model", arguments.out, card=card, sources=arguments.sources)
    return 0


def _read_scores(run: Path) -> dict[str, Any]:
    path = run / "scores.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
