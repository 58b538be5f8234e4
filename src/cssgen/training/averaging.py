"""The mean of weights before and after training: most of what was learnt stays, and less is forgotten.

https://arxiv.org/abs/2109.01903. After a constant rate it does some of what letting the rate fall does.
"""

import torch
from torch import nn


@torch.no_grad()
def average(model: nn.Module, before: nn.Module, share: float) -> None:
    """Replace the weights of `model` by means of them and those of `before`, which have `share`, 0 to 1, in them."""
    for weight, other in zip(model.parameters(), before.parameters(), strict=True):
        weight.lerp_(other.to(weight.device), share)
