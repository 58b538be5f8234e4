"""The loop, the model and the presets, on models of a few thousand weights."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

from cssgen.training.dataset import load_datasets
from cssgen.training.models import build_model, fuse_attention
from cssgen.training.muon import Muon, orthogonalize
from cssgen.training.optimizers import build_optimizers, rate_factor
from cssgen.training.presets import PRESETS, Preset, Shape
from cssgen.training.run import Plan, mean_loss, train
from cssgen.training.workspace import average_trained, create_model, load_trained
from tests.training.conftest import TINY


def read_log(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(Shape(layers=2, width=32, heads=4, rotary=8, positions=64), id="whole heads rotated"),
        pytest.param(Shape(layers=1, width=64, heads=8, rotary=4, positions=64), id="heads rotated in part"),
    ],
)
def test_fused_attention_equals_that_of_transformers(shape: Shape) -> None:
    model = build_model(shape, 100, seed=1).eval()  # type: ignore[no-untyped-call]
    ids = torch.randint(0, 100, (3, 40), generator=torch.Generator().manual_seed(2))
    with torch.inference_mode():
        expected = model(input_ids=ids, use_cache=False).logits
        fuse_attention(model)
        assert torch.allclose(model(input_ids=ids, use_cache=False).logits, expected, atol=1e-5)


def test_the_loss_falls(prepared: Path, tmp_path: Path) -> None:
    model = create_model(prepared, tmp_path, TINY, None)
    train(model, load_datasets(prepared), TINY, Plan(tmp_path, steps=30, log_steps=5, bf16=False))
    losses = [entry["loss"] for entry in read_log(tmp_path)]
    assert losses[-1] < losses[0] - 1


@pytest.mark.parametrize("muon", [True, False], ids=["Muon", "AdamW"])
def test_a_resumed_run_equals_an_uninterrupted_one(prepared: Path, tmp_path: Path, muon: bool) -> None:
    preset = replace(TINY, muon=muon)
    datasets = load_datasets(prepared)
    for name, stops in {"whole": [10], "resumed": [4, 10]}.items():
        for steps in stops:
            model = create_model(prepared, tmp_path / name, preset, None)
            train(model, datasets, preset, Plan(tmp_path / name, steps=steps, bf16=False))
    whole, _ = load_trained(tmp_path / "whole")
    resumed, progress = load_trained(tmp_path / "resumed")
    assert progress.step == 10
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-6)


def test_the_decay_ends_the_run_and_keeps_what_was_before(prepared: Path, tmp_path: Path) -> None:
    datasets = load_datasets(prepared)
    train(create_model(prepared, tmp_path, TINY, None), datasets, TINY, Plan(tmp_path, steps=3, bf16=False))
    plan = Plan(tmp_path, decay_steps=4, log_steps=1, bf16=False)
    progress = train(create_model(prepared, tmp_path, TINY, None), datasets, TINY, plan)
    assert (progress.step, progress.decay) == (7, (3, 4))
    rates = [entry["rate"] for entry in read_log(tmp_path)]
    assert rates == sorted(rates, reverse=True)
    before = torch.load(tmp_path / "before-decay.pt", weights_only=True)
    assert (before["step"], before["decay"]) == (3, None)


@pytest.mark.parametrize(
    ("step", "decay", "factor"),
    [
        pytest.param(0, None, 0.5, id="warm-up"),
        pytest.param(1, None, 1.0, id="warm"),
        pytest.param(500, None, 1.0, id="constant"),
        pytest.param(10, (10, 4), 0.8, id="decay begins"),
        pytest.param(13, (10, 4), 0.2, id="decay ends"),
        pytest.param(20, (10, 4), 0.0, id="behind the decay"),
    ],
)
def test_rates(step: int, decay: tuple[int, int] | None, factor: float) -> None:
    assert rate_factor(step, TINY, decay) == pytest.approx(factor)


def test_the_output_layer_runs_for_learnt_tokens_only_and_gives_the_same_loss(prepared: Path) -> None:
    from cssgen.training.dataset import Sampler

    batch = Sampler(load_datasets(prepared), TINY).batch(0)
    assert TINY.shape is not None
    model = build_model(TINY.shape, 400, seed=0).eval()  # type: ignore[no-untyped-call]
    ids, learnt = torch.from_numpy(batch.ids), torch.from_numpy(batch.learnt)
    with torch.inference_mode():
        logits = model(input_ids=ids).logits.log_softmax(-1)[:, :-1]
        losses = -logits.gather(2, ids[:, 1:, None])[..., 0]
        assert mean_loss(model, batch, bf16=False) == pytest.approx(float(losses[learnt[:, 1:]].mean()), abs=1e-4)


def test_saved_weights_give_equal_logits(prepared: Path, tmp_path: Path) -> None:
    model = create_model(prepared, tmp_path, TINY, None)
    train(model, load_datasets(prepared), TINY, Plan(tmp_path, steps=2, bf16=False))
    loaded, _ = load_trained(tmp_path)
    loaded.save_pretrained(tmp_path / "saved")
    opened = AutoModelForCausalLM.from_pretrained(tmp_path / "saved").eval()  # type: ignore[no-untyped-call]
    ids = torch.arange(1, 40)[None]
    with torch.inference_mode():
        assert torch.equal(opened(ids).logits, loaded(ids).logits)


def test_a_run_goes_on_from_weights_and_is_averaged_with_them(prepared: Path, tmp_path: Path) -> None:
    assert TINY.shape is not None
    first = build_model(TINY.shape, 400, seed=3)
    first.save_pretrained(tmp_path / "base")
    run = tmp_path / "run"
    model = create_model(prepared, run, TINY, tmp_path / "base")
    train(model, load_datasets(prepared), TINY, Plan(run, steps=2, bf16=False))
    average_trained(run, tmp_path / "base", 0.75)
    mean, progress = load_trained(run)
    assert progress.step == 2
    for name, weight in mean.state_dict().items():
        torch.testing.assert_close(weight, 0.75 * first.state_dict()[name] + 0.25 * model.state_dict()[name])
    assert train(mean, load_datasets(prepared), TINY, Plan(run, steps=3, bf16=False)).step == 3


def test_a_base_of_another_architecture_learns(prepared: Path, tmp_path: Path) -> None:
    """With Muon, too: the matrices of its blocks are found whatever their list is called."""
    llama = LlamaConfig(
        vocab_size=400,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        tie_word_embeddings=True,
        eos_token_id=0,
        bos_token_id=0,
    )
    torch.manual_seed(0)
    LlamaForCausalLM(llama).save_pretrained(tmp_path / "base")
    model = create_model(prepared, tmp_path / "run", TINY, tmp_path / "base")
    muon, adamw = build_optimizers(model, TINY)
    assert len(muon.param_groups[0]["params"]) == 2 * 7
    assert [parameter.shape for parameter in adamw.param_groups[0]["params"]] == [(400, 32)]
    train(model, load_datasets(prepared), TINY, Plan(tmp_path / "run", steps=30, log_steps=5, bf16=False))
    losses = [entry["loss"] for entry in read_log(tmp_path / "run")]
    assert losses[-1] < losses[0] - 1
    trained, _ = load_trained(tmp_path / "run")
    assert isinstance(trained, LlamaForCausalLM)


@pytest.mark.parametrize("shape", [(48, 16), (16, 48), (16, 16)], ids=["tall", "wide", "square"])
def test_muon_steps_as_that_of_pytorch_does(shape: tuple[int, int]) -> None:
    """PyTorch's iterates in bfloat16, which has 8 binary digits."""
    chance = torch.Generator().manual_seed(0)
    start, *gradients = torch.randn((4, *shape), generator=chance)
    ends = []
    for create in (Muon, partial(torch.optim.Muon, adjust_lr_fn="match_rms_adamw")):
        parameter = torch.nn.Parameter(start.clone())
        optimizer = create([parameter], lr=0.02, weight_decay=0.1)
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimizer.step()  # type: ignore[no-untyped-call]  # of the union, one is PyTorch's
        ends.append(parameter.detach())
    moved = (ends[1] - start).norm()
    assert moved > 0.1
    assert (ends[0] - ends[1]).norm() < 0.02 * moved


def test_singular_values_are_made_equal() -> None:
    matrix = torch.randn(24, 8, generator=torch.Generator().manual_seed(1)) @ torch.diag(torch.logspace(-1, 1, 8))
    values = torch.linalg.svdvals(orthogonalize(matrix, (3.4445, -4.775, 2.0315), 5))
    assert values.min() > 0.6
    assert values.max() < 1.3


def test_the_seeds_recipe_fine_tunes_a_checkpoint(prepared: Path, tmp_path: Path) -> None:
    assert TINY.shape is not None
    build_model(TINY.shape, 400, seed=3).save_pretrained(tmp_path / "base")
    preset: Preset = replace(PRESETS["codegen-css"], learning_rate=5e-3, warmup_steps=1, sequence_length=64)
    model = create_model(prepared, tmp_path / "run", preset, tmp_path / "base")
    fuse_attention(model)
    train(model, load_datasets(prepared), preset, Plan(tmp_path / "run", steps=12, log_steps=3, bf16=False))
    losses = [entry["loss"] for entry in read_log(tmp_path / "run")]
    assert losses[-1] < losses[0] - 0.5
    assert model.config.n_embd == TINY.shape.width


def test_the_seeds_recipe_is_that_of_its_card() -> None:
    preset = PRESETS["codegen-css"]
    assert (preset.batch_rows, preset.sequence_length, preset.shape) == (10, 512, None)
