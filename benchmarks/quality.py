"""How many prompts the real `cssgen fill` fulfils: the prompts in `benchmarks/prompts`, or another set.

    python benchmarks/quality.py [--prompts DIRECTORY|FILE.jsonl] [--half dev|held|all] [--set NAME=VALUE …] [-v] …
    python benchmarks/quality.py --browser                   # those that say so are looked at in Chromium too
    python benchmarks/quality.py --without grammar,ranking   # a table: the engine, and without each of these parts

The marker of each prompt stands in its stylesheet. All stylesheets are filled in one run with default settings (and
those of `--set`, such as `recipes=0`), without the cache, and what took a marker's place is cut out of the result.
Prints the share of prompts fulfilled, of valid answers and of single conditions met, by the place of the marker, by
where the answer came from, and by what the prompt holds; with `-v` every failure in full. Tune on the half `dev` only.
`held` is for looking whether that generalises, and is not blind any more (benchmarks/prompts/README.md).

With `--without`, the engine is put together in this process, each time without one part (`benchmarks/ablations.py`);
`all` is every part.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ablations import PARTS
from cssgen.config import read_environment
from cssgen.settings import Settings
from cssgen.training.prompt_files import PromptRow, read_prompts
from cssgen.training.quality import Answer, Result, answer_rows, render_failure, render_table, score_rows, summarize

PROMPTS = Path(__file__).parent / "prompts"


def main() -> int:
    """Fill, score, print."""
    arguments = parse_arguments()
    rows = [row for row in read_prompts(arguments.prompts) if arguments.half in ("all", "held" if row.held else "dev")]
    rows = rows[:: arguments.every]
    if not rows:
        raise SystemExit(f"{arguments.prompts}: no prompts in the half `{arguments.half}`")
    if arguments.without:
        compare(rows, arguments)
        return 0
    start = time.perf_counter()
    answers = fill(rows, read_variables(arguments.set))
    seconds = time.perf_counter() - start
    results = score_rows(rows, answers)
    seen = look_at(results) if arguments.browser else {}
    if arguments.outputs:
        lines = [json.dumps({"id": result.row.id, "output": result.answer.text}) + "\n" for result in results]
        arguments.outputs.write_text("".join(lines), encoding="utf-8")
    if arguments.verbose:
        failures = [(result, seen.get(result.row.id, ())) for result in results]
        print(*(render_failure(*each) for each in failures if each[0].score.reasons or each[1]), sep="\n")
    print(render_table(results))
    if seen:
        print(f"in Chromium {render_seen(seen)} look as they should")
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
    parser.add_argument("--browser", action="store_true", help="look at answers in Chromium, too")
    parser.add_argument("--without", type=read_parts, default=(), metavar="PART,…", help=f"all, or {', '.join(PARTS)}")
    parser.add_argument("-v", "--verbose", action="store_true", help="print failures in full")
    return parser.parse_args()


def read_parts(text: str) -> tuple[str, ...]:
    """Names of parts, the whole engine first."""
    parts = list(PARTS) if text == "all" else ["nothing", *text.split(",")]
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(unknown)}")
    return tuple(dict.fromkeys(parts))


def read_variables(settings: Iterable[str]) -> dict[str, str]:
    """The environment variables of settings, which are `name=value`."""
    changes = dict(setting.split("=", 1) for setting in settings)
    return {f"CSSGEN_{name.upper().replace('-', '_')}": value for name, value in changes.items()}


def compare(rows: Sequence[PromptRow], arguments: argparse.Namespace) -> None:
    """Print a table: the whole engine, and without each of some parts."""
    settings = Settings(**read_environment(read_variables(arguments.set)))  # type: ignore[arg-type]  # each was checked
    print(f"{'without':18}{'prompts':>8}{'fulfilled':>11}{'valid':>8}{'conditions met':>16}{'Chromium':>12}")
    for part in arguments.without:
        results = score_rows(rows, answer_rows(rows, PARTS[part](settings)))
        shares = summarize(results)
        seen = render_seen(look_at(results)) if arguments.browser else ""
        line = f"{part:18}{len(rows):8}{shares['fulfilled']:11.1%}{shares['valid']:8.1%}{shares['met']:16.1%}"
        print(f"{line}{seen:>12}", flush=True)


def look_at(results: Sequence[Result]) -> dict[str, list[str]]:
    """What is wrong with each answer in Chromium, by the name of the prompt; those that say how it looks only."""
    from chromium import open_browser
    from rendering import look

    # Chromium may still write to its profile while it ends.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, open_browser(Path(profile)) as browser:
        shown = [result for result in results if result.row.rendering]
        return {result.row.id: look(browser, result.row, result.answer.text) for result in shown}


def render_seen(seen: Mapping[str, Sequence[str]]) -> str:
    """How many are without a fault."""
    return f"{sum(not faults for faults in seen.values())} of {len(seen)}"


def fill(rows: Sequence[PromptRow], variables: Mapping[str, str]) -> list[Answer]:
    """Answer the prompts with `cssgen fill`."""
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
        texts = [path.read_text(encoding="utf-8") for path in paths]
        return [Answer(row.cut(text), sources.get(f"{row.id}.css", "")) for row, text in zip(rows, texts, strict=True)]


def write_stylesheet(row: PromptRow, folder: Path) -> Path:
    """The stylesheet of a row."""
    path = folder / f"{row.id}.css"
    path.write_text(row.text, encoding="utf-8")
    return path


def read_sources(output: str) -> dict[str, str]:
    """Where the fill of each file came from, by file name."""
    reports = [json.loads(line) for line in output.splitlines()]
    return {Path(report["path"]).name: report["source"] for report in reports if report["type"] == "fill"}


if __name__ == "__main__":
    raise SystemExit(main())
