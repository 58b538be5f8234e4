"""The directory of a run: `model/` (configuration, tokenizer, first weights of a fine-tuning), checkpoint, log."""

import shutil
from pathlib import Path

from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedModel

from cssgen.errors import ModelError
from cssgen.training.averaging import average
from cssgen.training.checkpoints import Progress, load_checkpoint, save_checkpoint
from cssgen.training.models import build_model
from cssgen.training.presets import Preset
from cssgen.training.run import CHECKPOINT

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.json", "merges.txt")


def create_model(data: Path, run: Path, preset: Preset, base: Path | None, *, writes: bool = True) -> PreTrainedModel:
    """The model that a run starts from, its configuration and tokenizer written to the run's `model/`.

    The configuration says how the model will be prompted: as the preset has it, whatever the base was before.

    Args:
        data: prepared data, with their tokenizer.
        run: directory of the run; created if need be.
        preset: for the shape of a model from nothing.
        base: directory of a checkpoint to go on from, in the Hugging Face layout, with the vocabulary of the data.
        writes: False leaves the writing to another process that trains along.

    Raises:
        ModelError: if the preset fine-tunes and there is no base, or the base is no checkpoint.
    """
    if base is not None:
        model = open_checkpoint(base)
    elif preset.shape is None:
        raise ModelError("this preset fine-tunes a checkpoint: give --base")
    else:
        vocabulary = Tokenizer.from_file(str(data / "tokenizer.json"))
        model = build_model(preset.shape, vocabulary.get_vocab_size(), preset.seed)
    model.config.prompt_family = preset.family
    if not writes:
        return model
    (run / "model").mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(run / "model")
    for name in TOKENIZER_FILES:
        if (data / name).is_file():
            shutil.copyfile(data / name, run / "model" / name)
    return model


def open_checkpoint(directory: Path) -> PreTrainedModel:
    """A checkpoint in the Hugging Face layout, in 32 bits; raises `ModelError` if there is none."""
    if not (directory / "config.json").is_file():
        raise ModelError(f"{directory} is no checkpoint in the Hugging Face layout: it has no config.json (--base)")
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(directory, dtype="float32")
    return model


def load_trained(run: Path) -> tuple[PreTrainedModel, Progress]:
    """The model of a run as its checkpoint has it, and how far the run is.

    Raises:
        ModelError: if the run has no checkpoint.
    """
    if not (run / CHECKPOINT).is_file():
        raise ModelError(f"{run} has no {CHECKPOINT}")
    config = AutoConfig.from_pretrained(run / "model")
    model = AutoModelForCausalLM.from_config(config)  # type: ignore[no-untyped-call]  # no types there
    progress = load_checkpoint(run / CHECKPOINT, model)
    return model.eval(), progress


def average_trained(run: Path, base: Path, share: float) -> None:
    """Replace a run's checkpoint by the mean of it and of `base`, which has `share` in it; the old one is kept.

    A run that goes on from there starts with fresh optimisers.
    """
    model, progress = load_trained(run)
    average(model, open_checkpoint(base), share)
    (run / CHECKPOINT).replace(run / "before-average.pt")
    save_checkpoint(run / CHECKPOINT, model, [], progress)
