"""The state of a run on disk, written whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        step: the next step.
        tokens: tokens seen, without padding.
        seconds: time spent training, over all sessions.
        decay: first step and length of the decay once it has begun.
        best: the lowest that was measured on the side, None before the first measurement.
        best_step: the step before which it was measured.
        stopped: whether the session was asked to end before its time; not kept.
    """

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    decay: tuple[int, int] | None = None
    best: float | None = None
    best_step: int = 0
    stopped: bool = False


def save_checkpoint(
    path: Path, model: nn.Module, optimizers: Sequence[torch.optim.Optimizer], progress: Progress
) -> None:
    """Replace the checkpoint at `path`."""
    state = {
        "model": model.state_dict(),
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        "step": progress.step,
        "tokens": progress.tokens,
        "seconds": progress.seconds,
        "decay": progress.decay,
        "best": progress.best,
        "best_step": progress.best_step,
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def load_checkpoint(path: Path, model: nn.Module, optimizers: Sequence[torch.optim.Optimizer] = ()) -> Progress:
    """Restore a model from `path`, and its optimisers if there are any."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=False):
        optimizer.load_state_dict(saved)
    best, best_step = state.get("best"), state.get("best_step", 0)  # runs from before they were kept have none
    return Progress(state["step"], state["tokens"], state["seconds"], state["decay"], best, best_step)
