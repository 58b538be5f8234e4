"""The corpus and the cookbook to datasets: the second stage of training."""

import random
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from cssgen.cookbook import PRODUCTIONS, Recipe, read_cookbook
from cssgen.training.corpus import SOURCE_SHARES, SourceFile, read_corpus, read_rows
from cssgen.training.dataset import TokenizedExample, narrow, save_dataset
from cssgen.training.examples import END, Example, cook, iterate_cookbook, read_pair, tokenize
from cssgen.training.nearest import NearestRecipes
from cssgen.training.places import Scenery, cut_scenery

HELD_OUT = 0.03  # of the cookbook's wordings, from recipes that have others
COVERAGE = 0.6  # share of a rule's declarations that a back-translated prompt must account for
TRIVIAL_SHARE = 0.15  # of the prompts with a single declaration that are kept: less than a tenth of all


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much data is made.

    Attributes:
        window: tokens of a row of plain stylesheets.
        rounds: times that every wording of the cookbook is varied and placed anew.
        pairs: back-translated pairs.
    """

    window: int = 320
    rounds: int = 4
    pairs: int = 45_000


def prepare(
    corpus: Path, cookbook: Path | None, tokenizer: Path, target: Path, sizes: Sizes, seed: int = 0
) -> dict[str, int]:
    """Write `<kind>.npz` for each kind of example, and the held-out wordings to `heldout/`.

    Args:
        corpus: a directory with `train.jsonl.gz` and perhaps `pairs_backtranslated.jsonl.gz`, or with
            `*.css` files.
        cookbook: a directory of recipes; None makes plain stylesheets only, for any vocabulary.
        tokenizer: directory of the tokenizer, which is copied to `target`.
        target: created if need be.
        sizes: how much.
        seed: of everything that is drawn.

    Returns:
        Number of examples of each kind.
    """
    rng = random.Random(seed)  # noqa: S311  # no secret
    vocabulary = Tokenizer.from_file(str(tokenizer / "tokenizer.json"))
    shutil.copytree(tokenizer, target, dirs_exist_ok=True)
    files = [file for file in read_corpus(corpus) if rng.random() < SOURCE_SHARES.get(file.source, 1.0)]
    rows = iterate_windows((file.text for file in files), vocabulary, sizes.window, find_end(vocabulary))
    numbers = {"file": save_dataset(target / "file.npz", rows)}
    if cookbook is None:
        return numbers
    tasks = iterate_tasks(files, list(read_cookbook(cookbook)), corpus, sizes, rng)
    for kind, examples in tasks.items():
        path = target / ("heldout/heldout.npz" if kind == "heldout" else f"{kind}.npz")
        path.parent.mkdir(exist_ok=True)
        numbers[kind] = save_dataset(path, tokenize_all(examples, vocabulary))
    return numbers


def find_end(vocabulary: Tokenizer) -> int:
    """The token that ends a text: ours, that of GPT-2 and CodeGen, or else the first one."""
    return vocabulary.token_to_id(END) or 0


def iterate_windows(texts: Iterable[str], vocabulary: Tokenizer, window: int, end: int) -> Iterator[TokenizedExample]:
    """All texts behind one another, each ended by the token `end`, cut into rows of `window` tokens."""
    row: list[int] = [end]
    for text in texts:
        row += [*vocabulary.encode(text, add_special_tokens=False).ids, end]
        while len(row) >= window:
            yield TokenizedExample(narrow(row[:window], vocabulary.get_vocab_size()), 0)
            row = row[window:]
    if len(row) > 1:
        yield TokenizedExample(narrow(row, vocabulary.get_vocab_size()), 0)


def iterate_tasks(
    files: Iterable[SourceFile], recipes: list[Recipe], corpus: Path, sizes: Sizes, rng: random.Random
) -> dict[str, Iterator[Example]]:
    """Examples of each kind of task, lazily; they draw from `rng` as they are read."""
    scenery = cut_scenery(file.text for file in files)
    kept, held = hold_out(recipes)
    index = NearestRecipes(kept)
    tasks = {
        "cookbook": iterate_cookbook(kept, scenery, rng, index, sizes.rounds),
        "unasked": iterate_unasked(rng.sample(kept, len(kept) // 4 or 1), scenery, rng, index),
        "heldout": (cook(recipe, wording, kept, scenery, rng, index) for recipe, wording in held),
    }
    pairs = corpus / "pairs_backtranslated.jsonl.gz"
    if pairs.is_file():
        tasks["backtranslated"] = iterate_pairs(read_rows(pairs), sizes.pairs, rng)
    return tasks


def iterate_unasked(
    recipes: list[Recipe], scenery: Scenery, rng: random.Random, index: NearestRecipes
) -> Iterator[Example]:
    """Examples of the cookbook without prompt and recipes."""
    for example in iterate_cookbook(recipes, scenery, rng, index, rounds=1):
        yield replace(example, recipes=(), is_asked=False)


def hold_out(recipes: Iterable[Recipe]) -> tuple[list[Recipe], list[tuple[Recipe, str]]]:
    """Recipes without the wordings that are held out, and these, each with its whole recipe.

    A wording is on one side for good, whatever else is in the cookbook: a model that learns on must not be measured by
    what it has learnt before.
    """
    kept: list[Recipe] = []
    held: list[tuple[Recipe, str]] = []
    for recipe in recipes:
        aside = [wording for wording in recipe.wordings if len(recipe.wordings) > 3 and _is_held_out(wording)]
        kept.append(replace(recipe, wordings=tuple(wording for wording in recipe.wordings if wording not in aside)))
        held += [(recipe, wording) for wording in aside]
    return kept, held


def _is_held_out(wording: str) -> bool:
    return zlib.crc32(wording.encode()) < HELD_OUT * 2**32


def iterate_pairs(rows: Iterable[Mapping[str, Any]], most: int, rng: random.Random) -> Iterator[Example]:
    """Up to `most` back-translated pairs whose prompt tells what the code does."""
    chosen = [row for row in rows if _is_telling(row) and is_kept(row, rng)]
    rng.shuffle(chosen)
    for row in chosen[:most]:
        example = read_pair(row, PRODUCTIONS[row["kind"]])
        if example is not None:
            yield example


def _is_telling(row: Mapping[str, Any]) -> bool:
    return row["exact"] or (row["coverage"] or 0) >= COVERAGE or row["kind"] in ("media", "keyframes")


def is_kept(row: Mapping[str, Any], rng: random.Random) -> bool:
    """Whether a back-translated row is drawn: few of the trivial ones, and of sources that repeat themselves."""
    is_trivial = row["css"].count(":") < 2 and row["kind"] != "value"
    share = SOURCE_SHARES.get(row["source"], 1.0) * (TRIVIAL_SHARE if is_trivial else 1.0)
    return rng.random() < share


def tokenize_all(examples: Iterable[Example], vocabulary: Tokenizer) -> Iterator[TokenizedExample]:
    """Examples as tokens; those that are none, or too long, are left out."""
    rows: Callable[[Example], TokenizedExample | None] = lambda example: tokenize(example, vocabulary)  # noqa: E731
    return (row for row in map(rows, examples) if row is not None)
