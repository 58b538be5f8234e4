"""Fill SCSS and Less, and compile it with Dart Sass and Less, each in its newest and its oldest version that counts.

    python benchmarks/compilers.py --node-modules DIR [--recipes 400] [--files 400] [--seed 0]

Recipes of the cookbook stand for the answers of a model. Each one is written in its place in an SCSS and a Less file
with variables, `//` comments and mixins around; the compilers must make of it what a browser reads in plain CSS. Files
of random pieces of both languages, markers at random places, are filled too: no byte outside of the fills may change,
and a file that could be compiled before still can be. Exits with 1 if anything differs. Needs Node.js; DIR holds the
packages of `tests/node/package.json`.
"""

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from compiler_inputs import draw_file
from cssgen.candidates import Candidate
from cssgen.contexts import Context
from cssgen.cookbook import Recipe, load_recipes
from cssgen.edits import apply_edits
from cssgen.fill import FillOptions
from cssgen.markers import Leave
from cssgen.productions import Production
from cssgen.rewrite import Outcome, fill_bytes

_SCRIPT = Path(__file__).with_suffix(".mjs")
MARKER = "/* complete: x */"
OPTIONS = FillOptions(leave=Leave.NOTHING)
# What comes to nothing in CSS, and is easily misread.
_HEADS = {
    "scss": '// it\'s 5" wide: {\n$gap: 4px !default;\n$map: (a: 1px, b: "#{$gap}");\n'
    "@mixin box($a: 1px) { .m { width: $a; } }\n@function twice($n) { @return $n * 2; }\n%base { margin: 0 }\n",
    "less": "// it's 5\" wide: {\n@gap: 4px;\n@rules: { margin: 0 };\n.box(@a: 1px) { width: @a; }\n"
    '.dark() when (@gap > 1) { color: red }\n@name: ~"x";\n',
}


class Placed(NamedTuple):
    """A recipe in a file.

    Attributes:
        recipe: the recipe.
        language: of the file.
        text: the file with a marker.
        plain: what stands around the marker, in plain CSS.
    """

    recipe: Recipe
    language: str
    text: str
    plain: str


def place(recipe: Recipe, language: str) -> Placed:
    """A file that asks for a recipe in its place."""
    match recipe.production:
        case Production.STYLESHEET:
            plain = f"{MARKER}\n"
        case Production.VALUE:
            plain = f"{recipe.prelude or '.host'} {{ {recipe.property}: {MARKER}; }}\n"
        case _:
            plain = f"{recipe.prelude} {{\n  {MARKER}\n}}\n"
    return Placed(recipe, language, f"{_HEADS[language]}{plain}// it's done\n", plain)


def fill(text: str, language: str, answers: Sequence[str]) -> Outcome:
    """Fill a file, each of its markers with one of `answers` that may stand there."""

    def generate(contexts: Sequence[Context]) -> list[list[Candidate]]:
        return [[Candidate(answer) for answer in answers] for _ in contexts]

    return fill_bytes(Path(f"a.{language}"), text.encode(), generate, OPTIONS)


def ask(node_modules: Path, questions: Iterable[tuple[str, str]]) -> Iterator[dict[str, dict[str, str]]]:
    """What the compilers make of texts, each with its language."""
    lines = "".join(f"{json.dumps({'language': language, 'text': text})}\n" for language, text in questions)
    command = ["node", str(_SCRIPT), str(node_modules.absolute())]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return (json.loads(line) for line in run.stdout.splitlines())


def compare_recipes(node_modules: Path, count: int, seeds: random.Random) -> tuple[Counter[str], list[str]]:
    """Fill with recipes of every kind, as many of each; what was counted, and what differs."""
    counts: Counter[str] = Counter()
    questions: list[tuple[str, str]] = []
    placed: list[Placed] = []
    for production in Production:
        recipes = [recipe for recipe in load_recipes() if recipe.production is production and _is_plain(recipe)]
        for recipe in seeds.sample(recipes, min(len(recipes), -(-count // len(Production)))):
            for language in ("scss", "less"):
                item = place(recipe, language)
                outcome = fill(item.text, language, [recipe.answer])
                counts[f"{language} {'filled' if outcome.is_changed else 'refused'}"] += 1
                if outcome.is_changed:
                    placed.append(item)
                    questions += [(language, outcome.content.decode()), ("css", _fill_plain(item, outcome))]
    answers = list(ask(node_modules, questions))
    found = []
    for item, compiled, plain in zip(placed, answers[::2], answers[1::2], strict=True):
        for name, answer in compiled.items():
            if answer.get("css") != plain["plain"].get("css"):
                found.append(f"{item.recipe.name}: {name}: {answer} instead of {plain['plain']}")
    return counts, found


def _is_plain(recipe: Recipe) -> bool:
    """Whether the block around a recipe, which is the author's, is one that every compiler hands through."""
    return not (recipe.prelude.startswith("@") and re.search(r"[-\w]\(|[<>=]", recipe.prelude))


def _fill_plain(item: Placed, outcome: Outcome) -> str:
    (written,) = outcome.filled.fills
    return item.plain.replace(MARKER, written.insertion.text)


def compare_files(node_modules: Path, count: int, seeds: random.Random) -> tuple[Counter[str], list[str]]:
    """Fill files of random pieces; what was counted, and what is wrong."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    questions: list[tuple[str, str]] = []
    recipes = [recipe.answer for recipe in load_recipes()]
    for _ in range(count):
        language = seeds.choice(("scss", "less"))
        text = draw_file(seeds, language, MARKER)
        outcome = fill(text, language, seeds.sample(recipes, 40))
        counts.update(f"{language} {finding.code}" for finding in outcome.findings)
        counts[f"{language} markers filled"] += len(outcome.filled.fills)
        if not outcome.is_changed:
            continue
        if any(text[edit.span.start : edit.span.end] != MARKER for edit in outcome.filled.edits) or (
            apply_edits(text, outcome.filled.edits).encode() != outcome.content
        ):
            found.append(f"bytes outside of the fills: {text!r}")
        questions += [(language, text), (language, outcome.content.decode())]
    answers = list(ask(node_modules, questions))
    for (_, text), before, after in zip(questions[1::2], answers[::2], answers[1::2], strict=True):
        for name, answer in after.items():
            counts[f"{name}: {'compiled before' if 'css' in before[name] else 'no use before'}"] += 1
            if "css" in before[name] and "error" in answer:
                found.append(f"{name}: {answer['error']}: {text!r}")
    return counts, found


def main() -> int:
    """Compare, and print what was counted and what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--node-modules", type=Path, required=True)
    parser.add_argument("--recipes", type=int, default=400)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    seeds = random.Random(arguments.seed)
    wrong = 0
    for title, compare, count in (
        ("recipes", compare_recipes, arguments.recipes),
        ("files", compare_files, arguments.files),
    ):
        counts, found = compare(arguments.node_modules, count, seeds)
        print(f"{count} {title}: {len(found)} differences")
        print("".join(f"  {name}: {number}\n" for name, number in sorted(counts.items())), end="")
        print("".join(f"  {line}\n" for line in found), end="")
        wrong += len(found)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
