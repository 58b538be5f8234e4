"""What happens while a watcher runs, one line for each event: for people, or as JSON for programs."""

import json
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

from cssgen.diagnostics import Finding
from cssgen.reports.records import FORMAT_VERSION
from cssgen.reports.report import FillRecord
from cssgen.reports.text import finding_line
from cssgen.reports.wording import plural
from cssgen.terminal import one_line


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything is watched from here on.

    Attributes:
        version: of cssgen.
        files, directories: how many are watched.
        watches: by how many watches of the system; 0 if files are listed again and again.
        polling: why that is done; empty if it is not.
        seconds: how long it took.
    """

    type: ClassVar[str] = "ready"
    version: str
    files: int
    directories: int
    watches: int
    polling: str
    seconds: float

    def __str__(self) -> str:
        return f"watching {plural(self.files, 'stylesheet')} in {plural(self.directories, 'directory', 'directories')}"


@dataclass(frozen=True, slots=True)
class Polling:
    """Files are listed again and again, since the system does not tell of changes; `seconds` lie between."""

    type: ClassVar[str] = "polling"
    reason: str
    seconds: float

    def __str__(self) -> str:
        return f"looking at all files every {self.seconds:g} s: {one_line(self.reason)}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is loaded."""

    type: ClassVar[str] = "model"
    model: str
    engine: str
    seconds: float

    def __str__(self) -> str:
        return f"the model {self.model} is loaded ({self.seconds:.1f} s, {self.engine})"


@dataclass(frozen=True, slots=True)
class Filled:
    """A marker was filled, and its file written."""

    type: ClassVar[str] = "fill"
    path: str
    fill: FillRecord

    def __str__(self) -> str:
        fill = self.fill
        time = () if fill.seconds is None else (f"{fill.seconds:.1f} s",)
        details = ", ".join((plural(len(fill.text.splitlines()), "line"), *time, fill.engine))
        return f'{one_line(self.path)}:{fill.line} filled "{one_line(fill.prompt)}" ({details})'


@dataclass(frozen=True, slots=True)
class Found:
    """Something is wrong with a marker or a file."""

    type: ClassVar[str] = "finding"
    finding: Finding

    def __str__(self) -> str:
        return finding_line(self.finding)


@dataclass(frozen=True, slots=True)
class Discarded:
    """A marker was changed or removed while it was being filled, so that nothing was written for it."""

    type: ClassVar[str] = "discarded"
    path: str

    def __str__(self) -> str:
        return f"{one_line(self.path)} discarded a fill: its marker was changed meanwhile"


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing is filled in a repository while git is in the middle of something."""

    type: ClassVar[str] = "paused"
    directory: str
    operation: str

    def __str__(self) -> str:
        return f"paused: {self.operation} in progress{_where(self.directory)}"


@dataclass(frozen=True, slots=True)
class Resumed:
    """It has ended."""

    type: ClassVar[str] = "resumed"
    directory: str
    operation: str

    def __str__(self) -> str:
        return f"resumed: {self.operation} has ended{_where(self.directory)}"


@dataclass(frozen=True, slots=True)
class Failed:
    """Something went wrong; the watcher goes on."""

    type: ClassVar[str] = "error"
    path: str
    message: str

    def __str__(self) -> str:
        return f"{one_line(self.path)} error: {one_line(self.message)}"


@dataclass(frozen=True, slots=True)
class Stopped:
    """The last event."""

    type: ClassVar[str] = "stopped"
    reason: str
    exit_code: int

    def __str__(self) -> str:
        return f"stopped: {self.reason}"


Event = Ready | Polling | Loaded | Filled | Found | Discarded | Paused | Resumed | Failed | Stopped


def render_event_text(event: Event, at: float | None = None) -> str:
    """`12:03:11 styles/app.css:14 filled …`, in local time; `at` is in seconds since the epoch, now by default."""
    return f"{time.strftime('%H:%M:%S', time.localtime(at))} {event}\n"


def render_event_json(event: Event, at: float | None = None) -> str:
    """One object: `type`, `format`, `time` (RFC 3339), then what the event has."""
    moment = datetime.fromtimestamp(time.time() if at is None else at).astimezone()
    record: dict[str, Any] = {
        "type": event.type,
        "format": FORMAT_VERSION,
        "time": moment.isoformat(timespec="milliseconds"),
    }
    return json.dumps(record | _flatten(event)) + "\n"


def _where(directory: str) -> str:
    """Which work tree, if it is not the one around the working directory."""
    return "" if directory == "." else f" in {one_line(directory)}"


def _flatten(event: Event) -> dict[str, Any]:
    if isinstance(event, Filled):
        return {"path": event.path, **asdict(event.fill)}
    return asdict(event.finding) if isinstance(event, Found) else asdict(event)
