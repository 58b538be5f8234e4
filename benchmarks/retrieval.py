"""How often a recipe that fulfils a prompt, pasted as it is, is among the first 1, 3 and 10 that are found.

    python benchmarks/retrieval.py [--prompts DIRECTORY|FILE.jsonl] [--half dev|held|all]

Found by their words (BM25), by their meaning (the encoder that ships), and by both: the sum of the reciprocals of the
two ranks, each moved by 60, https://doi.org/10.1145/1571941.1572114. And how often one of the texts that are made of
recipes fulfils the prompt, which is what ranking has to choose from.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bm25 import RecipeIndex
from cssgen.bert import load_encoder
from cssgen.contexts import Context, read_contexts
from cssgen.cookbook import load_recipes, read_packed
from cssgen.suggestions import find
from cssgen.training.prompt_files import PromptRow, read_prompts
from cssgen.training.scoring import score_answer
from cssgen.wordings import load_index

PROMPTS = Path(__file__).parent / "prompts"
MOST = 10
RANK_OFFSET = 60


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=Path, default=PROMPTS)
    parser.add_argument("--half", choices=("dev", "held", "all"), default="all")
    arguments = parser.parse_args()
    rows = [row for row in read_prompts(arguments.prompts) if arguments.half in ("all", "held" if row.held else "dev")]
    print(f"{len(rows)} prompts, {len(load_recipes())} recipes; share fulfilled by one of the first, in per cent")
    print(f"{'':24}{'1':>7}{'3':>7}{'10':>7}")
    for name, search in searches().items():
        found = [passes(row, search(context_of(row))) for row in rows]
        shares = (100 * sum(any(each[:most]) for each in found) / len(rows) for most in (1, 3, MOST))
        print(f"{name:24}" + "".join(f"{share:7.1f}" for share in shares))
    return 0


def searches() -> Mapping[str, Callable[[Context], Sequence[str]]]:
    """Ways to find texts for a context, the best first."""
    lexical = RecipeIndex(load_recipes())

    def by_words(context: Context) -> list[str]:
        found = lexical.find(context.marker.prompt, context.production, context.property, MOST)
        return [recipe.answer for _, recipe in found]

    def by_meaning(context: Context) -> list[str]:
        near = load_index().compare(
            load_encoder().encode([context.marker.prompt]), context.production, context.property
        )
        return [read_packed(int(near.recipes[place])).answer for place in near.best(0, MOST)]

    def by_both(context: Context) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for answers in (by_words(context), by_meaning(context)):
            for rank, answer in enumerate(answers):
                scores[answer] += 1 / (RANK_OFFSET + rank)
        return sorted(scores, key=lambda answer: -scores[answer])

    return {
        "words": by_words,
        "meaning": by_meaning,
        "both": by_both,
        "texts made of recipes": lambda context: [draft.text for draft in find(context).suggestions],
    }


def passes(row: PromptRow, texts: Sequence[str]) -> list[bool]:
    """Whether each text fulfils a prompt."""
    return [score_answer(row, text).passes for text in texts]


def context_of(row: PromptRow) -> Context:
    """The context of a prompt's marker."""
    (context,) = read_contexts(row.text).contexts
    return context


if __name__ == "__main__":
    raise SystemExit(main())
