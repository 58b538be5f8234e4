"""The model card: what a model is, from the figures of its run."""

from collections.abc import Mapping

from transformers import PreTrainedModel

from cssgen.training.checkpoints import Progress


def render_card(model: PreTrainedModel, progress: Progress, scores: Mapping[str, float]) -> str:
    """The model card; `scores` are those of `cssgen train evaluate`, and may be missing."""
    config = model.config
    return _CARD.format(
        parameters=model.num_parameters(),
        layers=config.n_layer,
        width=config.n_embd,
        heads=config.n_head,
        vocabulary=config.vocab_size,
        positions=config.n_positions,
        tokens=progress.tokens,
        steps=progress.step,
        hours=progress.seconds / 3600,
        scores=_render_scores(scores),
    )


def _render_scores(scores: Mapping[str, float]) -> str:
    parts = []
    if "bits_per_byte" in scores:
        parts.append(f"{scores['bits_per_byte']:.3f} bits per byte on stylesheets of projects it has never seen")
    if "answer_loss" in scores:
        held_out = f"{scores['held_out']} held-out wordings of the cookbook"
        parts.append(f"{scores['answer_loss']:.3f} nats per token on the answers to {held_out}")
    return ";\n  ".join(parts) or "not measured"


_CARD = """\
---
license: bsd-3-clause
language: en
library_name: transformers
pipeline_tag: text-generation
tags: [css, codegen]
---

# The default model of cssgen

A language model of {parameters:,} parameters that writes CSS from a wish and its place in a stylesheet.

- **Architecture**: CodeGen ({layers} layers, width {width}, {heads} heads), from nothing, with a vocabulary of its own
  ({vocabulary:,} tokens, byte-level BPE on CSS) and {positions} positions.
  In 8 bits, for ONNX Runtime; `cssgen model export DIR` writes what `AutoModelForCausalLM.from_pretrained` opens.
- **Trained on**: stylesheets under MIT, Apache-2.0, BSD and CC0 licences (`sources.tsv`), prompts made from them
  by templates, and the cookbook of cssgen. {tokens:,} tokens, {steps:,} steps, {hours:.1f} hours on two CPU cores.
- **Scores**: {scores}.
- **Prompts**: it reads the sections that `cssgen.prompts.render_prompt` writes, and ends an
  answer with `<|endoftext|>`. Without them it continues CSS.
- **Limits**: it is small. What it writes must be validated, which cssgen does; it knows common idioms, English
  only, and no markup.
- **Licence**: BSD-3-Clause; the licences of the sources are in `NOTICE`.
"""
