"""What an adaptation gave, for people and for programs."""

from dataclasses import dataclass

from cssgen.training.checkpoints import Progress


@dataclass(frozen=True, slots=True)
class Scores:
    """How good a model is.

    Attributes:
        files: bits that it needs for each held-out file, by name.
        answers: mean loss, in nats, of a token of the answers to held-out wishes of the cookbook; None for models
            that are not asked so.
    """

    files: dict[str, float]
    answers: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it.

    Attributes:
        model: that it began with.
        files: number of stylesheets `learnt`, `watched`, `held_out` and `dropped`.
        held_out_bytes: of the held-out files.
        before: scores of the model that it began with.
        after: scores of the result.
        progress: how long it was trained; `best_step` is where the result was taken.
    """

    model: str
    files: dict[str, int]
    held_out_bytes: int
    before: Scores
    after: Scores
    progress: Progress

    @property
    def bits_before(self) -> float:
        """Bits per byte of the held-out files before."""
        return sum(self.before.files.values()) / self.held_out_bytes

    @property
    def bits_after(self) -> float:
        """Bits per byte of the held-out files after."""
        return sum(self.after.files.values()) / self.held_out_bytes

    @property
    def better(self) -> int:
        """How many held-out files need fewer bits than before."""
        return sum(bits < self.before.files[name] for name, bits in self.after.files.items())


def render_report(report: Report) -> str:
    """A report in a few lines."""
    files, progress = report.files, report.progress
    lines = [
        f"Learnt from {files['learnt']} files; {files['watched']} told when to stop, {files['held_out']} were "
        f"held out, {files['dropped']} near-duplicates left out.",
        f"Held-out files: {report.bits_before:.3f} bits per byte before, {report.bits_after:.3f} after "
        f"({report.bits_after / report.bits_before - 1:+.1%}); {report.better} of {files['held_out']} need fewer.",
    ]
    if report.before.answers is not None and report.after.answers is not None:
        before, after = report.before.answers, report.after.answers
        lines.append(f"Wishes of the cookbook: {before:.3f} nats a token before, {after:.3f} after.")
    lines.append(
        f"{progress.step} steps, {progress.tokens:,} tokens, {progress.seconds / 60:.1f} minutes; "
        f"the result is that of step {progress.best_step}."
    )
    return "\n".join(lines)


def render_adapted_card(report: Report) -> str:
    """The card of a model that was adapted."""
    lines = "\n".join(f"- {line}" for line in render_report(report).splitlines())
    return f"# {report.model}, adapted to a project\n\nMade by `cssgen train adapt`.\n\n{lines}\n"
