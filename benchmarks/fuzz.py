"""Fuzz what reads and writes stylesheets: harnesses, seeded or guided by coverage, and a count of what was tried.

    python benchmarks/fuzz.py [--executions 10000] [--seed 0] [--only NAME …] [--log FILE]
    python benchmarks/fuzz.py --guided NAME [--executions 100000]      # needs atheris
    python benchmarks/fuzz.py --replay tests/fuzz_findings.txt

An execution is one input given to one harness; `fuzz_inputs` makes stylesheets, values and settings of random bytes,
so that libFuzzer, which knows nothing of CSS, moves whole pieces of it too. What a harness finds is printed with the
fewest bytes that show it, and belongs, once fixed, into tests/fuzz_findings.txt. Exits with 1 if anything was found.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import fuzz_readers
import fuzz_writers

MAX_PIECES = 90
MEAN_PIECES = 16
BATCH = 2_000
_GIVE_UP = 5  # findings of one harness

HARNESSES: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): harness
    for module in (fuzz_readers, fuzz_writers)
    for name, harness in vars(module).items()
    if name.startswith("fuzz_") and callable(harness)
}


@dataclass(slots=True)
class Tally:
    """What was tried with one harness.

    Attributes:
        executions: how many inputs it was given.
        seconds: processor time.
        findings: a small input for each way in which it failed.
    """

    executions: int = 0
    seconds: float = 0.0
    findings: dict[str, bytes] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Add what was tried elsewhere."""
        self.executions += other.executions
        self.seconds += other.seconds
        self.findings = other.findings | self.findings


def fuzz(name: str, seeds: random.Random, executions: int) -> Tally:
    """Give a harness `executions` random inputs."""
    harness, findings = HARNESSES[name], dict[str, bytes]()
    began = time.process_time()
    for data in _draw(seeds, executions):
        failure = try_input(harness, data)
        if failure and failure not in findings and len(findings) < _GIVE_UP:
            findings[failure] = shrink(harness, data, failure)
    return Tally(executions, time.process_time() - began, findings)


def _draw(seeds: random.Random, count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield seeds.randbytes(min(MAX_PIECES, 1 + int(seeds.expovariate(1 / MEAN_PIECES))))


def try_input(harness: Callable[[bytes], None], data: bytes) -> str:
    """How the harness fails; empty if it does not."""
    try:
        harness(data)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
    return ""


def shrink(harness: Callable[[bytes], None], data: bytes, failure: str) -> bytes:
    """Drop bytes for as long as the harness fails in the same way."""
    index = 0
    while index < len(data):
        shorter = data[:index] + data[index + 1 :]
        if try_input(harness, shorter) == failure:
            data = shorter
        else:
            index += 1
    return data


def guide(name: str, executions: int) -> None:
    """Let libFuzzer look for inputs that run other code; it prints what it finds, and ends the process."""
    import atheris

    harness = HARNESSES[name]
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-atheris_runs={executions}", f"-max_len={MAX_PIECES}"], harness)
    atheris.Fuzz()


def replay(path: Path) -> Iterator[str]:
    """The findings of a file that are found again: lines `HARNESS HEX  # what it was`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, data = line.partition("#")[0].strip().partition(" ")
        if name:
            failure = try_input(HARNESSES[name], bytes.fromhex(data))
            if failure:
                yield f"{line}: {failure}"


def run(names: Sequence[str], executions: int, seed: int, log: Path | None) -> dict[str, Tally]:
    """Fuzz each harness in turn, in batches; what was done is logged at once, so that a run may be killed."""
    seeds = random.Random(seed)
    tallies = {name: Tally() for name in names}
    for done in range(0, executions, BATCH):
        for name, tally in tallies.items():
            part = fuzz(name, seeds, min(BATCH, executions - done))
            new = part.findings.keys() - tally.findings.keys()
            tally.add(part)
            if log is not None:
                with log.open("a", encoding="utf-8") as file:
                    file.write(f"{name}\t{part.executions}\t{part.seconds:.2f}\t{len(new)}\n")
            for failure in sorted(new):
                print(f"{name} {part.findings[failure].hex()}  # {failure}", flush=True)
    return tallies


def read_log(path: Path) -> dict[str, Tally]:
    """The sums of a log: its findings are only counted in what was printed."""
    tallies: dict[str, Tally] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, executions, seconds, _ = line.split("\t")
        tallies.setdefault(name, Tally()).add(Tally(int(executions), float(seconds)))
    return tallies


def print_table(tallies: Mapping[str, Tally]) -> None:
    """Executions and processor time by harness, as docs/security.md has them."""
    print("| harness | executions | each |\n| --- | ---: | ---: |")
    for name, tally in tallies.items():
        print(f"| {name.replace('_', ' ')} | {tally.executions:,} | {1e6 * tally.seconds / tally.executions:,.0f} µs |")
    print(f"| all | {sum(tally.executions for tally in tallies.values()):,} | |")


def main() -> int:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--executions", type=int, default=10_000, help="of each harness")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", choices=HARNESSES, default=list(HARNESSES))
    parser.add_argument("--log", type=Path, help="file that every batch is added to")
    parser.add_argument("--guided", choices=HARNESSES)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--count", type=Path, metavar="LOG", help="print the table of a log")
    arguments = parser.parse_args()
    if arguments.guided:
        guide(arguments.guided, arguments.executions)
    if arguments.replay:
        found = list(replay(arguments.replay))
        print("\n".join(found))
        return bool(found)
    if arguments.count:
        print_table(read_log(arguments.count))
        return 0
    tallies = run(arguments.only, arguments.executions, arguments.seed, arguments.log)
    print_table(tallies)
    return any(tally.findings for tally in tallies.values())


if __name__ == "__main__":
    sys.exit(main())
