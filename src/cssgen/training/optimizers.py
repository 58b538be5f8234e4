"""Optimisers and the learning rate of a step."""

import re
from collections.abc import Sequence

import torch
from torch import nn

from cssgen.training.muon import Muon
from cssgen.training.presets import Preset

_NUMBERED = re.compile(r"\.\d+\.")
"""In the names of parameters of blocks, whatever an architecture calls their list: `transformer.h.0.`, `layers.0.`"""


def build_optimizers(model: nn.Module, preset: Preset) -> list[torch.optim.Optimizer]:
    """Muon for the matrices inside the blocks if the preset says so; AdamW for all else."""
    blocks = [p for name, p in model.named_parameters() if p.ndim == 2 and _NUMBERED.search(name) and preset.muon]
    inside = {id(parameter) for parameter in blocks}
    rest = [p for p in model.parameters() if id(p) not in inside]
    optimizers: list[torch.optim.Optimizer] = []
    if blocks:
        optimizers.append(Muon(blocks, lr=preset.learning_rate, weight_decay=preset.weight_decay))
    groups = [
        {"params": [p for p in rest if p.ndim == 2], "weight_decay": 0.0 if blocks else preset.weight_decay},
        {"params": [p for p in rest if p.ndim != 2], "weight_decay": 0.0},
    ]
    optimizers.append(torch.optim.AdamW(groups, lr=preset.learning_rate, betas=(0.9, 0.95), fused=True))
    return optimizers


def rate_factor(step: int, preset: Preset, decay: tuple[int, int] | None = None) -> float:
    """Share of the peak rate at `step`: warm-up, then constant, then linear to zero.

    Args:
        step: counted from 0.
        preset: for the length of the warm-up.
        decay: first step of the decay and its length in steps, or None while the rate is held.
    """
    factor = min(1.0, (step + 1) / preset.warmup_steps) if preset.warmup_steps else 1.0
    if decay is not None:
        first, steps = decay
        factor *= min(1.0, max(0.0, 1.0 - (step - first + 1) / (steps + 1)))
    return factor


def set_rate(optimizers: Sequence[torch.optim.Optimizer], rate: float) -> None:
    """Set the learning rate of every group."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = rate
