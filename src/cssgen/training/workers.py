"""The processes that train together, and the device of each.

`torchrun` starts them, by itself or for `accelerate launch`, and names them in the environment: `WORLD_SIZE`, `RANK`,
`LOCAL_RANK`.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, distributed, nn

from cssgen.errors import UsageError
from cssgen.lm.torch_model import best_device

_BACKENDS: Final[Mapping[str, str]] = {"cpu": "gloo", "cuda": "nccl", "xpu": "xccl"}


CPU: Final = torch.device("cpu")


@dataclass(frozen=True, slots=True)
class Workers:
    """This process among `size` of them.

    Attributes:
        rank: its number, from 0; that one alone writes files.
        size: how many train together.
        device: where it computes.
    """

    rank: int = 0
    size: int = 1
    device: torch.device = CPU

    @property
    def is_first(self) -> bool:
        """Whether it is the one that writes, and decides when to stop."""
        return self.rank == 0

    def share_weights(self, model: nn.Module) -> None:
        """Give all the weights of the first."""
        if self.size > 1:
            for tensor in (*model.parameters(), *model.buffers()):
                distributed.broadcast(tensor.detach(), src=0)

    def average_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Replace the gradients of each by the mean of all: one message, since small ones cost more than they carry."""
        if self.size == 1:
            return
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        distributed.all_reduce(flat)
        flat /= self.size
        parts = torch.split(flat, [gradient.numel() for gradient in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))

    def total(self, values: Sequence[float]) -> list[float]:
        """The sums over all processes."""
        if self.size == 1:
            return list(values)
        tensor = self._tensor(values)
        distributed.all_reduce(tensor)
        return [float(value) for value in tensor.tolist()]

    def agree(self, values: Sequence[float]) -> list[float]:
        """What the first one has."""
        if self.size == 1:
            return list(values)
        tensor = self._tensor(values)
        distributed.broadcast(tensor, src=0)
        return [float(value) for value in tensor.tolist()]

    def wait(self) -> None:
        """Until all are here."""
        self.total([0.0])

    def _tensor(self, values: Sequence[float]) -> Tensor:
        # Whole numbers up to 16,777,216 and seconds to a tenth; some devices have no wider type.
        return torch.tensor(values, dtype=torch.float32, device=self.device)


@contextmanager
def open_workers(device: str = "auto", environment: Mapping[str, str] = os.environ) -> Iterator[Workers]:
    """Join the processes that the environment names; without any, this one works alone.

    Args:
        device: `auto` for the fastest kind here, or a torch device such as `cuda:1`.
        environment: variables, as `torchrun` sets them.

    Raises:
        UsageError: if the device cannot be shared so.
    """
    size = int(environment.get("WORLD_SIZE", "1"))
    chosen = torch.device(best_device() if device == "auto" else device)
    if size == 1:
        yield Workers(device=chosen)
        return
    if chosen.type not in _BACKENDS:
        raise UsageError(f"several processes cannot train on {chosen.type}: add --device cpu, or start one alone")
    if chosen.type != "cpu":
        chosen = torch.device(chosen.type, int(environment["LOCAL_RANK"]))
        getattr(torch, chosen.type).set_device(chosen)
    distributed.init_process_group(_BACKENDS[chosen.type])
    try:
        yield Workers(int(environment["RANK"]), size, chosen)
    finally:
        distributed.destroy_process_group()
