"""`cssgen fill` with one model directory after another, each in a process of its own with little memory and time.

    python -m tests.lm.try_models DIRECTORY …     # prints [exit code, output] of each as JSON

One process imports what all need; a model that crashes or never ends takes only its own child with it.
"""

import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path

from cssgen.cli import main

_MEMORY = 3 * 2**30  # bytes of address space: ONNX Runtime alone reserves one
_SECONDS = 60
SHEET = "a {\n  /* complete: red text */\n}\n"


def fill(model: Path, output: Path) -> int:
    """The exit code of a fill by the model alone; -N if signal N ended it."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_SECONDS)
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        code = main(["fill", "--suggestions", "0", "--recipes", "0", "--no-cache", "--model", str(model), "a.css"])
        sys.stdout.flush()
        os._exit(code)
    finally:
        sys.stdout.flush()
        os._exit(70)


def run() -> None:
    """Try the directories that the arguments name."""
    import cssgen.lm.constraining  # once for all
    import cssgen.lm.ll_tokenizer
    import cssgen.lm.onnx_model
    import cssgen.witness  # noqa: F401
    from cssgen.validity import load_spec

    load_spec()

    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        Path("cssgen.toml").touch()
        os.environ["CSSGEN_CACHE"] = f"{directory}/cache"
        results = []
        for model in sys.argv[1:]:
            Path("a.css").write_text(SHEET)
            code = fill(Path(model), Path("output"))
            is_left = Path("a.css").read_text() == SHEET
            results.append([code, Path("output").read_text(errors="replace"), is_left])
    print(json.dumps(results))


if __name__ == "__main__":
    run()
