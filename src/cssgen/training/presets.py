"""How a model is trained, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a CodeGen model that is built from nothing."""

    layers: int
    """Number of blocks."""
    width: int
    """Width of the hidden states; the feed-forward layers are four times as wide."""
    heads: int
    """Number of attention heads; a multiple of 4, since transformers' layout of `qkv_proj` asks for it."""
    rotary: int
    """Dimensions of each head that are rotated by position."""
    positions: int
    """Longest text, in tokens."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A recipe of training."""

    shape: Shape | None
    """Shape of a model from nothing; None fine-tunes a given checkpoint."""
    sequence_length: int
    """Longest row, in tokens; longer examples lose their beginning."""
    batch_rows: int | None
    """Rows of a step; None fills `batch_tokens` instead."""
    batch_tokens: int
    """Tokens of a step, padding included, when rows differ in length."""
    learning_rate: float
    """Peak rate, reached after the warm-up and kept until the decay."""
    warmup_steps: int
    """Steps of linear warm-up."""
    weight_decay: float
    """Decoupled weight decay of the matrices."""
    context_share: float
    """Share of the tokens before an answer, drawn anew each time, that count in the loss as the answer's own do."""
    muon: bool
    """Muon for the hidden matrices (AdamW for the rest), or AdamW for all."""
    mix: Mapping[str, float]
    """Share of each kind of example in the rows; kinds that the data lacks are left out."""
    family: str = "cssgen"
    """How the model that comes out is prompted; see `cssgen.prompts.render_prompt`."""
    seed: int = 0
    """Of the initial weights and the order of examples."""
    width: int | None = None
    """Width of the model that `learning_rate` is for; of wider ones it is less in proportion. None is any."""
    kept_share: float = 0.0
    """Share of the weights that an adapted model came with in the mean that is written; the rest is what it learnt."""


PRESETS: Final[Mapping[str, Preset]] = {
    "default": Preset(
        shape=Shape(layers=8, width=256, heads=8, rotary=32, positions=1024),
        sequence_length=512,
        batch_rows=None,
        batch_tokens=2560,
        learning_rate=1.5e-3,
        warmup_steps=60,
        weight_decay=0.05,
        context_share=0.25,
        muon=True,
        mix={"file": 0.12, "cookbook": 0.66, "backtranslated": 0.16, "unasked": 0.06},
    ),
    # The seed's model card: 350M parameters, one device, batches of 10 rows of 512 tokens.
    "codegen-css": Preset(
        shape=None,
        sequence_length=512,
        batch_rows=10,
        batch_tokens=5120,
        learning_rate=5e-5,
        warmup_steps=100,
        weight_decay=0.01,
        context_share=1.0,
        muon=False,
        mix={"file": 1.0},
        family="plain",
    ),
    # The same recipe for the stylesheets of one project, and a model that must go on doing what it is asked.
    "adapt": Preset(
        shape=None,
        sequence_length=512,
        batch_rows=10,
        batch_tokens=5120,
        learning_rate=1e-3,
        warmup_steps=10,
        weight_decay=0.05,
        context_share=0.25,
        muon=False,
        mix={"file": 0.7, "cookbook": 0.3},
        width=256,
        kept_share=0.5,
    ),
}
"""`default` makes the shipped model, `codegen-css` repeats the seed's: CodeGen-Multi fine-tuned on CSS; `adapt` makes
of a model one that knows a project."""


def scale_rate(preset: Preset, width: int) -> Preset:
    """The preset with the learning rate for a model of that width: https://arxiv.org/abs/2203.03466."""
    if preset.width is None:
        return preset
    return replace(preset, learning_rate=preset.learning_rate * min(1.0, preset.width / width))
