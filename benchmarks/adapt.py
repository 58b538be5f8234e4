"""What `cssgen train adapt` gives on design systems that the default model has never seen.

    python benchmarks/adapt.py [NAME …] [--minutes 20] [--threads 2] [--corpus train.jsonl.gz] [--keep DIR]

Each is fetched from npm and given to the real command. Printed are bits per byte of the held-out files before and
after, as it reports them; files are held out whole, after near-duplicates are gone. With `--corpus` (JSON lines, gzip,
the stylesheets under `text`) also the share of neighbouring pairs of declarations that the default model's corpus has.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cssgen.training.near_duplicates import NamedText, Pairs, drop_near_duplicates
from cssgen.training.own_files import read_own


@dataclass(frozen=True, slots=True)
class System:
    """A design system: its package on npm, and where its stylesheets lie in it."""

    package: str
    folder: str


SYSTEMS = (
    # None of them is in the corpus of the default model, and each has its components in files of their own.
    System("@radix-ui/themes@3.3.0", "src"),  # as its authors write it, nested
    System("@shopify/polaris@13.9.5", "build/esnext"),  # made by PostCSS, a module for each component
    System("antd@4.24.16", "es"),  # made by Less, a stylesheet for each component
)


def main() -> None:
    """Adapt the default model to each system, and print a line of each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="parts of names of packages; all if none is given")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--corpus", type=Path, help="what the default model was trained on")
    parser.add_argument("--keep", type=Path, help="directory for the models; else they are removed")
    arguments = parser.parse_args()
    known = read_pairs(arguments.corpus) if arguments.corpus else None
    with tempfile.TemporaryDirectory() as folder:
        root = (arguments.keep or Path(folder)).resolve()
        for system in SYSTEMS:
            if not arguments.names or any(name in system.package for name in arguments.names):
                measure(system, root, arguments, known)


def measure(system: System, root: Path, arguments: argparse.Namespace, known: Pairs | None) -> None:
    """Adapt a model to a system, and print what came of it."""
    place = root / system.package.strip("@").replace("/", "-")
    place.mkdir(parents=True, exist_ok=True)
    fetch(system.package, place)
    styles = place / "package" / system.folder
    print(f"\n{system.package}, {system.folder}/", flush=True)
    if known is not None:
        kept, _ = drop_near_duplicates(read_own([styles]))
        share = Pairs.of(kept).overlap(known)
        print(f"{share:.1%} of its pairs of declarations are in the corpus", flush=True)
    command = [sys.executable, "-m", "cssgen", "train", "adapt", str(styles), "--out", str(place / "model")]
    limits = ["--minutes", str(arguments.minutes), "--threads", str(arguments.threads)]
    # Threads that wait must not burn the share of time that a shared machine gives.
    environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE"}
    ended = subprocess.run([*command, *limits], env=environment, cwd=place, capture_output=True, text=True, check=False)
    if ended.returncode:
        print(f"exit {ended.returncode}: {ended.stderr}", flush=True)
        return
    report = json.loads((place / "model.run" / "report.json").read_text(encoding="utf-8"))
    print("\n".join(render(report)), flush=True)


def render(report: dict[str, Any]) -> Iterator[str]:
    """The figures of a report."""
    files, progress = report["files"], report["progress"]
    before, after = report["before"], report["after"]
    better = sum(bits < before["files"][name] for name, bits in after["files"].items())
    yield (
        f"files: {files['learnt']} learnt, {files['watched']} watched, {files['held_out']} held out "
        f"({report['held_out_bytes']:,} bytes), {files['dropped']} near-duplicates left out"
    )
    change = report["bits_after"] / report["bits_before"] - 1
    yield (
        f"held out: {report['bits_before']:.3f} -> {report['bits_after']:.3f} bits per byte, {change:+.1%}; "
        f"{better} of {files['held_out']} files better"
    )
    yield f"wishes of the cookbook: {before['answers']:.3f} -> {after['answers']:.3f} nats a token"
    yield (
        f"{progress['step']} steps, {progress['tokens']:,} tokens, {progress['seconds'] / 60:.1f} minutes; "
        f"the result is that of step {progress['best_step']}"
    )


def fetch(package: str, place: Path) -> None:
    """Unpack a package of npm below `place`."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, package]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        [archive] = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            tar.extractall(place, filter="data")


def read_pairs(corpus: Path) -> Pairs:
    """All pairs of declarations of a corpus."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return Pairs.of(NamedText(row["path"], row["text"]) for row in rows)


if __name__ == "__main__":
    main()
