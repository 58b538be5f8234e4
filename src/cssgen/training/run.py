"""The training loop: resumable, logged as JSON lines, a checkpoint every few minutes."""

import json
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from cssgen.lm.torch_model import best_dtype
from cssgen.training.checkpoints import Progress, load_checkpoint, save_checkpoint
from cssgen.training.dataset import Batch, Dataset, Sampler
from cssgen.training.optimizers import build_optimizers, rate_factor, set_rate
from cssgen.training.presets import Preset
from cssgen.training.workers import Workers

MAX_GRADIENT_NORM = 1.0
CHECKPOINT = "checkpoint.pt"
BEST = "best.pt"
ALONE = Workers()


@dataclass(frozen=True, slots=True)
class Probe:
    """A measurement on the side: the weights with the lowest result are kept, in `best.pt`.

    Attributes:
        measure: of a model; less is better.
        steps: between two measurements.
        patience: measurements without a new best one after which a run stops.
    """

    measure: Callable[[nn.Module], float]
    steps: int
    patience: int


@dataclass(frozen=True, slots=True)
class Plan:
    """When a run stops, and what it writes meanwhile.

    Attributes:
        directory: of the log and the checkpoints; a checkpoint found there is continued.
        steps: stop before this step.
        minutes: stop after so many minutes of this session.
        decay_steps: instead of the above, let the rate fall to zero over so many steps, then stop.
        checkpoint_minutes: time between checkpoints.
        log_steps: steps between two lines of the log.
        bf16: matrix products in bfloat16; None where the device multiplies it itself.
        fades: the rate falls to zero towards `steps` or `minutes`, whichever comes first; the minutes are then
            those of all sessions.
        probe: what else ends a run.
    """

    directory: Path
    steps: int | None = None
    minutes: float | None = None
    decay_steps: int = 0
    checkpoint_minutes: float = 10.0
    log_steps: int = 20
    bf16: bool | None = None
    fades: bool = False
    probe: Probe | None = None


def mean_loss(model: Any, batch: Batch, *, bf16: bool) -> torch.Tensor:
    """Mean loss, in nats, of predicting the tokens that count; the output layer runs for these alone."""
    ids = torch.from_numpy(batch.ids).to(model.device)  # (rows, length)
    learnt = torch.from_numpy(batch.learnt)[:, 1:].to(model.device)
    with torch.autocast(model.device.type, torch.bfloat16, enabled=bf16):
        states = model.base_model(input_ids=ids, use_cache=False).last_hidden_state[:, :-1]
        logits = model.get_output_embeddings()(states[learnt])  # (tokens that count, vocabulary)
    return functional.cross_entropy(logits.float(), ids[:, 1:][learnt])


def train(
    model: nn.Module, datasets: Mapping[str, Dataset], preset: Preset, plan: Plan, workers: Workers = ALONE
) -> Progress:
    """Train `model` in place as `preset` and `plan` say; continue from the plan's checkpoint if there is one.

    All of `workers` must call it. The first of them writes; of the batches, each takes every so-many-th.
    """
    plan.directory.mkdir(parents=True, exist_ok=True)
    path = plan.directory / CHECKPOINT
    model.to(workers.device)
    optimizers = build_optimizers(model, preset)
    progress = load_checkpoint(path, model, optimizers) if path.is_file() else Progress()
    workers.share_weights(model)
    if plan.decay_steps and progress.decay is None:
        if workers.is_first:
            save_checkpoint(plan.directory / "before-decay.pt", model, optimizers, progress)
        progress = replace(progress, decay=(progress.step, plan.decay_steps))
    loop = _Loop(model, optimizers, Sampler(datasets, preset), preset, plan, workers)
    return loop.run(progress)


class _Loop:
    """The steps of one session."""

    def __init__(
        self,
        model: nn.Module,
        optimizers: Sequence[torch.optim.Optimizer],
        sampler: Sampler,
        preset: Preset,
        plan: Plan,
        workers: Workers,
    ) -> None:
        self._model = model
        self._optimizers = optimizers
        self._sampler = sampler
        self._preset = preset
        self._plan = plan
        self._workers = workers
        self._bf16 = best_dtype(workers.device) == torch.bfloat16 if plan.bf16 is None else plan.bf16
        self._stopped = False

    def run(self, progress: Progress) -> Progress:
        """Step until the plan is fulfilled, then save."""
        # Ended by the system or by hand, a session still leaves a checkpoint of its last step.
        handlers = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            progress = self._run(progress)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        self._save(progress)
        # Nobody reads a checkpoint that is still being written.
        self._workers.wait()
        return progress

    def _run(self, progress: Progress) -> Progress:
        started = saved = time.monotonic()
        before = progress.seconds
        losses: list[float] = []
        if progress.best is None:
            progress = self._probe(progress)
        while (rate := self._decide(progress, time.monotonic() - started)) is not None:
            loss, tokens = self._step(progress.step, rate)
            losses.append(loss)
            progress = replace(
                progress,
                step=progress.step + 1,
                tokens=progress.tokens + tokens,
                seconds=before + time.monotonic() - started,
            )
            if progress.step % self._plan.log_steps == 0:
                self._log(progress, {"loss": sum(losses) / len(losses), "rate": rate})
                losses = []
            progress = self._probe(progress)
            if time.monotonic() - saved > 60 * self._plan.checkpoint_minutes:
                self._save(progress)
                saved = time.monotonic()
        if not self._stopped:
            progress = self._probe(progress, at_end=True)
        return replace(progress, stopped=self._stopped)

    def _stop(self, *_: object) -> None:
        self._stopped = True

    def _decide(self, progress: Progress, seconds: float) -> float | None:
        """The learning rate of the next step, None if there is to be none: what the first worker says holds for all."""
        rate = rate_factor(progress.step, self._preset, progress.decay) * self._preset.learning_rate
        left = self._share_left(progress, seconds)
        # One that was told to stop must be heard, whichever it is.
        [stops] = self._workers.total([float(self._stopped)])
        self._stopped = stops > 0
        is_done, rate = self._workers.agree([float(left <= 0), rate * (left if self._plan.fades else 1.0)])
        return None if self._stopped or is_done else rate

    def _share_left(self, progress: Progress, seconds: float) -> float:
        """How much of the plan is still to do, from 1 to 0."""
        plan, probe = self._plan, self._plan.probe
        if progress.decay is not None:
            return float(progress.step < sum(progress.decay))
        if probe is not None and progress.step - progress.best_step >= probe.steps * probe.patience:
            return 0.0
        spent = [progress.step / max(1, plan.steps)] if plan.steps is not None else []
        if plan.minutes is not None:
            spent.append((progress.seconds if plan.fades else seconds) / max(1e-9, 60 * plan.minutes))
        return 1.0 - max(spent, default=0.0)

    def _step(self, step: int, rate: float) -> tuple[float, int]:
        """Loss and number of tokens, over all workers."""
        workers = self._workers
        place = step * workers.size + workers.rank
        batch = self._sampler.batch(place)
        # Models with dropout draw the same when a run is resumed.
        torch.manual_seed(self._preset.seed * 1_000_003 + place)
        self._model.train()
        set_rate(self._optimizers, rate)
        loss = mean_loss(self._model, batch, bf16=self._bf16)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        workers.average_gradients(self._model.parameters())
        nn.utils.clip_grad_norm_(self._model.parameters(), MAX_GRADIENT_NORM)
        for optimizer in self._optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        losses, tokens = workers.total([loss.item(), float((batch.ids > 0).sum())])
        return losses / workers.size, int(tokens)

    def _probe(self, progress: Progress, *, at_end: bool = False) -> Progress:
        """Measure if it is time to, or if the end lies between two times; the first worker does."""
        probe = self._plan.probe
        if probe is None or (progress.step % probe.steps == 0) == at_end:
            return progress
        measured = probe.measure(self._model) if self._workers.is_first else 0.0
        [measured] = self._workers.agree([measured])
        self._log(progress, {"probe": measured})
        if progress.best is not None and measured >= progress.best:
            return progress
        progress = replace(progress, best=measured, best_step=progress.step)
        if self._workers.is_first:
            save_checkpoint(self._plan.directory / BEST, self._model, (), progress)
        return progress

    def _save(self, progress: Progress) -> None:
        if self._workers.is_first:
            save_checkpoint(self._plan.directory / CHECKPOINT, self._model, self._optimizers, progress)

    def _log(self, progress: Progress, values: Mapping[str, float]) -> None:
        if not self._workers.is_first:
            return
        entry = {
            "step": progress.step,
            **{name: round(value, 6 if name == "rate" else 4) for name, value in values.items()},
            "tokens": progress.tokens,
            "seconds": round(progress.seconds, 1),
        }
        append_log(self._plan.directory, entry)


def append_log(directory: Path, entry: Mapping[str, Any]) -> None:
    """Add a line to the run's log."""
    with (directory / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(entry) + "\n")
