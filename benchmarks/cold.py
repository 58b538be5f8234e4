"""From the start of a process to the written file, and the memory that it takes at most.

    python benchmarks/make_twin.py TWIN
    python benchmarks/cold.py TWIN [--rounds 5]

One marker with the default model; the same with the twin of CodeGen-350M in 8 bits, converted before; and the snippet
of the model card on the twin: import, load, 128 tokens. In turn; medians over the rounds.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

STYLESHEET = ".card {\n  padding: 1rem;\n  /* complete: rounded corners and a soft shadow */\n}\n"
SNIPPET = """
import sys
from transformers import AutoModelForCausalLM, AutoTokenizer
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1] + "/tokenizer")
model = AutoModelForCausalLM.from_pretrained(sys.argv[1] + "/weights", dtype="float32")
input_ids = tokenizer(".header-container {", return_tensors="pt").input_ids
generated_ids = model.generate(input_ids, max_length=128, min_length=128)
print(tokenizer.decode(generated_ids[0], skip_special_tokens=True))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of wall and CPU time, and MB of memory at most."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("twin", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    twin = arguments.twin.resolve()
    fill = [sys.executable, "-m", "cssgen", "fill", "--quiet", "--no-cache", "a.css"]
    big = [*fill, "--model", str(twin / "weights"), "--tokenizer", str(twin / "tokenizer"), "--device", "cpu"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "cssgen check": [sys.executable, "-m", "cssgen", "check", "a.css"],
        "fill, default model": fill,
        "fill, 350M in 8 bits": [*big, "--precision", "int8"],
        "the card's snippet": [sys.executable, "-c", SNIPPET, str(twin)],
    }
    with tempfile.TemporaryDirectory() as folder:
        report(commands, Path(folder), arguments.rounds)


def report(commands: dict[str, list[str]], folder: Path, rounds: int) -> None:
    """Run each command in turn, once more than is counted, and print medians."""
    (folder / ".git").mkdir()
    runs = [{name: measure(command, folder) for name, command in commands.items()} for _ in range(rounds + 1)]
    for name in commands:
        counted = [run[name] for run in runs[1:]]
        wall, cpu, memory = (statistics.median(getattr(run, key) for run in counted) for key in Run.__slots__)
        print(f"{name:22} {wall:6.2f} s wall  {cpu:6.2f} s CPU  {memory:5.0f} MB")


def measure(command: list[str], folder: Path) -> Run:
    """Run a command beside a stylesheet with one marker."""
    (folder / "a.css").write_text(STYLESHEET, encoding="utf-8")
    environment = {**os.environ, "CSSGEN_CACHE": str(folder / ".cache")}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    return Run(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e3)


if __name__ == "__main__":
    main()
