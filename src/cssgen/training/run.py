"""The training loop: resumable, logged as JSON lines, a checkpoint every few minutes."""

import json
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from cssgen.training.checkpoints import Progress, load_checkpoint, save_checkpoint
from cssgen.training.dataset import Batch, Dataset, Sampler
from cssgen.training.optimizers import build_optimizers, rate_factor, set_rate
from cssgen.training.presets import Preset

MAX_GRADIENT_NORM = 1.0


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
        bf16: matrix products in bfloat16.
    """

    directory: Path
    steps: int | None = None
    minutes: float | None = None
    decay_steps: int = 0
    checkpoint_minutes: float = 10.0
    log_steps: int = 20
    bf16: bool = True


def mean_loss(model: Any, batch: Batch, *, bf16: bool) -> torch.Tensor:
    """Mean loss, in nats, of predicting the tokens that count; the output layer runs for these alone."""
    ids = torch.from_numpy(batch.ids)  # (rows, length)
    learnt = torch.from_numpy(batch.learnt)[:, 1:]
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        states = model.base_model(input_ids=ids, use_cache=False).last_hidden_state[:, :-1]
        logits = model.get_output_embeddings()(states[learnt])  # (tokens that count, vocabulary)
    return functional.cross_entropy(logits.float(), ids[:, 1:][learnt])


def train(model: nn.Module, datasets: Mapping[str, Dataset], preset: Preset, plan: Plan) -> Progress:
    """Train `model` in place as `preset` and `plan` say; continue from the plan's checkpoint if there is one."""
    plan.directory.mkdir(parents=True, exist_ok=True)
    path = plan.directory / "checkpoint.pt"
    optimizers = build_optimizers(model, preset)
    progress = load_checkpoint(path, model, optimizers) if path.is_file() else Progress()
    if plan.decay_steps and progress.decay is None:
        save_checkpoint(plan.directory / "before-decay.pt", model, optimizers, progress)
        progress = replace(progress, decay=(progress.step, plan.decay_steps))
    loop = _Loop(model, optimizers, Sampler(datasets, preset), preset, plan)
    progress = loop.run(progress, path)
    save_checkpoint(path, model, optimizers, progress)
    return progress


class _Loop:
    """The steps of one session."""

    def __init__(
        self,
        model: nn.Module,
        optimizers: Sequence[torch.optim.Optimizer],
        sampler: Sampler,
        preset: Preset,
        plan: Plan,
    ) -> None:
        self._model = model
        self._optimizers = optimizers
        self._sampler = sampler
        self._preset = preset
        self._plan = plan
        self._stopped = False

    def run(self, progress: Progress, path: Path) -> Progress:
        """Step until the plan is fulfilled."""
        self._model.train()
        # Ended by the system or by hand, a session still leaves a checkpoint of its last step.
        signal.signal(signal.SIGTERM, self._stop)
        started = saved = time.monotonic()
        before = progress.seconds
        losses: list[float] = []
        while not self._is_done(progress, time.monotonic() - started):
            batch = self._sampler.batch(progress.step)
            losses.append(self._step(batch, progress))
            progress = replace(
                progress,
                step=progress.step + 1,
                tokens=progress.tokens + int((batch.ids > 0).sum()),
                seconds=before + time.monotonic() - started,
            )
            if progress.step % self._plan.log_steps == 0:
                self._log(progress, losses)
                losses = []
            if time.monotonic() - saved > 60 * self._plan.checkpoint_minutes:
                save_checkpoint(path, self._model, self._optimizers, progress)
                saved = time.monotonic()
        return progress

    def _stop(self, *_: object) -> None:
        self._stopped = True

    def _is_done(self, progress: Progress, seconds: float) -> bool:
        if self._stopped:
            return True
        if progress.decay is not None:
            return progress.step >= sum(progress.decay)
        by_time = self._plan.minutes is not None and seconds >= 60 * self._plan.minutes
        return by_time or (self._plan.steps is not None and progress.step >= self._plan.steps)

    def _step(self, batch: Batch, progress: Progress) -> float:
        factor = rate_factor(progress.step, self._preset, progress.decay)
        set_rate(self._optimizers, factor * self._preset.learning_rate)
        loss = mean_loss(self._model, batch, bf16=self._plan.bf16)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        nn.utils.clip_grad_norm_(self._model.parameters(), MAX_GRADIENT_NORM)
        for optimizer in self._optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        return loss.item()

    def _log(self, progress: Progress, losses: Sequence[float]) -> None:
        rate = self._optimizers[0].param_groups[0]["lr"]
        entry = {
            "step": progress.step,
            "loss": round(sum(losses) / len(losses), 4),
            "rate": round(rate, 6),
            "tokens": progress.tokens,
            "seconds": round(progress.seconds, 1),
        }
        append_log(self._plan.directory, entry)


def append_log(directory: Path, entry: Mapping[str, Any]) -> None:
    """Add a line to the run's log."""
    with (directory / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(entry) + "\n")
