"""Training by several processes, as `torchrun` starts them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import distributed

from cssgen.errors import UsageError
from cssgen.training.dataset import Sampler, load_datasets
from cssgen.training.run import mean_loss
from cssgen.training.workers import open_workers
from cssgen.training.workspace import create_model, load_trained
from tests.training.conftest import TINY

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def trained(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a run of two processes."""
    out = tmp_path_factory.mktemp("two")
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"]
    command = [*torchrun, "-m", "tests.training.two_workers", str(prepared), str(out)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return out


def test_both_end_with_equal_weights_when_the_first_says_so(trained: Path) -> None:
    # The plan of the second one says that its time is over at once.
    first, second = (torch.load(trained / f"rank{rank}.pt", weights_only=True) for rank in (0, 1))
    assert first["step"] == second["step"] == 20
    assert first["weights"].keys() == second["weights"].keys()
    assert all(torch.equal(weight, second["weights"][name]) for name, weight in first["weights"].items())


def test_the_first_writes_what_all_learnt(trained: Path, prepared: Path, tmp_path: Path) -> None:
    lines = (trained / "log.jsonl").read_text(encoding="utf-8").splitlines()
    losses = [entry["loss"] for entry in map(json.loads, lines) if "loss" in entry]
    assert len(losses) == 20
    assert losses[-1] < losses[0] - 1
    model = create_model(prepared, tmp_path, TINY, None)
    sampler = Sampler(load_datasets(prepared), TINY)
    # The first step is one batch of each.
    expected = sum(mean_loss(model, sampler.batch(place), bf16=False).item() for place in (0, 1)) / 2
    assert losses[0] == pytest.approx(expected, abs=2e-3)


def test_the_checkpoint_is_that_of_all(trained: Path) -> None:
    model, progress = load_trained(trained)
    weights = torch.load(trained / "rank1.pt", weights_only=True)["weights"]
    assert progress.step == 20
    assert all(torch.equal(weight, weights[name]) for name, weight in model.state_dict().items())
    assert (trained / "best.pt").is_file()


def test_alone_without_torchrun() -> None:
    with open_workers("cpu", {}) as workers:
        assert (workers.rank, workers.size, workers.device.type) == (0, 1, "cpu")
        assert workers.total([2.0, 3.0]) == [2.0, 3.0]


def test_devices_that_cannot_be_shared_are_refused() -> None:
    with (
        pytest.raises(UsageError, match="several processes cannot train on mps"),
        open_workers("mps", {"WORLD_SIZE": "2"}),
    ):
        pass


@pytest.mark.parametrize("kind", ["cuda", "xpu"])
def test_each_gets_a_device_of_its_own(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of torch, since there is no accelerator here."""
    asked: list[object] = []
    monkeypatch.setattr(getattr(torch, kind), "set_device", asked.append)
    monkeypatch.setattr(distributed, "init_process_group", asked.append)
    monkeypatch.setattr(distributed, "destroy_process_group", lambda: asked.append("end"))
    with open_workers(kind, {"WORLD_SIZE": "4", "RANK": "3", "LOCAL_RANK": "1"}) as workers:
        assert (workers.rank, workers.size, str(workers.device)) == (3, 4, f"{kind}:1")
    assert asked == [torch.device(kind, 1), {"cuda": "nccl", "xpu": "xccl"}[kind], "end"]
