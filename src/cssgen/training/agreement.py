"""The cookbook to vectors of what is said and of what is asked, so that a recipe is nearest to its own wordings."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cssgen.bert.weights import quantise_all
from cssgen.cookbook import Recipe
from cssgen.facts import PLACES
from cssgen.training.expectations import number_facts
from cssgen.wordings import Floats

FEWEST: Final = 3  # recipes that say a fact, for it to get a vector
WIDTH: Final = 192
NEAR: Final = 16  # recipes that are alike, of which others than the right one are drawn
TEMPERATURE: Final = 0.07
NOISE: Final = 0.02  # standard deviation, of the unit vectors of wordings
RATE: Final = 2e-3
BATCH: Final = 384
EPOCHS: Final = 8


@dataclass(frozen=True, slots=True)
class Examples:
    """Wordings, and what their recipes and those that are alike say.

    Attributes:
        facts: names.
        said: of each recipe, numbers of facts.
        places: of each recipe, number of its kind of place.
        near: of each recipe, numbers of others for that kind of place, the nearest first.
        recipes: of each wording, number of its recipe.
        vectors: of each wording, (wordings, queries' width).
    """

    facts: tuple[str, ...]
    said: Sequence[Sequence[int]]
    places: Sequence[int]
    near: Sequence[Sequence[int]]
    recipes: Sequence[int]
    vectors: Floats


def gather(recipes: Sequence[Recipe], vectors: Floats) -> Examples:
    """Examples of recipes and the unit vectors of their wordings, (wordings, width), in the same order."""
    facts, said = number_facts(recipes, FEWEST)
    places = [PLACES.index(recipe.production) for recipe in recipes]
    owners = [number for number, recipe in enumerate(recipes) for _ in recipe.wordings]
    return Examples(
        facts,
        said,
        places,
        _find_near(np.array(places), np.array(owners), vectors),
        owners,
        vectors,
    )


def _find_near(places: Any, owners: Any, vectors: Floats) -> list[list[int]]:
    """Of each recipe, those of the same kind of place whose wordings are nearest on the average."""
    means = np.zeros((len(places), vectors.shape[1]), np.float32)
    np.add.at(means, owners, vectors)
    means /= np.linalg.norm(means, axis=1, keepdims=True) + 1e-9
    near: list[list[int]] = [[] for _ in places]
    for place in set(places.tolist()):
        members = np.flatnonzero(places == place)
        cosines = means[members] @ means[members].T
        np.fill_diagonal(cosines, -np.inf)
        for member, row in zip(members, np.argsort(-cosines, axis=1)[:, :NEAR], strict=True):
            near[member] = [int(other) for other in members[row] if other != member]
    return near


class Towers(nn.Module):
    """Both sides; their outputs are unit vectors, (rows, width)."""

    def __init__(self, facts: int, query_width: int, width: int = WIDTH) -> None:
        super().__init__()
        self.said = nn.EmbeddingBag(facts, width, mode="sum")
        self.said_at = nn.Embedding(len(PLACES), width)
        self.asked = nn.Linear(query_width, width)
        self.asked_at = nn.Embedding(len(PLACES), width)
        nn.init.normal_(self.said.weight, std=0.05)
        nn.init.zeros_(self.said_at.weight)
        nn.init.zeros_(self.asked_at.weight)

    def say(self, said: Sequence[Sequence[int]], places: torch.Tensor) -> torch.Tensor:
        """Texts, as numbers of facts."""
        starts = torch.tensor(np.cumsum([0, *(len(each) for each in said[:-1])]))
        numbers = torch.tensor([number for each in said for number in each], dtype=torch.long)
        return functional.normalize(self.said(numbers, starts) + self.said_at(places), dim=-1)

    def ask(self, queries: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Queries, as vectors of the encoder."""
        return functional.normalize(self.asked(queries) + self.asked_at(places), dim=-1)


def learn(examples: Examples, seed: int = 0, epochs: int = EPOCHS) -> Towers:
    """Vectors, by AdamW on the cross entropy of the right text among those of a batch and others that are alike."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311  # no secret
    towers = Towers(len(examples.facts), examples.vectors.shape[1])
    optimizer = torch.optim.AdamW(towers.parameters(), lr=RATE, weight_decay=0.01)
    size = min(BATCH, len(examples.recipes))
    steps = epochs * (len(examples.recipes) // size)
    for step, rows in enumerate(_iterate_batches(len(examples.recipes), size, epochs, rng)):
        optimizer.param_groups[0]["lr"] = RATE * max(0.02, 1 - step / steps)
        loss = _measure_loss(towers, examples, rows, rng)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        optimizer.step()
    return towers


def _iterate_batches(wordings: int, size: int, epochs: int, rng: random.Random) -> Iterator[list[int]]:
    for _ in range(epochs):
        order = rng.sample(range(wordings), wordings)
        yield from (order[start : start + size] for start in range(0, wordings - size + 1, size))


def _measure_loss(towers: Towers, examples: Examples, rows: Sequence[int], rng: random.Random) -> torch.Tensor:
    owners = [examples.recipes[row] for row in rows]
    texts = [tuple(examples.said[owner]) for owner in owners]
    places = [examples.places[owner] for owner in owners]
    for owner in owners:
        for text in _iterate_wrong(examples, owner, rng):
            texts.append(text)
            places.append(examples.places[owner])
    queries = torch.from_numpy(examples.vectors[list(rows)])
    asked = towers.ask(queries + NOISE * torch.randn_like(queries), torch.tensor(places[: len(rows)]))
    logits = asked @ towers.say(texts, torch.tensor(places)).T / TEMPERATURE
    right = torch.arange(len(rows))
    # The same text from another recipe is not wrong.
    numbers: dict[tuple[int, ...], int] = {}
    kinds = torch.tensor([numbers.setdefault(text, len(numbers)) for text in texts])
    same = kinds[: len(rows), None] == kinds
    same[right, right] = False
    loss: torch.Tensor = functional.cross_entropy(logits.masked_fill(same, -1e9), right)
    return loss


def _iterate_wrong(examples: Examples, owner: int, rng: random.Random) -> Iterator[tuple[int, ...]]:
    """What recipes say that are alike, and what this one says with more than was asked for."""
    near = examples.near[owner]
    if near:
        for other in rng.sample(near, min(2, len(near))):
            yield tuple(examples.said[other])
        yield tuple(sorted({*examples.said[owner], *examples.said[rng.choice(near)]}))


@torch.inference_mode()
def save(path: Path, facts: Sequence[str], towers: Towers) -> None:
    """Write what `cssgen.agreement.read_agreement` reads."""
    weights = {
        "said": towers.said.weight,
        "said_at": towers.said_at.weight,
        "asked": towers.asked.weight,
        "asked_at": towers.asked_at.weight + towers.asked.bias,
    }
    arrays: dict[str, Any] = quantise_all({name: weight.detach().numpy() for name, weight in weights.items()})
    np.savez(path, facts=np.array("\n".join(facts)), **arrays)
