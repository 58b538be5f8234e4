"""The five stages, from three stylesheets to a directory that opens."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from cssgen.errors import FileError, ModelError
from cssgen.lm.ll_tokenizer import LLTokenizer
from cssgen.lm.onnx_model import OnnxModel
from cssgen.models.export import export
from cssgen.models.lock import read_lock
from cssgen.models.resolve import resolve_model
from cssgen.training import commands, presets
from tests.training.conftest import TINY


@pytest.fixture(scope="module")
def tiny_preset() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "PRESETS", {**presets.PRESETS, "default": TINY})
        yield


@pytest.fixture(scope="module")
def exported(tiny_preset: None, corpus: Path, cookbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("pipeline")
    sources = "split\tsource\tversion\tlicence\tfiles\tbytes\tdrops\ntrain\tsomeone/css\tabc\tMIT\t3\t9\t{}\n"
    (tmp_path / "sources.tsv").write_text(sources, encoding="utf-8")
    places = {"before": ".card {\n  ", "prompt": "stick to the top", "after": "\n}\n"}
    expect = {"must_all": [{"prop": "position", "val": "sticky"}, {"prop": "no-such-property", "val": "."}]}
    prompts = {"id": "one", "context_kind": "rule", "expect": expect} | places
    (tmp_path / "prompts.jsonl").write_text(json.dumps(prompts) + "\n", encoding="utf-8")
    stages = (
        f"tokenizer --corpus {corpus} --cookbook {cookbook} --vocabulary-size 400 --out {tmp_path}/tokenizer",
        f"prepare --corpus {corpus} --cookbook {cookbook} --tokenizer {tmp_path}/tokenizer --out {tmp_path}/data",
        f"run --data {tmp_path}/data --out {tmp_path}/run --steps 4 --threads 1",
        f"run --data {tmp_path}/data --out {tmp_path}/run --decay 2",
        f"evaluate --run {tmp_path}/run --data {tmp_path}/data --corpus {corpus}"
        f" --prompts {tmp_path}/prompts.jsonl --masks 2",
        f"export --run {tmp_path}/run --out {tmp_path}/model --sources {tmp_path}/sources.tsv",
    )
    for stage in stages:
        assert commands.main(stage.split()) == 0
    return tmp_path / "model"


def test_the_pipeline_ends_in_a_model_that_opens_everywhere(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSSGEN_CACHE", str(tmp_path / "cache"))
    text = "<|prompt|>a box<|stylesheet|>"
    ids = AutoTokenizer.from_pretrained(exported)(text)["input_ids"]
    assert LLTokenizer(exported).encode(text) == ids
    export(resolve_model(str(exported)), tmp_path / "hf")
    model = AutoModelForCausalLM.from_pretrained(tmp_path / "hf").eval()  # type: ignore[no-untyped-call]
    with torch.inference_mode():
        expected = model(torch.tensor([ids])).logits[0, -1].numpy()
    stream = OnnxModel(exported, threads=1).open_stream()
    found = stream.extend(np.array([ids]), np.ones((1, len(ids)), np.bool_), 1).logits[0, -1]
    # Activations are quantised on ONNX Runtime, and are not in transformers.
    assert np.abs(found - expected).max() < 0.05


def test_a_run_is_measured(exported: Path) -> None:
    """Its cookbook meets one of two conditions; what its model writes may be anything."""
    run = exported.parent / "run"
    scores = json.loads((run / "scores.json").read_text(encoding="utf-8"))
    assert (scores["step"], scores["prompts"], scores["fulfilled"], scores["valid"]) == (6, 1, 0.0, 1.0)
    assert scores["masks"] == 6
    assert 0 <= scores["masked_body_f1"] <= 1
    (answer,) = map(json.loads, (run / "answers.jsonl").read_text(encoding="utf-8").splitlines())
    assert answer.keys() == {"id", "output", "source"}
    assert "sticky" in answer["output"]


def test_what_ships_is_measured_too(exported: Path, corpus: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A directory needs no run; in 8 bits it is about as good."""
    caplog.set_level("INFO")
    prompts = exported.parent / "prompts.jsonl"
    assert commands.main(f"evaluate --model {exported} --corpus {corpus} --prompts {prompts}".split()) == 0
    assert "one (rule, recipe): stick to the top" in caplog.text or "one (rule, adapted): stick" in caplog.text
    assert "  - missing: no-such-property: ." in caplog.text
    run = json.loads((exported.parent / "run" / "scores.json").read_text(encoding="utf-8"))
    bits = re.search(r"'bits_per_byte': ([\d.]+)", caplog.text)
    assert bits is not None
    assert float(bits[1]) == pytest.approx(run["bits_per_byte"], abs=0.05)


def test_what_ships_tells_how_it_is_prompted_and_where_it_came_from(exported: Path) -> None:
    config = json.loads((exported / "config.json").read_text(encoding="utf-8"))
    assert (config["model_type"], config["prompt_family"], config["prompt_layout"]) == ("codegen", "cssgen", 1)
    lock = read_lock(exported)
    assert lock is not None
    assert not list(lock.find_problems(exported, is_full=True))
    assert "someone/css (MIT)" in (exported / "NOTICE").read_text(encoding="utf-8")
    card = (exported / "README.md").read_text(encoding="utf-8")
    assert "6 steps" in card
    assert re.search(r"\d\.\d{3} bits per byte", card)
    assert "3 stylesheets of 1 projects, under\n  MIT (1)" in card
    assert "0.0% of 1 prompts in stylesheets of their own are fulfilled,\n  100.0% of the answers valid" in card
    assert "6 places masked" in card


def test_a_fine_tuned_base_is_prompted_as_its_preset_says(exported: Path, tmp_path: Path) -> None:
    """The seed's recipe learns plain stylesheets: none of our special tokens mean anything to its models."""
    data = exported.parent / "data"
    export(resolve_model(str(exported)), tmp_path / "base")
    stages = (
        f"run --preset codegen-css --base {tmp_path}/base --data {data} --out {tmp_path}/run"
        " --rate 0.001 --steps 20 --threads 1",
        f"export --run {tmp_path}/run --out {tmp_path}/model",
    )
    for stage in stages:
        assert commands.main(stage.split()) == 0
    config = json.loads((tmp_path / "model" / "config.json").read_text(encoding="utf-8"))
    assert config["prompt_family"] == "plain"
    assert resolve_model(str(tmp_path / "model")).family == "plain"
    lock = read_lock(tmp_path / "model")
    assert lock is not None
    assert lock.family == "plain"
    (entry,) = map(json.loads, (tmp_path / "run" / "log.jsonl").read_text(encoding="utf-8").splitlines())
    assert entry["rate"] == pytest.approx(0.001 * 20 / presets.PRESETS["codegen-css"].warmup_steps)


@pytest.mark.parametrize(
    ("stage", "error", "message"),
    [
        pytest.param("tokenizer --corpus {empty} --out {empty}/t", FileError, r"no \*\.css", id="no corpus"),
        pytest.param("run --data {empty} --out {empty}/r --preset codegen-css", ModelError, "--base", id="no base"),
        pytest.param(
            "run --data {empty} --out {empty}/r --base {empty}", ModelError, "config.json", id="base is empty"
        ),
        pytest.param("average --run {empty} --base {empty}", ModelError, "no checkpoint", id="no run"),
        pytest.param("evaluate --run {empty} --corpus {empty}", ModelError, "no checkpoint", id="no checkpoint"),
    ],
)
def test_missing_inputs_are_named(tmp_path: Path, stage: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        commands.main(stage.format(empty=tmp_path).split())
