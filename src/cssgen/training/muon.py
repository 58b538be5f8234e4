"""PyTorch's Muon in a precision that the machine multiplies: https://kellerjordan.github.io/posts/muon/.

`torch.optim.Muon` iterates in bfloat16. Processors without such instructions emulate it, and then a step of the default
model takes six times as long (LOG.md).
"""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from cssgen.lm.torch_model import best_dtype


class Muon(torch.optim.Muon):
    """`torch.optim.Muon` with the step of AdamW's size (`match_rms_adamw`), in float32 where bfloat16 is emulated.

    Its state is that of `torch.optim.Muon`, so either goes on from a checkpoint of the other.
    """

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]  # no overloads
        """Change the parameters by their gradients."""
        loss = closure() if closure is not None else None
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._change(parameter, parameter.grad, group)
        return loss

    def _change(self, parameter: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state = self.state[parameter]
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = torch.zeros_like(parameter)
        buffer: Tensor = state["momentum_buffer"]
        buffer.lerp_(gradient, 1 - group["momentum"])
        update = gradient.lerp(buffer, group["momentum"])  # Nesterov's momentum
        update = orthogonalize(update.to(best_dtype(parameter.device)), group["ns_coefficients"], group["ns_steps"])
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        parameter.add_(update.to(parameter), alpha=-0.2 * group["lr"] * math.sqrt(max(parameter.shape)))


def orthogonalize(matrix: Tensor, coefficients: tuple[float, float, float], steps: int) -> Tensor:
    """The matrix with singular values near 1 (0.7 to 1.2), by Newton and Schulz's iteration; in its own precision."""
    wide = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    wide = wide / wide.norm().clamp(min=1e-7)
    first, second, third = coefficients
    for _ in range(steps):
        gram = wide @ wide.T
        wide = torch.addmm(wide, torch.addmm(gram, gram, gram, beta=second, alpha=third), wide, beta=first)
    return wide.T if matrix.shape[0] > matrix.shape[1] else wide
