"""`cssgen watch` with a model that answers `size 12` by `width: 12px;`, so that a test can tell what was filled.

    python scripted_watch.py SECONDS ARGUMENT…

It takes up to SECONDS for an answer. All else is the real command: events, files, journal, cache, signals.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Sequence

from cssgen.candidates import Candidate
from cssgen.cli import main, watching
from cssgen.contexts import Context
from cssgen.settings import Settings

_STEP = 0.01


class ScriptedEngine:
    """`cssgen.engines.LazyEngine` for a model that can only say how wide things are."""

    name = "onnx"
    model = "scripted"
    seconds = 0.0

    def __init__(self, _settings: Settings, check: Callable[[], object]) -> None:
        self._check = check
        self._chance = random.Random(0)  # noqa: S311  no secret

    def load(self) -> "ScriptedEngine":
        """There is nothing to load."""
        return self

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> list[list[Candidate]]:
        """One candidate for each context that asks for a size; none for the others."""
        end = time.monotonic() + self._chance.uniform(0, self.seconds)
        while time.monotonic() < end:
            self._check()
            time.sleep(_STEP)
        if on_done is not None:
            on_done(len(contexts))
        return [answer(context.marker.prompt) for context in contexts]


def answer(prompt: str) -> list[Candidate]:
    """What the model says to a prompt."""
    match = re.fullmatch(r"size (\d+)", prompt)
    return [Candidate(f"width: {match[1]}px;")] if match else []


if __name__ == "__main__":
    ScriptedEngine.seconds = float(sys.argv[1])
    watching.LazyEngine = ScriptedEngine  # type: ignore[assignment, attr-defined]  # the one seam
    raise SystemExit(main(["watch", *sys.argv[2:]]))
