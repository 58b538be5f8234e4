"""`cssgen train adapt`: a model for the stylesheets of a project."""

import argparse
import logging
from pathlib import Path
from typing import Any, Final

from cssgen.errors import UsageError
from cssgen.models.registry import DEFAULT
from cssgen.training.adapt import Job, adapt
from cssgen.training.adapt_report import Report, render_report
from cssgen.training.machine_options import INTERRUPTED, add_machine, set_threads
from cssgen.training.presets import PRESETS
from cssgen.training.workers import open_workers

MINUTES: Final = 20.0

log = logging.getLogger(__name__)


def add_arguments(stages: Any) -> None:
    """Add `adapt` to the subparsers of a command line."""
    parser = stages.add_parser("adapt", help="train a model on your own stylesheets")
    parser.set_defaults(run_stage=run_adapt)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="stylesheets, and directories of them")
    parser.add_argument("--model", default="", help="what to begin with: `default`, a name, a Hugging Face directory")
    parser.add_argument("--out", type=Path, required=True, help="directory of the result, for `cssgen fill --model`")
    parser.add_argument("--run", type=Path, help="directory of checkpoint, log and report; OUT.run if it is not given")
    presets = [name for name, preset in PRESETS.items() if preset.shape is None]
    parser.add_argument("--preset", choices=presets, default="adapt", help="how to train")
    parser.add_argument("--minutes", type=float, help=f"of training at most; {MINUTES:.0f} if no steps are given")
    parser.add_argument("--steps", type=int, help="of training at most")
    parser.add_argument("--checkpoint-minutes", type=float, default=5, help="time between checkpoints")
    add_machine(parser)


def run_adapt(arguments: argparse.Namespace) -> int:
    """Adapt a model, or go on with it, and say what it gave."""
    set_threads(arguments)
    # Transformers tells each loading step, and each model that is no generator of texts.
    logging.getLogger("transformers").setLevel(logging.ERROR)
    job = _read_job(arguments)
    with open_workers(arguments.device) as workers:
        outcome = adapt(job, workers)
        if not workers.is_first:
            return 0
        if not isinstance(outcome, Report):
            log.info("stopped at step %d: the same command goes on from there", outcome.step)
            return INTERRUPTED
        log.info("%s", render_report(outcome))
        if not outcome.progress.best_step:
            log.info("It did not get better on the files that are watched: nothing is written.")
            return 1
        log.info("Use it: cssgen fill --model %s PATH (%s may go)", job.out, job.run)
    return 0


def _read_job(arguments: argparse.Namespace) -> Job:
    preset = PRESETS[arguments.preset]
    if arguments.preset == "codegen-css" and not arguments.model:
        raise UsageError("this preset fine-tunes a CodeGen checkpoint: name it with --model")
    return Job(
        paths=tuple(arguments.paths),
        model=arguments.model or DEFAULT,
        preset=preset,
        out=arguments.out,
        run=arguments.run or arguments.out.with_name(f"{arguments.out.name}.run"),
        minutes=MINUTES if arguments.minutes is None and arguments.steps is None else arguments.minutes,
        steps=arguments.steps,
        checkpoint_minutes=arguments.checkpoint_minutes,
    )
