"""A project with one stylesheet, a cache of its own, and the real command line with a model that answers at once."""

import argparse
import io
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from cssgen.candidates import Candidate
from cssgen.cli import main
from cssgen.cli.arguments import parse_arguments
from cssgen.cli.keeping import warn
from cssgen.contexts import Context
from cssgen.settings import Settings
from trials.kinds import Broken
from trials.tracing import fork_stopped, stop, trace

OLD = b"a {\n  b: c;\n  /* complete: x */\n}\n\n/* complete: y */\n\nd { color: /* complete: z */; }\n"
NEW = b"a {\n  b: c;\n  /* x */\n  color: red;\n}\n\n/* y */\ne {\n  color: red;\n}\n\nd { color: red; }\n"
_ANSWERS = {"x": "color: red;", "y": "e { color: red; }", "z": "red"}
_KEPT = ("fills", "journal", "locks")  # below the cache; digests of the model would take long to make anew
CANNOT_UNDO = "cannot be undone"

Disturb = Callable[[], object]


def _do_nothing() -> None:
    """No disturbance."""


class ScriptedEngine:
    """Stands in the place of `cssgen.engines.LazyEngine`: one valid answer for each marker.

    Attributes:
        disturb: what happens while the model "works".
    """

    name, model = "scripted", "scripted"
    disturb: Disturb = staticmethod(_do_nothing)

    def __init__(self, settings: Settings, check: Callable[[], object] | None = None) -> None:
        del settings, check

    def __call__(
        self, contexts: Sequence[Context], on_done: Callable[[int], object] | None = None
    ) -> list[list[Candidate]]:
        """One answer for each marker, after the disturbance."""
        del on_done
        type(self).disturb()
        return [[Candidate(_ANSWERS.get(context.marker.prompt, "color: red;"))] for context in contexts]

    def load(self) -> "ScriptedEngine":
        """There is nothing to load."""
        return self


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did.

    Attributes:
        code: its exit code; -N if signal N ended it.
        output: all that it printed.
    """

    code: int
    output: str


class Workshop:
    """Directories of one kind of fault.

    Attributes:
        sheet: the stylesheet, alone in its project.
        cache: the directory of caches, journals and locks.
        log: where strace writes.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.project = self.root / "project"
        self.sheet = self.project / "a.css"
        self.cache = self.root / "cache"
        self.log = self.root / "strace.log"
        self._output = os.open(self.root / "output", os.O_RDWR | os.O_CREAT)
        self.project.mkdir()
        self.project.joinpath("cssgen.toml").touch()
        os.environ["CSSGEN_CACHE"] = str(self.cache)
        mock.patch("cssgen.cli.filling.LazyEngine", ScriptedEngine).start()
        self.reset()
        # Once with all imports, so that no process pays for them, or is killed in one.
        self.call("fill", "a.css")
        self.call("undo", "a.css")

    def reset(self) -> None:
        """The markers; no cache, journal or lock."""
        ScriptedEngine.disturb = _do_nothing
        self.sheet.write_bytes(OLD)
        for name in _KEPT:
            shutil.rmtree(self.cache / name, ignore_errors=True)

    def start(self, *arguments: str, prepare: Disturb | None = None) -> int:
        """Fork a process that runs cssgen in the project, stopped once it has read its arguments; its id."""

        def work() -> int:
            mock.patch("cssgen.cli.parse_arguments", _parse_and_stop).start()
            # A process in the background, from which this may have been forked, ignores them.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            if prepare:
                prepare()
            return self._main(arguments)

        os.chdir(self.project)
        return fork_stopped(work)

    def run(self, *arguments: str, prepare: Disturb | None = None) -> Run:
        """Run cssgen in a process of its own; `prepare` happens in it beforehand."""
        return self.finish(self.start(*arguments, prepare=prepare))

    def call(self, *arguments: str) -> Run:
        """Run cssgen in this process."""
        os.chdir(self.project)
        return self._read(self._main(arguments))

    def finish(self, process: int) -> Run:
        """Let a stopped process go on to its end."""
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)
        return self.read(os.waitpid(process, 0)[1])

    def trace(self, injections: Sequence[str], *arguments: str) -> Run:
        """Run cssgen under strace with some injections."""
        return self.read(trace(self.start(*arguments), injections, self.log))

    def read(self, status: int) -> Run:
        """What a process did that ended with a wait status."""
        return self._read(os.waitstatus_to_exitcode(status))

    def _read(self, code: int) -> Run:
        return Run(code, os.pread(self._output, 1 << 20, 0).decode(errors="replace"))

    def _main(self, arguments: Sequence[str]) -> int:
        warn.cache_clear()  # one process stands for many
        os.ftruncate(self._output, 0)
        os.lseek(self._output, 0, os.SEEK_SET)
        out, err = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = io.TextIOWrapper(io.FileIO(self._output, "w", closefd=False), write_through=True)
        try:
            return main(arguments)
        except BaseException:  # as Python would
            traceback.print_exc()
            return 1
        finally:
            sys.stdout, sys.stderr = out, err


def _parse_and_stop(argv: list[str]) -> argparse.Namespace:
    arguments = parse_arguments(argv)
    stop()
    return arguments


def judge(workshop: Workshop, run: Run) -> str:
    """Hold a disturbed `cssgen fill a.css` to its promises, and what is run after it to theirs.

    Raises:
        Broken: if one was broken.
    """
    outcome = judge_run(workshop, run)
    if workshop.sheet.read_bytes() == NEW and not check_undo(workshop, must=CANNOT_UNDO not in run.output):
        workshop.sheet.write_bytes(OLD)
    repair(workshop)
    check_undo(workshop)
    return outcome


def judge_run(workshop: Workshop, run: Run) -> str:
    """The file is whole; exit code, message and file agree."""
    content = workshop.sheet.read_bytes()
    if content not in (OLD, NEW):
        raise Broken(f"the file is neither old nor new: {content!r}")
    state = "new" if content == NEW else "old"
    if "Traceback" in run.output:
        raise Broken(f"{state}, exit {run.code}, with a traceback:\n{run.output}")
    if run.code < 0:
        return f"{state}, ended by signal {-run.code}"
    if run.code and not run.output.strip():
        raise Broken(f"exit {run.code} without a message")
    if (run.code == 0) != (state == "new"):
        raise Broken(f"exit {run.code}, but the file is {state}:\n{run.output}")
    return f"{state}, exit {run.code}" + (", warned" if "warning" in run.output else "")


def repair(workshop: Workshop) -> None:
    """The next run does what was not done, and clears what was left over."""
    ScriptedEngine.disturb = _do_nothing
    run = workshop.call("fill", "a.css")
    if run.code != 0 or workshop.sheet.read_bytes() != NEW:
        raise Broken(f"the next run does not fill: exit {run.code}\n{run.output}")
    left = sorted(path.name for path in workshop.project.iterdir())
    if left != ["a.css", "cssgen.toml"]:
        raise Broken(f"the next run leaves {left}")


def check_undo(workshop: Workshop, *, must: bool = True) -> bool:
    """Take back all fills; whether that was done."""
    run = workshop.call("undo", "a.css")
    # Older fills of which the journal cannot tell any more where they were make it exit with 1, and say so.
    is_done = run.code == ("were damaged" in run.output) and workshop.sheet.read_bytes() == OLD
    if must and not is_done:
        raise Broken(f"undo: exit {run.code}\n{run.output}{workshop.sheet.read_bytes()!r}")
    return is_done
