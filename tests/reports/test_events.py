"""What a watcher prints, for people and for programs; the documentation names every type and field."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest

from cssgen.diagnostics import Finding, Severity
from cssgen.reports import events
from cssgen.reports.events import Event, render_event_json, render_event_text
from cssgen.reports.report import FillRecord

DOCS = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")
FILL = FillRecord(14, 3, 100, 140, "primary button", "declarations", "a\nb\nc", "generated", "onnx", "default@1", 2.13)
FINDING = Finding("CSSG006", "no valid CSS", Severity.ERROR, 3, 5, 3, 9, "a.css")

EVENTS: list[tuple[Event, str]] = [
    (events.Ready("1.0", 1, 2, 3, "", 0.2), "watching 1 stylesheet in 2 directories"),
    (events.Polling("it is on a nfs file system", 0.5), "looking at all files every 0.5 s: it is on a nfs file system"),
    (events.Loaded("default@1", "onnx", 0.84), "the model default@1 is loaded (0.8 s, onnx)"),
    (events.Filled("a.css", FILL), 'a.css:14 filled "primary button" (3 lines, 2.1 s, onnx)'),
    (events.Found(FINDING), "a.css:3:5: no valid CSS [CSSG006]"),
    (events.Discarded("a.css"), "a.css discarded a fill: its marker was changed meanwhile"),
    (events.Paused(".", "rebase"), "paused: rebase in progress"),
    (events.Resumed("sub", "merge"), "resumed: merge has ended in sub"),
    (events.Failed("a.css", "it\x1b[2J fails"), "a.css error: it\\x1b[2J fails"),
    (events.Stopped("SIGINT", 130), "stopped: SIGINT"),
]


@pytest.mark.parametrize(("event", "line"), EVENTS, ids=[event.type for event, _ in EVENTS])
def test_lines(event: Event, line: str) -> None:
    noon = datetime(2026, 1, 2, 12, 3, 11).timestamp()
    assert render_event_text(event, noon) == f"12:03:11 {line}\n"


@pytest.mark.parametrize("event", [event for event, _ in EVENTS], ids=lambda event: event.type)
def test_objects_have_what_the_documentation_says(event: Event) -> None:
    record = json.loads(render_event_json(event, 0.0))
    row = next(line for line in DOCS.splitlines() if re.match(rf"\| [^|]*`{event.type}`", line))
    documented = set(re.findall(r"`(\w+)`", row.split("|")[2]))
    assert set(record) == documented | {"type", "format", "time"}
    assert (record["type"], record["format"]) == (event.type, 1)
    assert datetime.fromisoformat(record["time"]).timestamp() == 0


def test_every_event_is_here() -> None:
    assert {type(event) for event, _ in EVENTS} == set(get_args(Event))
