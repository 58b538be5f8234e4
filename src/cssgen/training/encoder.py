"""A BERT encoder to one that finds recipes: wordings of a recipe are drawn together, those of others pushed apart.

https://arxiv.org/abs/1705.00652: each wording of a batch is to be recognised by another one of its recipe.
"""

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

from cssgen.bert.encoder import LONGEST, PROJECTION
from cssgen.bert.wordpiece import WordPiece
from cssgen.cookbook import Recipe
from cssgen.productions import Production
from cssgen.training.bert import pad, save_shipped
from cssgen.training.likeness import likeness
from cssgen.training.variations import roughen

RATE: Final = 6e-5
WARM_UP: Final = 20  # steps
RECIPES: Final = 160  # in a batch
SHARPNESS: Final = 20.0  # of cosines as logits
ALIKE: Final = 0.5  # recipes as like as that are not pushed apart
WIDTH: Final = 192  # of the vectors that ship: half of MiniLM's, and they find as well
LOG_STEPS: Final = 20

HeldOut = Sequence[tuple[int, str]]
"""Wordings that are not learnt from, each with the number of its recipe."""


@dataclass(frozen=True, slots=True)
class Recall:
    """How often a recipe that says the same is among the first 1, 3 and 10."""

    first: float
    first_3: float
    first_10: float


class EncoderTrainer:
    """A sentence encoder while it learns.

    Args:
        model: a BERT encoder, changed in place.
        tokens: its vocabulary.
        recipes: what to learn from.
    """

    def __init__(self, model: BertModel, tokens: Sequence[str], recipes: Sequence[Recipe]) -> None:
        self._model: Any = model
        self._tokens = tokens
        self._tokenizer = WordPiece({token: place for place, token in enumerate(tokens)})
        self._recipes = recipes
        self._optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
        self._kinds: dict[Production, list[int]] = defaultdict(list)
        for number, recipe in enumerate(recipes):
            if len(recipe.wordings) > 1:
                self._kinds[recipe.production].append(number)

    def train(self, minutes: float, rng: random.Random) -> Iterator[dict[str, float]]:
        """Learn for some minutes, the rate falling to zero over them; yields what is to be logged."""
        start, step, losses = time.monotonic(), 0, list[float]()
        self._model.train()
        while (share := (time.monotonic() - start) / (60 * minutes)) < 1:
            for parameters in self._optimizer.param_groups:
                parameters["lr"] = RATE * min(1, (step + 1) / WARM_UP) * max(1 - share, 0.02)
            losses.append(self._step(self._draw(rng), rng))
            step += 1
            if step % LOG_STEPS == 0:
                yield {"step": step, "loss": sum(losses) / len(losses), "minutes": share * minutes}
                losses = []

    def _draw(self, rng: random.Random) -> list[int]:
        """Recipes of one kind of place: only those are ever compared."""
        (numbers,) = rng.choices(list(self._kinds.values()), [len(each) for each in self._kinds.values()])
        return rng.sample(numbers, min(RECIPES, len(numbers)))

    def _step(self, numbers: Sequence[int], rng: random.Random) -> float:
        pairs = [rng.sample(self._recipes[number].wordings, 2) for number in numbers]
        with torch.autocast("cpu", torch.bfloat16):
            asked = self._encode([roughen(wording, rng) for wording, _ in pairs])
            known = self._encode([wording for _, wording in pairs])
        logits = SHARPNESS * asked @ known.T + self._excuse(numbers)  # (recipes, recipes)
        wanted = torch.arange(len(numbers))
        loss = (functional.cross_entropy(logits, wanted) + functional.cross_entropy(logits.T, wanted)) / 2
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
        nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return loss.item()

    def _excuse(self, numbers: Sequence[int]) -> torch.Tensor:
        """Minus infinity, nearly, for pairs of different recipes that say much the same."""
        recipes = [self._recipes[number] for number in numbers]
        lines = [set(recipe.answer.split("\n")) for recipe in recipes]
        excused = torch.zeros(len(recipes), len(recipes))
        for row, (recipe, own) in enumerate(zip(recipes, lines, strict=True)):
            for column, (other, others) in enumerate(zip(recipes, lines, strict=True)):
                # Without a line in common they are not alike, and most have none.
                if row < column and own & others and likeness(recipe.answer, other.answer, recipe.production) > ALIKE:
                    excused[row, column] = excused[column, row] = -1e4
        return excused

    def _encode(self, texts: Sequence[str]) -> torch.Tensor:
        """Unit vectors, (texts, width)."""
        ids, is_token = pad([self._tokenizer.encode(text, LONGEST) for text in texts])
        states = self._model(input_ids=ids, attention_mask=is_token).last_hidden_state.float()
        means = (states * is_token[..., None]).sum(dim=1) / is_token.sum(dim=1, keepdim=True)
        return functional.normalize(means, dim=-1)

    @torch.inference_mode()
    def evaluate(self, held_out: HeldOut) -> Recall:
        """How well recipes are found by wordings that were not learnt from."""
        self._model.eval()
        wordings = [(number, each) for number, recipe in enumerate(self._recipes) for each in recipe.wordings]
        vectors = torch.cat(list(self._encode_all([wording for _, wording in wordings])))
        ranks = [self._rank_of(number, vector, wordings, vectors) for number, vector in self._pair(held_out)]
        self._model.train()
        shares = [sum(rank < most for rank in ranks) / len(ranks) for most in (1, 3, 10)]
        return Recall(*shares)

    def _pair(self, held_out: HeldOut) -> Iterator[tuple[int, torch.Tensor]]:
        vectors = torch.cat(list(self._encode_all([wording for _, wording in held_out])))
        return zip((number for number, _ in held_out), vectors, strict=True)

    def _encode_all(self, texts: Sequence[str]) -> Iterable[torch.Tensor]:
        return (self._encode(texts[start : start + 256]) for start in range(0, len(texts), 256))

    def _rank_of(
        self, number: int, vector: torch.Tensor, wordings: Sequence[tuple[int, str]], vectors: torch.Tensor
    ) -> int:
        """Place of the first recipe that says much the same as the wanted one; 10 if it is not among the first 10."""
        wanted = self._recipes[number]
        found: list[int] = []
        for place in (vectors @ vector).argsort(descending=True).tolist():
            other = self._recipes[wordings[place][0]]
            if (other.production, other.property) != (wanted.production, wanted.property):
                continue
            if wordings[place][0] not in found:
                found.append(wordings[place][0])
                if likeness(other.answer, wanted.answer, wanted.production) > ALIKE:
                    return len(found) - 1
            if len(found) == 10:
                break
        return 10

    @torch.inference_mode()
    def save(self, directory: Path) -> None:
        """Write the encoder as it ships, its vectors shortened to the directions in which wordings differ most."""
        self._model.eval()
        vectors = torch.cat(list(self._encode_all([each for recipe in self._recipes for each in recipe.wordings])))
        _, _, directions = torch.linalg.svd(vectors, full_matrices=False)  # (width, width)
        layers = {f"{PROJECTION}.weight": directions[:WIDTH].contiguous()}
        save_shipped(directory, "encoder", self._model, self._tokens, layers)
