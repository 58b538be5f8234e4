"""A run for `torchrun`: each process trains on the prepared data of `argv[1]` and leaves its weights in `argv[2]`."""

import sys
from pathlib import Path

import torch

from cssgen.training.dataset import load_datasets
from cssgen.training.run import Plan, Probe, train
from cssgen.training.workers import open_workers
from cssgen.training.workspace import create_model
from tests.training.conftest import TINY


def main() -> None:
    """Train until the plan ends; weights differ at first, so that they must be shared."""
    data, out = map(Path, sys.argv[1:3])
    torch.set_num_threads(1)
    with open_workers("cpu") as workers:
        model = create_model(data, out, TINY, None, writes=workers.is_first)
        with torch.no_grad():
            next(model.parameters()).add_(0.01 * workers.rank)
        probe = Probe(lambda module: float(sum(each.abs().sum() for each in module.parameters())), 4, 9)
        plan = Plan(out, minutes=1e9 if workers.is_first else 0, steps=20, log_steps=1, bf16=False, probe=probe)
        progress = train(model, load_datasets(data), TINY, plan, workers)
        torch.save({"weights": model.state_dict(), "step": progress.step}, out / f"rank{workers.rank}.pt")


if __name__ == "__main__":
    main()
