"""The model card: what a model is, what it was made of, and how good it is, from the figures of its run."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cssgen.training.checkpoints import Progress


def render_card(
    config: Any,
    parameters: int,
    progress: Progress,
    scores: Mapping[str, float],
    sources: Sequence[Mapping[str, str]] = (),
) -> str:
    """The model card.

    Args:
        config: of the model, as transformers has it.
        parameters: how many it has.
        progress: how long it was trained.
        scores: of `cssgen train evaluate`; those that are missing are not spoken of.
        sources: rows of `sources.tsv`: what it was trained on.
    """
    return _CARD.format(
        parameters=parameters,
        layers=config.n_layer,
        width=config.n_embd,
        heads=config.n_head,
        vocabulary=config.vocab_size,
        positions=config.n_positions,
        tokens=progress.tokens,
        steps=progress.step,
        hours=progress.seconds / 3600,
        sources=_render_sources(sources),
        scores="\n".join(f"- {line}." for line in iter_scores(scores)) or "Not measured.",
    )


def iter_scores(scores: Mapping[str, float]) -> Iterator[str]:
    """What figures say, a line each."""
    if "bits_per_byte" in scores:
        yield f"{scores['bits_per_byte']:.3f} bits per byte on stylesheets of projects that it has never seen"
    if "answer_loss" in scores:
        held_out = f"{scores['held_out']:.0f} held-out wordings of the cookbook"
        yield f"{scores['answer_loss']:.3f} nats per token on the answers to {held_out}"
    if "fulfilled" in scores:
        prompts = f"{scores['prompts']:.0f} prompts in stylesheets of their own"
        yield (
            f"Through cssgen (recipes, grammar, validator, ranking) {scores['fulfilled']:.1%} of {prompts} are"
            f" fulfilled,\n  {scores['valid']:.1%} of the answers valid; by the model alone, which is shown recipes,"
            f" {scores['fulfilled_alone']:.1%}.\n  The weights of ranking were fitted on these prompts"
        )
    if "masks" in scores:
        yield (
            f"{scores['masks']:.0f} places masked in these stylesheets and filled without a prompt: properties of rule"
            f" bodies\n  F1 {scores['masked_body_f1']:.1%}, single declarations {scores['masked_declaration_f1']:.1%};"
            f" exact values where the property is given {scores['masked_value_exact']:.1%}"
        )


def _render_sources(sources: Sequence[Mapping[str, str]]) -> str:
    if not sources:
        return "stylesheets; which, was not recorded"
    licences = Counter(row["licence"] for row in sources)
    listed = ", ".join(f"{licence} ({number})" for licence, number in licences.most_common())
    files = sum(int(row["files"]) for row in sources)
    return f"{files:,} stylesheets of {len(sources)} projects, under\n  {listed}"


_CARD = """\
---
license: bsd-3-clause
language: en
library_name: transformers
pipeline_tag: text-generation
tags: [css, codegen]
---

# The default model of cssgen

A language model of {parameters:,} parameters that writes CSS from a wish and its place in a stylesheet. It works inside
cssgen, which finds recipes for the wish, keeps the model to the grammar of CSS, validates what it writes, and ranks it
among texts made of the recipes. Alone it is a small model that continues CSS.

**Architecture**: CodeGen ({layers} layers, width {width}, {heads} heads), from nothing, with a vocabulary of its own
({vocabulary:,} tokens, byte-level BPE on CSS) and {positions} positions. It ships in 8 bits for ONNX Runtime;
`cssgen model export DIR` writes what `AutoModelForCausalLM.from_pretrained` opens.

**Prompts**: it reads the sections that `cssgen.prompts.render_prompt` writes, and ends an answer with `<|endoftext|>`.
Without them it continues CSS.

## Data

- {sources}.
  `sources.tsv` names each with version and licence, `NOTICE` attributes them. Near-duplicates, minified files and
  templates were left out; of the largest project, much of it written by machines, 30 % of the files were drawn.
- Prompts made from these files by templates, which say what a rule declares.
- The cookbook of cssgen: recipes with wordings in English, written for it, with names, sizes and colours varied.

3 % of the cookbook's wordings and all files of some other projects were held out. No prompt that it is measured by was
among the data.

## Training

`cssgen train` (docs/training.md), {tokens:,} tokens in {steps:,} steps, {hours:.1f} hours on two CPU cores.
The road there is in LOG.md.

## Figures

{scores}

## Limits

- It is small: where a wish is not like one of the recipes that it is shown, it writes plausible CSS that does something
  else. It may repeat itself, or name classes that are not in the file. Read what it writes.
- It was trained on wishes in English, and on CSS: no other language, no SCSS, no Less.
- It knows no markup: what a class stands for, it guesses from its name.
- It has learnt the habits of the projects above, the bad ones too. Nothing checks whether what it writes is accessible.
- What it writes is short and common, yet some of it may equal lines of its sources; their licences are all permissive.

## Licence

BSD-3-Clause; the licences of the sources are in `NOTICE`.
"""
