"""The cookbook to what a wording makes one expect: a logistic regression for each fact, over vectors of wordings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cssgen.bert.weights import quantise_all
from cssgen.cookbook import Recipe
from cssgen.facts import PLACES, list_facts
from cssgen.wordings import Floats

FEWEST: Final = 4  # recipes that say a fact, for it to be learnt
SCALE: Final = 10.0  # of unit vectors as inputs, so that weights need not grow large
NOISE: Final = 0.25  # standard deviation, of the scaled inputs: wordings near to a known one ask the same
RATE: Final = 5e-3
RARE: Final = -5.0  # first logit of a fact
BATCH: Final = 512
EPOCHS: Final = 14


@dataclass(frozen=True, slots=True)
class Examples:
    """Wordings and what their recipes say.

    Attributes:
        facts: what is predicted.
        inputs: (wordings, width + places).
        said: of each wording, numbers of facts.
    """

    facts: tuple[str, ...]
    inputs: Floats
    said: Sequence[Sequence[int]]


def gather(recipes: Sequence[Recipe], vectors: Floats) -> Examples:
    """Examples of recipes and the vectors of their wordings, (wordings, width), in the same order."""
    facts, said = number_facts(recipes, FEWEST)
    lengths = [len(recipe.wordings) for recipe in recipes]
    places = np.eye(len(PLACES), dtype=np.float32)[[PLACES.index(recipe.production) for recipe in recipes]]
    return Examples(
        facts,
        np.concatenate([vectors * np.float32(SCALE), np.repeat(places, lengths, axis=0)], axis=1),
        [each for each, length in zip(said, lengths, strict=True) for _ in range(length)],
    )


def number_facts(recipes: Sequence[Recipe], fewest: int) -> tuple[tuple[str, ...], list[list[int]]]:
    """The facts that at least so many recipes say, and of each recipe the numbers of those that it says."""
    told = [list_facts(recipe.answer, recipe.production, recipe.property) for recipe in recipes]
    counts = Counter(fact for facts in told for fact in facts)
    facts = tuple(sorted(fact for fact, number in counts.items() if number >= fewest))
    numbers = {fact: number for number, fact in enumerate(facts)}
    return facts, [sorted(numbers[fact] for fact in each if fact in numbers) for each in told]


def learn(examples: Examples, seed: int = 0, epochs: int = EPOCHS) -> nn.Linear:
    """Weights, for inputs of `examples`, by AdamW on the sum of the cross entropies of all facts."""
    torch.manual_seed(seed)
    inputs = torch.from_numpy(examples.inputs)
    model = nn.Linear(inputs.shape[1], len(examples.facts))
    nn.init.constant_(model.bias, RARE)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    batches = [order for _ in range(epochs) for order in torch.randperm(len(inputs)).split(BATCH)]  # type: ignore[no-untyped-call]
    for step, order in enumerate(batches):
        optimizer.param_groups[0]["lr"] = RATE * max(0.02, 1 - step / len(batches))
        rows = inputs[order]
        loss = functional.binary_cross_entropy_with_logits(
            model(rows + NOISE * torch.randn_like(rows)), _mark(examples, order.tolist()), reduction="sum"
        ) / len(order)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        optimizer.step()
    return model


def _mark(examples: Examples, rows: Sequence[int]) -> torch.Tensor:
    """What some wordings say, (rows, facts), 1 or 0."""
    marks = torch.zeros(len(rows), len(examples.facts))
    for place, row in enumerate(rows):
        marks[place, examples.said[row]] = 1
    return marks


@torch.inference_mode()
def save(path: Path, facts: Sequence[str], model: nn.Linear) -> None:
    """Write what `cssgen.expectations.read_expectations` reads."""
    weights = model.weight.detach().clone()
    weights[:, : -len(PLACES)] *= SCALE
    arrays: dict[str, Any] = quantise_all({"weights": weights.numpy(), "biases": model.bias.detach().numpy()})
    np.savez(path, facts=np.array("\n".join(facts)), **arrays)
