"""Try every kind of fault and of hostile input many times, and make the table of docs/reliability.md of it.

Each try is judged: files are the old or the new version whole, exit code and message fit, the next run repairs what
is left over, and what was filled can be taken back. `benchmarks/trials/` has the kinds.

    python benchmarks/reliability.py [--share 1.0] [--only TEXT] [--seed 0] [--record] [--missing | --oldest]
    python benchmarks/reliability.py --table

`--record` keeps the results of each kind in benchmarks/reliability.jsonl, in place of older ones of that kind;
`--missing` tries those only that have none there, or broken promises; `--oldest` tries those without results first,
then those whose results are the oldest; `--table` runs nothing and writes docs/reliability.md from there. Needs Linux,
strace and git, and root for some kinds; about 0.15 s for each try.
"""

import argparse
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from trials.kinds import NOTHING, Absent, Broken, Kind
from trials.registry import KINDS
from trials.results import Result, read_results, record, render_page

RESULTS = Path(__file__).with_suffix(".jsonl")
PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
WRITERS = Path(__file__).with_name("writers.txt")
_MEMORY = Path("/dev/shm")  # noqa: S108  a disk would have to sync for each try


def run_kind(kind: Kind, tries: int, seed: int) -> Result:
    """Try one kind so many times.

    Raises:
        Absent: if it cannot be tried here.
    """
    outcomes: Counter[str] = Counter()
    broken: list[str] = []
    chance = random.Random(f"{seed} {kind.area} {kind.name}")
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as root:
        with kind.open(Path(root)) as attempt:
            for number in range(tries):
                try:
                    outcomes[attempt(number, chance)] += 1
                except Broken as error:
                    broken.append(f"try {number}: {error}")
        os.chdir("/")
    return Result(kind.area, kind.name, _name_machine(), tries, dict(outcomes.most_common()), broken, _name_revision())


def run_kinds(kinds: list[Kind], arguments: argparse.Namespace) -> int:
    """Try kinds, and print a line for each; 1 if a promise was broken or a kind could not be tried."""
    code = 0
    for kind in kinds:
        try:
            result = run_kind(kind, max(1, round(kind.tries * arguments.share)), arguments.seed)
        except Absent as absent:
            print(f"{kind.area}: {kind.name}: cannot be tried: {absent}", file=sys.stderr)
            code = 1
            continue
        print(result.describe(), flush=True)
        code |= bool(result.broken)
        if arguments.record and set(result.outcomes) != {NOTHING}:
            record(RESULTS, result)
    return code


def choose_kinds(arguments: argparse.Namespace) -> list[Kind]:
    """The kinds that are asked for, in the order in which to try them."""
    kept = read_results(RESULTS) if RESULTS.exists() else []
    kinds = [kind for kind in KINDS if arguments.only in f"{kind.area}: {kind.name}"]
    if arguments.missing:
        sound = {(result.area, result.name) for result in kept if not result.broken}
        kinds = [kind for kind in kinds if (kind.area, kind.name) not in sound]
    if arguments.oldest:
        ages = {(result.area, result.name): age for age, result in enumerate(kept)}  # new ones stand at the end
        kinds.sort(key=lambda kind: ages.get((kind.area, kind.name), -1))
    return kinds


def main() -> int:
    """Run the kinds that are asked for, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, help="the part of all tries, one of each kind at least")
    parser.add_argument("--only", default="", help="a part of `area: name` of the kinds to try")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--oldest", action="store_true")
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    if arguments.table:
        PAGE.write_text(render_page(read_results(RESULTS), KINDS, WRITERS.read_text()), encoding="utf-8")
        return 0
    return run_kinds(choose_kinds(arguments), arguments)


def _name_machine() -> str:
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return f"{system}, Python {platform.python_version()}, {os.cpu_count()} cores"


def _name_revision() -> str:
    """Today, and the commit that is checked out."""
    git = ["git", "-C", str(PAGE.parent), "rev-parse", "--short", "HEAD"]
    run = subprocess.run(git, capture_output=True, text=True, check=False)
    return f"{time.strftime('%Y-%m-%d')} {run.stdout.strip()}".strip()


if __name__ == "__main__":
    raise SystemExit(main())
