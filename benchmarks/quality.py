"""Answer a file of prompts with the real `cssgen fill`, for a scorer.

    python benchmarks/quality.py PROMPTS.jsonl OUTPUTS.jsonl [--set NAME=VALUE …]

A row of PROMPTS has `id`, `before`, `prompt` and `after`; the marker stands between the two texts. Each row becomes a
stylesheet, all of them are filled in one run with default settings (and those of `--set`, such as `recipes=0`), and
what took the marker's place is cut out of the result: a row of OUTPUTS has `id` and `output`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Write the outputs; print how many markers were filled, and how long that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompts", type=Path)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="an option of `cssgen fill`")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.prompts.read_text(encoding="utf-8").splitlines()]
    options = [f"--{setting}" for setting in arguments.set]
    with tempfile.TemporaryDirectory() as folder:
        paths = [write_stylesheet(row, Path(folder)) for row in rows]
        start = time.perf_counter()
        command = [sys.executable, "-m", "cssgen", "fill", "--quiet", "--leave", "nothing", *options, *map(str, paths)]
        result = subprocess.run(command, check=False, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        outputs = [{"id": row["id"], "output": cut(row, path)} for row, path in zip(rows, paths, strict=True)]
    if result.returncode == 2:
        raise SystemExit(result.stderr)
    arguments.outputs.write_text("".join(json.dumps(output) + "\n" for output in outputs), encoding="utf-8")
    filled = sum(bool(output["output"]) for output in outputs)
    print(f"{filled} of {len(rows)} filled in {seconds:.1f} s, the model loaded once")
    return 0


def write_stylesheet(row: dict[str, str], folder: Path) -> Path:
    """The stylesheet of a row."""
    path = folder / f"{row['id']}.css"
    path.write_text(f"{row['before']}/* complete: {row['prompt']} */{row['after']}", encoding="utf-8")
    return path


def cut(row: dict[str, str], path: Path) -> str:
    """What stands between the texts of a row now; empty if the marker is still there."""
    text = path.read_text(encoding="utf-8")
    output = text[len(row["before"]) : len(text) - len(row["after"])]
    return "" if output.startswith("/* complete:") else output


if __name__ == "__main__":
    raise SystemExit(main())
