"""The values that every format renders."""

from dataclasses import dataclass

from cssgen.diagnostics import Finding, Severity


@dataclass(frozen=True, slots=True)
class FillRecord:
    """One marker that was filled.

    Attributes:
        line, column: of the marker in the file as it was read, from 1, in code points.
        byte_start, byte_end: the marker in the bytes of that file, half-open.
        prompt: what it asked.
        production: what stands there, such as `declarations`.
        text: what was put in its place.
        source: `generated` by the model, or a `recipe` of the cookbook as it is.
        engine: what wrote it: `onnx`, `torch`, `cache`.
        model: name of the model, with its commit where it has one.
        seconds: how long that took; None if it was not measured alone.
    """

    line: int
    column: int
    byte_start: int
    byte_end: int
    prompt: str
    production: str
    text: str
    source: str = ""
    engine: str = ""
    model: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. `written` is false if the fills were only shown."""

    path: str
    fills: tuple[FillRecord, ...] = ()
    written: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of a command has to say.

    Attributes:
        version: of cssgen.
        findings: in the order of files, then of places.
        files: the files with markers, or those that were written.
        file_count: how many files were looked at.
    """

    version: str
    findings: tuple[Finding, ...] = ()
    files: tuple[FileOutcome, ...] = ()
    file_count: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def fill_count(self) -> int:
        """How many markers were filled."""
        return sum(len(outcome.fills) for outcome in self.files)

    @property
    def written_count(self) -> int:
        """How many files were written."""
        return sum(outcome.written for outcome in self.files)
