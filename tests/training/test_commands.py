"""The five stages, from three stylesheets to a directory that opens."""

import json
import re
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


@pytest.fixture
def tiny_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "PRESETS", {**presets.PRESETS, "default": TINY})


@pytest.fixture
def exported(tiny_preset: None, corpus: Path, cookbook: Path, tmp_path: Path) -> Path:
    sources = "split\tsource\tversion\tlicence\tfiles\tbytes\tdrops\ntrain\tsomeone/css\tabc\tMIT\t3\t9\t{}\n"
    (tmp_path / "sources.tsv").write_text(sources, encoding="utf-8")
    prompts = {"id": "one", "before": ".card {\n  ", "prompt": "stick to the top", "after": "\n}\n"}
    (tmp_path / "prompts.jsonl").write_text(json.dumps(prompts) + "\n", encoding="utf-8")
    stages = (
        f"tokenizer --corpus {corpus} --cookbook {cookbook} --vocabulary-size 400 --out {tmp_path}/tokenizer",
        f"prepare --corpus {corpus} --cookbook {cookbook} --tokenizer {tmp_path}/tokenizer --out {tmp_path}/data",
        f"run --data {tmp_path}/data --out {tmp_path}/run --steps 4 --threads 1",
        f"run --data {tmp_path}/data --out {tmp_path}/run --decay 2",
        f"evaluate --run {tmp_path}/run --data {tmp_path}/data --corpus {corpus} --cookbook {cookbook}"
        f" --prompts {tmp_path}/prompts.jsonl",
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


def test_prompts_are_answered(exported: Path) -> None:
    (answer,) = (exported.parent / "run" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(answer).keys() == {"id", "output"}
    assert "<|" not in json.loads(answer)["output"]


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


@pytest.mark.parametrize(
    ("stage", "error", "message"),
    [
        pytest.param("tokenizer --corpus {empty} --out {empty}/t", FileError, r"no \*\.css", id="no corpus"),
        pytest.param("run --data {empty} --out {empty}/r --preset codegen-css", ModelError, "--base", id="no base"),
        pytest.param("run --data {empty} --out {empty}/r --base {empty}", ModelError, "--base", id="needless base"),
        pytest.param("evaluate --run {empty} --corpus {empty}", ModelError, "no checkpoint", id="no checkpoint"),
    ],
)
def test_missing_inputs_are_named(tmp_path: Path, stage: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        commands.main(stage.format(empty=tmp_path).split())
