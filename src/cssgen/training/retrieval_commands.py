"""`cssgen train encoder|ranking`: what finds recipes, and what puts texts in order."""

import argparse
import itertools
import logging
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cssgen.bert import load_encoder
from cssgen.cookbook import Recipe, read_cookbook
from cssgen.training.bert import open_base
from cssgen.training.corpus import read_corpus
from cssgen.training.encoder import EncoderTrainer, HeldOut
from cssgen.training.groups import Library, iterate_groups
from cssgen.training.places import cut_scenery
from cssgen.training.prepare import hold_out
from cssgen.training.weights import fit_weights, mean_worth
from cssgen.wordings import embed, open_index, pack_wordings

log = logging.getLogger(__name__)


def add_arguments(stages: Any) -> None:
    """Add the stages to the subparsers of a command line."""
    _add_stage(stages, "encoder", run_encoder, "train the encoder that finds recipes", ("cookbook", "base"))
    parser = _add_stage(stages, "ranking", run_ranking, "find the weights of ranking", ("corpus", "cookbook"))
    parser.add_argument("--groups", type=int, default=2_500, help="prompts to learn from; a tenth of them is held out")


def _add_stage(stages: Any, name: str, run: Any, text: str, inputs: Sequence[str]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = stages.add_parser(name, help=text)
    parser.set_defaults(run_stage=run)
    for each in inputs:
        parser.add_argument(f"--{each}", type=Path, required=True, help=_INPUTS[each])
    if "base" in inputs:
        parser.add_argument("--minutes", type=float, default=30, help="how long to learn")
        parser.add_argument("--out", type=Path, required=True, help="directory that is written")
    parser.add_argument("--seed", type=int, default=0, help="of everything that is drawn")
    return parser


_INPUTS: Mapping[str, str] = {
    "base": "directory of a BERT model with its vocab.txt, such as all-MiniLM-L6-v2",
    "cookbook": "directory of recipes",
    "corpus": "directory with train.jsonl.gz, or *.css files",
}


def run_encoder(arguments: argparse.Namespace) -> int:
    """Write `encoder.npz` and `encoder.json`."""
    rng = random.Random(arguments.seed)  # noqa: S311  # no secret
    recipes = list(read_cookbook(arguments.cookbook))
    model, tokens = open_base(arguments.base, _iterate_texts(recipes))
    kept, held = hold_out(recipes, rng)
    numbers = {recipe.name: number for number, recipe in enumerate(recipes)}
    trainer = EncoderTrainer(model, tokens, kept)
    held_out = [(numbers[recipe.name], wording) for recipe, wording in held]
    _log_recall("before", trainer, held_out)
    for entry in trainer.train(arguments.minutes, rng):
        log.info("%s", entry)
    _log_recall("after", trainer, held_out)
    arguments.out.mkdir(parents=True, exist_ok=True)
    trainer.save(arguments.out)
    return 0


def _log_recall(when: str, trainer: EncoderTrainer, held_out: HeldOut) -> None:
    if held_out:
        log.info("%s: %s", when, trainer.evaluate(held_out))


def run_ranking(arguments: argparse.Namespace) -> int:
    """Print weights, for `cssgen.ranking.WEIGHTS`."""
    rng = random.Random(arguments.seed)  # noqa: S311
    recipes = list(read_cookbook(arguments.cookbook))
    encoder = load_encoder()
    library = Library(recipes, open_index(pack_wordings(recipes, embed(recipes, encoder))), encoder)
    scenery = cut_scenery(file.text for file in read_corpus(arguments.corpus))
    groups = list(itertools.islice(iterate_groups(library, scenery, rng), arguments.groups))
    held, learnt = groups[: len(groups) // 10], groups[len(groups) // 10 :]
    weights = fit_weights(learnt)
    log.info("weights: %s", ", ".join(f"{weight:.2f}" for weight in weights))
    if held:
        nearest = np.eye(len(weights))[0]
        log.info("held out: %.3f; by nearness alone %.3f", mean_worth(held, weights), mean_worth(held, nearest))
    return 0


def _iterate_texts(recipes: Sequence[Recipe]) -> Iterator[str]:
    for recipe in recipes:
        yield from (*recipe.wordings, recipe.answer, recipe.prelude)
