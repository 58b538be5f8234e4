"""`cssgen train adapt`: from a project's stylesheets to a model that `cssgen fill` takes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import (
    AutoModelForCausalLM,
    BertConfig,
    Gemma2Config,
    Gemma2ForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
)

from cssgen.cookbook import load_recipes
from cssgen.errors import CssgenError, FileError, ModelError, UsageError
from cssgen.training import adapt as adapt_module
from cssgen.training import adapt_data, commands
from cssgen.training.bases import keep_share, open_base
from cssgen.training.models import build_model
from cssgen.training.own_files import read_own
from cssgen.training.presets import PRESETS, scale_rate
from tests.training.conftest import STYLESHEETS, TINY

COMPONENTS = ("alert", "badge", "dialog", "menu", "panel", "toast")
MARKED = ".menu {\n  /* complete: some padding */\n}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stylesheets that share a style, each with something of its own."""
    directory = tmp_path_factory.mktemp("project")
    for number, name in enumerate(COMPONENTS):
        rules = [
            f".{name}__{part} {{\n  padding: {number}px {place}px;\n  color: var(--{part}-{number});\n}}\n"
            for place, part in enumerate(("head", "body", "foot", "icon", "text"))
        ]
        (directory / f"{name}.css").write_text("\n".join(rules), encoding="utf-8")
    return directory


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, tokenizer_directory: Path) -> Path:
    """A model of our own family that knows nothing, in the Hugging Face layout."""
    return save(tmp_path_factory.mktemp("own"), tokenizer_directory, prompt_family="cssgen")


@pytest.fixture(scope="module")
def codegen(tmp_path_factory: pytest.TempPathFactory, tokenizer_directory: Path) -> Path:
    """A small twin of the seed's base."""
    return save(tmp_path_factory.mktemp("codegen"), tokenizer_directory)


def save(directory: Path, tokenizer: Path, **changes: str) -> Path:
    assert TINY.shape is not None
    model = build_model(TINY.shape, 400, seed=5)
    model.config.update(changes)
    model.save_pretrained(directory)
    copy_tokenizer(tokenizer, directory)
    return directory


def copy_tokenizer(tokenizer: Path, directory: Path) -> None:
    for path in tokenizer.iterdir():
        (directory / path.name).write_bytes(path.read_bytes())


def adapt(*arguments: object) -> int:
    return commands.main(["adapt", *map(str, arguments), "--threads", "1", "--device", "cpu"])


def read_log(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def losses(run: Path) -> list[float]:
    return [entry["loss"] for entry in read_log(run) if "loss" in entry]


def fill(model: Path, directory: Path, *options: str) -> str:
    """What the real command makes of a file, by the model alone."""
    (directory / "menu.css").write_text(MARKED, encoding="utf-8")
    command = [sys.executable, "-m", "cssgen", "fill", "--model", str(model), "--suggestions", "0", "--recipes", "0"]
    environment = {**os.environ, "CSSGEN_CACHE": str(directory / "cache")}
    ended = subprocess.run(
        [*command, *options, "menu.css"], cwd=directory, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return (directory / "menu.css").read_text(encoding="utf-8")


def test_our_own_model_learns_a_project_and_fills_then(
    own: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(adapt_data, "RECIPES", 12)
    monkeypatch.setattr(adapt_data, "HELD_OUT_WORDINGS", 4)
    caplog.set_level("INFO")
    out = tmp_path / "adapted"
    assert adapt(project, "--model", own, "--out", out, "--steps", 30) == 0
    found = losses(tmp_path / "adapted.run")
    assert found[-1] < found[0] - 1
    report = json.loads((tmp_path / "adapted.run" / "report.json").read_text(encoding="utf-8"))
    assert report["bits_after"] < 0.9 * report["bits_before"]
    assert report["files"] == {"learnt": 4, "watched": 1, "held_out": 1, "dropped": 0}
    assert report["after"]["answers"] < report["before"]["answers"]
    held = [Path(name).name for name in report["before"]["files"]]
    assert len(held) == 1
    assert "1 of 1 need fewer" in caplog.text
    assert "bits per byte before" in (out / "README.md").read_text(encoding="utf-8")
    text = fill(out, tmp_path)
    assert "complete:" not in text
    assert "some padding" in text


def test_the_seeds_recipe_on_a_twin(codegen: Path, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "adapted"
    assert adapt(project, "--preset", "codegen-css", "--model", codegen, "--out", out, "--steps", 40) == 0
    rates = [entry["rate"] for entry in read_log(tmp_path / "adapted.run") if "rate" in entry]
    assert max(rates) < PRESETS["codegen-css"].learning_rate
    # Its warm-up is long, and its rate low: what it does on a checkpoint that knows something, it cannot do here.
    found = losses(tmp_path / "adapted.run")
    assert found[-1] < found[0] - 0.01
    model = AutoModelForCausalLM.from_pretrained(out)
    assert model.config.model_type == "codegen"
    assert "complete:" not in fill(out, tmp_path, "--max-new-tokens", "200")


def test_an_interrupted_run_goes_on_and_ends_like_another(
    codegen: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = (project, "--preset", "codegen-css", "--model", codegen, "--steps", 12)
    assert adapt(*job, "--out", tmp_path / "whole") == 0
    probe: Callable[..., float] = adapt_module._Adaptation._probe
    measured: list[float] = []

    def interrupt(self: Any, model: Any) -> float:
        measured.append(probe(self, model))
        if len(measured) == 2:
            signal.raise_signal(signal.SIGINT)
        return measured[-1]

    monkeypatch.setattr(adapt_module._Adaptation, "_probe", interrupt)
    assert adapt(*job, "--out", tmp_path / "parts") == 130
    assert not (tmp_path / "parts").exists()
    state = torch.load(tmp_path / "parts.run" / "checkpoint.pt", weights_only=True)
    assert 0 < state["step"] < 12
    assert adapt(*job, "--out", tmp_path / "parts") == 0
    whole, parts = ((tmp_path / name / "model.safetensors").read_bytes() for name in ("whole", "parts"))
    assert whole == parts


def test_any_causal_model_can_be_adapted(project: Path, tokenizer_directory: Path, tmp_path: Path) -> None:
    config = LlamaConfig(
        vocab_size=400,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=128,
        eos_token_id=0,
        bos_token_id=0,
    )
    torch.manual_seed(0)
    LlamaForCausalLM(config).bfloat16().save_pretrained(tmp_path / "base")
    copy_tokenizer(tokenizer_directory, tmp_path / "base")
    assert adapt(project, "--model", tmp_path / "base", "--out", tmp_path / "out", "--steps", 20) == 0
    report = json.loads((tmp_path / "out.run" / "report.json").read_text(encoding="utf-8"))
    assert report["bits_after"] < 0.98 * report["bits_before"]
    assert report["before"]["answers"] is None
    adapted = AutoModelForCausalLM.from_pretrained(tmp_path / "out")
    assert adapted.dtype == torch.bfloat16, "as it came"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        pytest.param("{few}/none --out {few}/o", FileError, "no such file or directory", id="no such path"),
        pytest.param("{empty} --out {few}/o", FileError, "no stylesheet found", id="no stylesheet"),
        pytest.param("{few} --out {few}/o", FileError, "too few stylesheets", id="too few"),
        pytest.param("{project} --out {few}", UsageError, "is not empty", id="result would be written over"),
        pytest.param(
            "{project} --model {bert} --out {few}/o", ModelError, "no causal language model", id="no generator"
        ),
        pytest.param("{project} --model {empty} --out {few}/o", ModelError, "config.json", id="no model"),
        pytest.param("{project} --preset codegen-css --out {few}/o", UsageError, "--model", id="no checkpoint named"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    project: Path, tmp_path: Path, arguments: str, error: type[CssgenError], message: str
) -> None:
    places = {name: tmp_path / name for name in ("few", "empty", "bert")}
    for path in places.values():
        path.mkdir()
    (places["few"] / "a.css").write_text(STYLESHEETS["cards.css"], encoding="utf-8")
    BertConfig(architectures=["BertForMaskedLM"]).save_pretrained(places["bert"])
    (places["bert"] / "model.safetensors").touch()
    with pytest.raises(error, match=message):
        adapt(*arguments.format(project=project, **places).split())


def test_models_that_cap_their_scores_are_refused(project: Path, tokenizer_directory: Path, tmp_path: Path) -> None:
    config = Gemma2Config(
        vocab_size=400,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=16,
        final_logit_softcapping=0.1,
    )
    Gemma2ForCausalLM(config).save_pretrained(tmp_path / "base")
    copy_tokenizer(tokenizer_directory, tmp_path / "base")
    with pytest.raises(ModelError, match="caps or scales its scores"):
        adapt(project, "--model", tmp_path / "base", "--out", tmp_path / "out", "--steps", 1)


def test_a_run_belongs_to_its_files(codegen: Path, project: Path, tmp_path: Path) -> None:
    job = ("--preset", "codegen-css", "--model", codegen, "--out", tmp_path / "out", "--steps", 1)
    adapt(project, *job)
    (tmp_path / "more.css").write_text(STYLESHEETS["cards.css"], encoding="utf-8")
    with pytest.raises(UsageError, match="was begun with other stylesheets"):
        adapt(project, tmp_path / "more.css", "--run", tmp_path / "out.run", *job[:4], "--out", tmp_path / "other")


def test_the_mean_with_what_a_model_was(own: Path, tmp_path: Path) -> None:
    base = open_base(str(own), tmp_path)
    before = [weight.detach().clone() for weight in base.model.parameters()]
    with torch.no_grad():
        for weight in base.model.parameters():
            weight.add_(1)
    keep_share(base, 0.25)
    for weight, was in zip(base.model.parameters(), before, strict=True):
        assert torch.allclose(weight - was, torch.tensor(0.75), atol=1e-6)


def test_wishes_that_a_model_cannot_hold_are_not_measured(own: Path, project: Path, tmp_path: Path) -> None:
    base = replace(open_base(str(own), tmp_path), longest=450)
    recipes = [recipe for recipe in load_recipes()[:400] if len(recipe.wordings) > 3]
    _, held_out = adapt_data.build_wishes(read_own([project]), recipes, base, 0)
    assert len(held_out) > 0
    assert all(len(held_out[place].ids) <= base.longest for place in range(len(held_out)))
    _, longer = adapt_data.build_wishes(read_own([project]), recipes, replace(base, longest=9999), 0)
    assert len(longer) > len(held_out)


def test_the_preset_is_that_of_the_seed() -> None:
    preset = PRESETS["adapt"]
    assert (preset.batch_rows, preset.sequence_length) == (10, 512)


@pytest.mark.parametrize(("width", "share"), [(64, 1), (256, 1), (1024, 0.25)])
def test_wide_models_learn_at_a_lower_rate(width: int, share: float) -> None:
    preset = PRESETS["adapt"]
    assert scale_rate(preset, width).learning_rate == preset.learning_rate * share
    assert scale_rate(PRESETS["codegen-css"], width) == PRESETS["codegen-css"]
