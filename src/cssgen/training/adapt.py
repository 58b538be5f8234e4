"""A model adapted to a project: trained on its stylesheets, measured on some that were held out."""

import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from torch import nn

from cssgen.cookbook import load_recipes
from cssgen.errors import UsageError
from cssgen.training.adapt_data import build_files, build_wishes
from cssgen.training.adapt_report import Report, Scores, render_adapted_card
from cssgen.training.bases import Base, keep_share, open_base, save_adapted
from cssgen.training.checkpoints import Progress, load_checkpoint
from cssgen.training.dataset import Dataset
from cssgen.training.evaluate import answer_loss, bits_per_byte
from cssgen.training.near_duplicates import NamedText
from cssgen.training.own_files import Split, read_own, split_files
from cssgen.training.presets import Preset, scale_rate
from cssgen.training.run import BEST, Plan, Probe, train
from cssgen.training.workers import Workers

STATE: Final = "adaptation.json"
PATIENCE: Final = 5  # measurements
PROBE_STEPS: Final = (4, 25)  # at least and at most between two measurements: about one round of the files


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for.

    Attributes:
        paths: of stylesheets.
        model: to begin with; see `cssgen.training.bases.open_base`.
        preset: how to train.
        out: directory of the result; absent or empty.
        run: directory of what is kept meanwhile, and of the report.
        minutes: of training, all sessions together; None if `steps` ends it.
        steps: of training; None if `minutes` end it.
        checkpoint_minutes: time between checkpoints.
    """

    paths: tuple[Path, ...]
    model: str
    preset: Preset
    out: Path
    run: Path
    minutes: float | None
    steps: int | None
    checkpoint_minutes: float = 5.0


def adapt(job: Job, workers: Workers) -> Report | Progress:
    """Train, measure, and write what came of it; all `workers` must call it.

    Returns:
        the report; or how far it is, if it was asked to stop: the same job goes on from there.

    Raises:
        FileError: if there are too few stylesheets.
        ModelError: if there is no such model, or it cannot be adapted.
        UsageError: if the directory of the result is not empty, or that of the run belongs to another job.
    """
    if job.out.exists() and any(job.out.iterdir()):
        raise UsageError(f"{job.out} is not empty")
    split = split_files(read_own(job.paths), job.preset.seed)
    with tempfile.TemporaryDirectory() as folder:
        base = open_base(job.model, Path(folder))
        return _Adaptation(job, split, base, workers).run()


class _Adaptation:
    """One job, its files read and its model opened."""

    def __init__(self, job: Job, split: Split, base: Base, workers: Workers) -> None:
        self._job = job
        self._split = split
        self._base = base
        self._workers = workers
        width = int(base.model.config.hidden_size)
        length = min(job.preset.sequence_length, base.longest)
        self._preset = scale_rate(replace(job.preset, sequence_length=length), width)
        self._datasets = {"file": build_files(split.learnt, base, length)}
        self._wishes: Dataset | None = None
        if base.is_own and "cookbook" in job.preset.mix:
            wishes = build_wishes(split.learnt, load_recipes(), base, job.preset.seed)
            self._datasets["cookbook"], self._wishes = wishes

    def run(self) -> Report | Progress:
        """Train, measure, write."""
        job, model = self._job, self._base.model
        model.to(self._workers.device)  # type: ignore[arg-type]  # PyTorch's annotation knows devices only
        before = self._begin()
        plan = Plan(
            job.run,
            steps=job.steps,
            minutes=job.minutes,
            checkpoint_minutes=job.checkpoint_minutes,
            log_steps=5,
            fades=True,
            probe=Probe(self._probe, self._probe_steps(), PATIENCE),
        )
        progress = train(model, self._datasets, self._preset, plan, self._workers)
        if progress.stopped:
            return progress
        load_checkpoint(job.run / BEST, model)
        keep_share(self._base, self._preset.kept_share)
        after = self._measure() if self._workers.is_first else before
        report = self._report(before, after, progress)
        if self._workers.is_first and progress.best_step:
            save_adapted(self._base, job.out, render_adapted_card(report))
            state = {**asdict(report), "bits_before": report.bits_before, "bits_after": report.bits_after}
            _write(job.run / "report.json", state)
        return report

    def _begin(self) -> Scores:
        """What the model is worth before; known already if the job was begun before."""
        path = self._job.run / STATE
        mine = self._fingerprint()
        if path.is_file():
            state = json.loads(path.read_text(encoding="utf-8"))
            if state["fingerprint"] != mine:
                raise UsageError(
                    f"{self._job.run} was begun with other stylesheets, another model or preset: remove it, "
                    "or name another with --run"
                )
            return Scores(**state["before"])
        before = self._measure() if self._workers.is_first else Scores({})
        # All have seen that there was none.
        self._workers.wait()
        if self._workers.is_first:
            self._job.run.mkdir(parents=True, exist_ok=True)
            _write(path, {"fingerprint": mine, "before": asdict(before)})
        return before

    def _fingerprint(self) -> str:
        """Of all that decides what is learnt and measured."""
        files = [(text.name, text.text) for text in (*self._split.learnt, *self._split.watched, *self._split.held_out)]
        told = repr((self._base.digest, self._preset, files))
        return hashlib.sha256(told.encode()).hexdigest()

    def _probe_steps(self) -> int:
        least, most = PROBE_STEPS
        rows = self._preset.batch_rows or 1
        return max(least, min(most, len(self._datasets["file"]) // (rows * self._workers.size)))

    def _probe(self, model: nn.Module) -> float:
        return self._bits(model, self._split.watched) / _size(self._split.watched)

    def _measure(self) -> Scores:
        model = self._base.model
        files = {text.name: self._bits(model, [text]) for text in self._split.held_out}
        return Scores(files, answer_loss(model, self._wishes) if self._wishes else None)

    def _bits(self, model: nn.Module, texts: Sequence[NamedText]) -> float:
        base, length = self._base, self._preset.sequence_length
        per_byte = bits_per_byte(model, (text.text for text in texts), base.encode, length=length, first=base.end)
        return per_byte * _size(texts)

    def _report(self, before: Scores, after: Scores, progress: Progress) -> Report:
        names = ("learnt", "watched", "held_out", "dropped")
        files = {name: len(getattr(self._split, name)) for name in names}
        return Report(self._base.name, files, _size(self._split.held_out), before, after, progress)


def _size(texts: Sequence[NamedText]) -> int:
    return sum(len(text.text.encode()) for text in texts)


def _write(path: Path, state: dict[str, Any]) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(state, indent=2) + "\n", encoding="utf-8")
    partial.replace(path)
