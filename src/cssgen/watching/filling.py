"""A job to an outcome: the markers that have settled are filled, and the others of the file are left for later."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from cssgen.asking import Refusal, Request, fail, read_request
from cssgen.candidates import Generate, GenerationCancelled
from cssgen.errors import CssgenError, FileError
from cssgen.files import read_stylesheet
from cssgen.fill import FillOptions
from cssgen.rewrite import Note, Outcome, Replace, finish
from cssgen.watching.agenda import Job
from cssgen.watching.looking import UNREADABLE, digest_bytes, narrow, see
from cssgen.watching.trees import read_stamp

_CHANGED = "CSSG010"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job.

    Attributes:
        job: the job.
        outcome: what became of its file; None if nothing was to be done any more.
        refused: what could not be filled, or is said by the outcome.
        digest: of the file as it is now.
        seconds: how long it took.
        error: why there is no outcome; empty if there is no reason but that the file has changed.
    """

    job: Job
    outcome: Outcome | None = None
    refused: frozenset[str] = frozenset()
    digest: str = ""
    seconds: float = 0.0
    error: str = ""

    @classmethod
    def of_bug(cls, job: Job, error: Exception) -> "Result":
        """What becomes of a job that no code foresaw: its file must not end the watch over all the others."""
        return cls(job, refused=job.asks, digest=job.digest, error=f"internal error: {error!r}")

    @property
    def is_unwritten(self) -> bool:
        """Whether the system did not let us write the file."""
        return self.outcome is not None and self.outcome.sheet is None

    @property
    def is_discarded(self) -> bool:
        """Whether a marker of it was changed while it was being filled."""
        findings = self.outcome.findings if self.outcome else ()
        return any(finding.code == _CHANGED for finding in findings)


@dataclass(frozen=True, slots=True)
class Filler:
    """All that filling takes.

    Attributes:
        generate: the model.
        options: how texts are filled.
        write: how files are written.
        note: told of each file right before it is written.
        may_write: asked when the candidates are there: git may have begun something, or the job be cancelled.
    """

    generate: Generate
    options: FillOptions
    write: Replace
    note: Note
    may_write: Callable[[], bool]

    def fill(self, job: Job) -> Result:
        """Fill the markers of a job that are still there."""
        start, before = time.monotonic(), read_stamp(job.path)
        try:
            sheet = read_stylesheet(job.path, self.options.limits.file_bytes, may_wait=False)
        except FileError as error:
            findings = (fail(job.path, "CSSG008", error),) if job.path.exists() else ()
            return Result(job, Outcome(job.path, findings=findings), frozenset({str(error)}), UNREADABLE)
        try:
            item = read_request(sheet, self.options.keyword, self.options.enrich, self.options.limits)
            result = self._fill(job, item) if item else Result(job)
            if result.is_unwritten and read_stamp(job.path) != before:
                # Its editor was saving it: there will be news of that.
                return Result(job)
        except GenerationCancelled:
            return Result(job)
        except CssgenError as error:
            return Result(job, refused=job.asks, digest=digest_bytes(sheet.raw), error=str(error))
        return replace(result, seconds=time.monotonic() - start)

    def _fill(self, job: Job, item: Request | Refusal) -> Result:
        if isinstance(item, Refusal):
            return Result(job, Outcome(item.path, findings=(item.finding,)), job.asks, see(item).digest)
        settled = narrow(item, job.asks)
        contexts = settled.asked.contexts
        candidates = self.generate(contexts) if contexts else ()
        if not self.may_write():
            return Result(job)
        return _judge(job, settled, finish(settled, candidates, self.options, self.write, self.note))


def _judge(job: Job, item: Request, outcome: Outcome) -> Result:
    """What of a job is not to be tried again while its file stays as it is."""
    if any(finding.code == _CHANGED for finding in outcome.findings):
        return Result(job, outcome)
    if outcome.sheet is None:  # it could not be written
        return Result(job, outcome, job.asks, see(item).digest)
    filled = {fill.context.marker.span for fill in outcome.filled.fills}
    left = replace(
        outcome.asked, contexts=tuple(item for item in outcome.asked.contexts if item.marker.span not in filled)
    )
    digest = digest_bytes(outcome.content if outcome.written else outcome.sheet.raw)
    return Result(job, outcome, see(Request(outcome.sheet, left)).asks, digest)
