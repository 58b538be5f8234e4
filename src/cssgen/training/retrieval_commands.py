"""`cssgen train encoder|expectations|agreement|ranking`: what finds recipes, and what puts texts in order."""

import argparse
import logging
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cssgen.bert import load_encoder
from cssgen.cookbook import Recipe, read_cookbook
from cssgen.settings import Settings
from cssgen.training import agreement, expectations
from cssgen.training.bert import open_base
from cssgen.training.encoder import EncoderTrainer, HeldOut
from cssgen.training.groups import iterate_groups
from cssgen.training.prepare import hold_out
from cssgen.training.prompt_files import read_prompts
from cssgen.training.weights import cross_validate, fit_weights, mean_worth
from cssgen.wordings import SCALE, Floats, embed, read_vectors

log = logging.getLogger(__name__)


def add_arguments(stages: Any) -> None:
    """Add the stages to the subparsers of a command line."""
    _add_stage(stages, "encoder", run_encoder, "train the encoder that finds recipes", ("cookbook", "base", "out"))
    _add_stage(stages, "expectations", run_expectations, "learn what wordings make one expect", ("cookbook", "out"))
    _add_stage(stages, "agreement", run_agreement, "learn which texts agree with which wordings", ("cookbook", "out"))
    _add_stage(stages, "ranking", run_ranking, "find the weights of ranking", ("prompts",))


def _add_stage(stages: Any, name: str, run: Any, text: str, inputs: Sequence[str]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = stages.add_parser(name, help=text)
    parser.set_defaults(run_stage=run)
    for each in inputs:
        parser.add_argument(f"--{each}", type=Path, required=True, help=_INPUTS[each])
    if "base" in inputs:
        parser.add_argument("--minutes", type=float, default=30, help="how long to learn")
    parser.add_argument("--seed", type=int, default=0, help="of everything that is drawn")
    return parser


_INPUTS: Mapping[str, str] = {
    "base": "directory of a BERT model with its vocab.txt, such as all-MiniLM-L6-v2",
    "cookbook": "directory of recipes",
    "out": "directory that is written",
    "prompts": "directory of prompts with what fulfils them, such as benchmarks/prompts",
}


def run_encoder(arguments: argparse.Namespace) -> int:
    """Write `encoder.npz` and `encoder.json`."""
    rng = random.Random(arguments.seed)  # noqa: S311  # no secret
    recipes = list(read_cookbook(arguments.cookbook))
    model, tokens = open_base(arguments.base, _iterate_texts(recipes))
    kept, held = hold_out(recipes)
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


def run_expectations(arguments: argparse.Namespace) -> int:
    """Write `expectations.npz`."""
    examples = expectations.gather(*_read_wordings(arguments.cookbook))
    arguments.out.mkdir(parents=True, exist_ok=True)
    learnt = expectations.learn(examples, arguments.seed)
    expectations.save(arguments.out / "expectations.npz", examples.facts, learnt)
    log.info("%d facts", len(examples.facts))
    return 0


def run_agreement(arguments: argparse.Namespace) -> int:
    """Write `agreement.npz`."""
    examples = agreement.gather(*_read_wordings(arguments.cookbook))
    arguments.out.mkdir(parents=True, exist_ok=True)
    agreement.save(arguments.out / "agreement.npz", examples.facts, agreement.learn(examples, arguments.seed))
    log.info("%d facts", len(examples.facts))
    return 0


def _read_wordings(cookbook: Path) -> tuple[list[Recipe], Floats]:
    """The recipes of a cookbook, and a unit vector for each of their wordings."""
    recipes = list(read_cookbook(cookbook))
    return recipes, embed(recipes, load_encoder(), read_vectors()).astype(np.float32) / np.float32(SCALE)


def run_ranking(arguments: argparse.Namespace) -> int:
    """Print weights, for `cssgen.ranking.WEIGHTS`."""
    rng = random.Random(arguments.seed)  # noqa: S311
    groups = list(iterate_groups(read_prompts(arguments.prompts), Settings().suggestions))
    rng.shuffle(groups)
    weights = fit_weights(groups)
    log.info("weights: %s", ", ".join(f"{weight:.2f}" for weight in weights))
    nearest = np.eye(len(weights))[0]
    log.info("put first: %.3f; by nearness alone %.3f", mean_worth(groups, weights), mean_worth(groups, nearest))
    log.info("cross-validated: %.3f of %d prompts", cross_validate(groups), len(groups))
    return 0


def _iterate_texts(recipes: Sequence[Recipe]) -> Iterator[str]:
    for recipe in recipes:
        yield from (*recipe.wordings, recipe.answer, recipe.prelude)
