"""Answers to a file of prompts, greedy and without a grammar: what the model itself can do."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import PreTrainedModel

from cssgen.contexts import Context, read_contexts
from cssgen.prompts import render_prompt
from cssgen.training.corpus import read_rows
from cssgen.training.examples import BUDGET, LONGEST_ANSWER
from cssgen.training.nearest import NearestRecipes

RECIPES = 3


def answer_prompts(
    model: PreTrainedModel, tokenizer: Tokenizer, prompts: Path, index: NearestRecipes | None
) -> Iterable[Mapping[str, str]]:
    """Answer each prompt of a JSON-lines file.

    Args:
        model: of the family `cssgen`.
        tokenizer: its vocabulary.
        prompts: rows with `id`, `before`, `prompt` and `after`; the marker would stand between the two texts.
        index: recipes to show, or None to show none.

    Yields:
        Rows with `id` and `output`, the text in the marker's place.
    """
    for row in read_rows(prompts):
        contexts = read_contexts(_place(row)).contexts
        yield {"id": row["id"], "output": write_answer(model, tokenizer, contexts[0], index) if contexts else ""}


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['before']}/* complete: {row['prompt']} */{row['after']}"


@torch.inference_mode()
def write_answer(model: PreTrainedModel, tokenizer: Tokenizer, context: Context, index: NearestRecipes | None) -> str:
    """The most probable answer for a context, step by step."""
    found = index.find(context.marker.prompt, context.production, context.property, RECIPES) if index else []
    prompt = render_prompt(
        context,
        "cssgen",
        count=lambda text: len(tokenizer.encode(text).ids),
        budget=BUDGET,
        recipes=[(wording, recipe.answer) for wording, recipe in found],
    )
    ids = torch.tensor([tokenizer.encode(prompt).ids])
    written = model.generate(  # type: ignore[operator]  # transformers mixes it in
        ids, attention_mask=torch.ones_like(ids), max_new_tokens=LONGEST_ANSWER, do_sample=False, pad_token_id=0
    )
    return str(tokenizer.decode(written[0, ids.shape[1] :].tolist()))


def write_answers(path: Path, answers: Iterable[Mapping[str, str]]) -> int:
    """Write answers as JSON lines; return how many there were."""
    lines = [json.dumps(answer) + "\n" for answer in answers]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)
