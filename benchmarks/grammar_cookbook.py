"""Which answers of the cookbook the grammar derives in their places, and where it would stop the others.

python benchmarks/grammar_cookbook.py [--show N] [--every N]
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator

import llguidance
import numpy as np

from cssgen.acceptance import accept
from cssgen.answers import AnswerError
from cssgen.candidates import Candidate
from cssgen.contexts import Context, Production, read_contexts
from cssgen.cookbook import Recipe, load_recipes
from cssgen.lm.constraining import Constrain
from cssgen.lm.sampling import find_allowed
from cssgen.policy import judge


def main() -> None:
    """Print the share that is derived, and where the others end."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", type=int, default=40, metavar="N", help="of what is not derived")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="look at each N-th recipe only")
    arguments = parser.parse_args()
    tokenizer = llguidance.LLTokenizer("byte")
    constrain = Constrain(tokenizer, "cssgen")
    stops: list[str] = []
    counts: Counter[str] = Counter()
    for recipe, context in list(iter_places())[:: arguments.every]:
        stop = find_stop(recipe, context, constrain, tokenizer)
        counts[f"{context.production} {'derived' if stop is None else 'stopped'}"] += 1
        if stop is not None:
            counts["refused by the validator too"] += not _is_accepted(recipe, context)
            stops.append(
                f"{recipe.name}: …{recipe.answer[max(0, stop - 50) : stop]!r} | {recipe.answer[stop : stop + 30]!r}"
            )
    print(dict(sorted(counts.items())))
    print("\n".join(stops[: arguments.show]))


def iter_places() -> Iterator[tuple[Recipe, Context]]:
    """Each recipe with a marker where it belongs, in a file that has its names and variables."""
    for recipe in load_recipes():
        variables = "".join(
            f"{name}: var(--unknown); " for name in sorted(set(re.findall(r"var\((--[\w-]+)", recipe.answer)))
        )
        urls = " ".join(re.findall(r"url\([^)]*\)", recipe.answer))
        head = f"/* {urls} */ :root {{ {variables} }}\n"
        marker = f"/* complete: {recipe.wordings[0].replace('*/', '')} */"
        if recipe.production is Production.STYLESHEET:
            text = f"{head}{marker}\n"
        elif recipe.production is Production.VALUE:
            text = f"{head}{recipe.prelude} {{\n  {recipe.property}: {marker};\n}}\n"
        else:
            text = f"{head}{recipe.prelude} {{\n  {marker}\n}}\n"
        contexts = read_contexts(text).contexts
        if contexts:
            yield recipe, contexts[0]


def find_stop(recipe: Recipe, context: Context, constrain: Constrain, tokenizer: llguidance.LLTokenizer) -> int | None:
    """Offset in the answer at which the grammar does not let it go on; None if it derives all of it."""
    new_constraint = constrain(context)
    if new_constraint is None:
        return None
    constraint = new_constraint()
    for offset, sign in enumerate(recipe.answer):
        for token in tokenizer.tokenize_bytes(sign.encode()):
            mask = np.zeros(-(-tokenizer.vocab_size // 32), np.int32)
            constraint.fill_mask(mask)
            if token not in find_allowed(mask, tokenizer.vocab_size):
                return offset
            constraint.commit(token)
    return None if constraint.is_accepting() else len(recipe.answer)


def _is_accepted(recipe: Recipe, context: Context) -> bool:
    try:
        accept(Candidate(recipe.answer), context, judge)
    except AnswerError:
        return False
    return True


if __name__ == "__main__":
    main()
