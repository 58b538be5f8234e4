"""How many prompts the real `cssgen fill` fulfils: the prompts in `benchmarks/prompts`, or another set.

    python benchmarks/quality.py [--prompts DIRECTORY|FILE.jsonl] [--half dev|held|all] [--set NAME=VALUE …] [-v] …

The marker of each prompt stands in its stylesheet. All stylesheets are filled in one run with default settings (and
those of `--set`, such as `recipes=0`), without the cache, and what took a marker's place is cut out of the result.
Prints the share of prompts fulfilled, of valid answers and of single conditions met, by the place of the marker and by
where the answer came from; with `-v` every failure in full. Tune on the half `dev` only: `held` is for looking whether
that generalises.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cssgen.training.prompt_files import PromptRow, read_prompts
from cssgen.training.scoring import Score, score_answer

PROMPTS = Path(__file__).parent / "prompts"


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in a marker's place now, and where that came from; both empty if nothing did."""

    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A prompt, its answer, and how that fared."""

    row: PromptRow
    answer: Answer
    score: Score


def main() -> int:
    """Fill, score, print."""
    arguments = parse_arguments()
    rows = [row for row in read_prompts(arguments.prompts) if arguments.half in ("all", "held" if row.held else "dev")]
    rows = rows[:: arguments.every]
    if not rows:
        raise SystemExit(f"{arguments.prompts}: no prompts in the half `{arguments.half}`")
    start = time.perf_counter()
    answers = fill(rows, arguments.set)
    seconds = time.perf_counter() - start
    results = [Result(row, answer, score_answer(row, answer.text)) for row, answer in zip(rows, answers, strict=True)]
    if arguments.outputs:
        lines = [json.dumps({"id": result.row.id, "output": result.answer.text}) + "\n" for result in results]
        arguments.outputs.write_text("".join(lines), encoding="utf-8")
    if arguments.verbose:
        print(*(render_failure(result) for result in results if not result.score.passes), sep="\n")
    print(render_table(results))
    print(f"{len(rows)} prompts in {seconds:.1f} s, the model loaded once")
    return 0


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=Path, default=PROMPTS, help="directory of prompts, or JSON lines")
    parser.add_argument("--half", choices=("dev", "held", "all"), default="dev", help="JSON lines count as dev")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="measure every N-th prompt only")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of cssgen")
    parser.add_argument("--outputs", type=Path, help="where to write the answers, as JSON lines with id and output")
    parser.add_argument("-v", "--verbose", action="store_true", help="print failures in full")
    return parser.parse_args()


def fill(rows: Sequence[PromptRow], settings: Iterable[str]) -> list[Answer]:
    """Answer the prompts with `cssgen fill`; settings are `name=value`."""
    changes = dict(setting.split("=", 1) for setting in settings)
    variables = {f"CSSGEN_{name.upper().replace('-', '_')}": value for name, value in changes.items()}
    with tempfile.TemporaryDirectory() as folder:
        paths = [write_stylesheet(row, Path(folder)) for row in rows]
        command = [sys.executable, "-m", "cssgen", "fill", "--quiet", "--leave", "nothing", "--no-cache"]
        result = subprocess.run(
            [*command, "--output-format", "jsonl", *map(str, paths)],
            env=os.environ | variables,
            check=False,
            capture_output=True,
            text=True,
        )
        if result.returncode == 2:
            raise SystemExit(result.stderr)
        sources = read_sources(result.stdout)
        return [Answer(cut(row, path), sources.get(path.name, "")) for row, path in zip(rows, paths, strict=True)]


def write_stylesheet(row: PromptRow, folder: Path) -> Path:
    """The stylesheet of a row."""
    path = folder / f"{row.id}.css"
    path.write_text(f"{row.before}/* complete: {row.prompt} */{row.after}", encoding="utf-8")
    return path


def read_sources(output: str) -> dict[str, str]:
    """Where the fill of each file came from, by file name."""
    reports = [json.loads(line) for line in output.splitlines()]
    return {Path(report["path"]).name: report["source"] for report in reports if report["type"] == "fill"}


def cut(row: PromptRow, path: Path) -> str:
    """What stands between the texts of a row now; empty if the marker is still there."""
    text = path.read_text(encoding="utf-8")
    output = text[len(row.before) : len(text) - len(row.after)]
    return "" if output.startswith("/* complete:") else output


def render_table(results: Sequence[Result]) -> str:
    """Shares by place and by source."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.row.kind, []).append(result)
    for result in sorted(results, key=lambda result: result.answer.source):
        groups.setdefault(f"({result.answer.source or 'not filled'})", []).append(result)
    groups["all"] = list(results)
    lines = [f"{'':12}{'prompts':>8}{'fulfilled':>11}{'valid':>8}{'conditions met':>16}"]
    lines += [f"{name:12}{len(group):8}{_render_shares(group)}" for name, group in groups.items()]
    return "\n".join(lines)


def _render_shares(results: Sequence[Result]) -> str:
    scores = [result.score for result in results]
    passes = sum(score.passes for score in scores) / len(scores)
    valid = sum(score.valid for score in scores) / len(scores)
    met = sum(score.met for score in scores) / max(1, sum(score.conditions for score in scores))
    return f"{passes:11.1%}{valid:8.1%}{met:16.1%}"


def render_failure(result: Result) -> str:
    """A prompt that was not fulfilled: the answer, and what is wrong with it."""
    answer = "\n".join(f"    {line}" for line in result.answer.text.splitlines())
    reasons = "\n".join(f"  - {reason}" for reason in result.score.reasons)
    row = result.row
    return f"{row.id} ({row.kind}, {result.answer.source or 'not filled'}): {row.prompt}\n{answer}\n{reasons}\n"


if __name__ == "__main__":
    raise SystemExit(main())
