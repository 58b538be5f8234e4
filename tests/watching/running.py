"""Real watchers, in processes of their own, and the events that they print."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

SCRIPTED = [sys.executable, str(Path(__file__).with_name("scripted_watch.py"))]
REAL = [sys.executable, "-m", "cssgen", "watch"]
QUICK = {"CSSGEN_WATCH_DEBOUNCE_MS": "100", "CSSGEN_WATCH_SETTLE_MS": "200"}
PATIENCE = 60.0  # seconds; a busy machine may take some


class Watching:
    """A watcher that runs in a directory."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.events: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def expect(self, kind: str, **wanted: object) -> dict[str, Any]:
        """Wait for an event of a kind, with some fields, that was not expected before; others may come first."""
        deadline = time.monotonic() + PATIENCE
        while True:
            for event in self._open:
                if event["type"] == kind and wanted.items() <= event.items():
                    self._open.remove(event)
                    return event
            try:
                self._note(self._lines.get(timeout=max(0.0, deadline - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"no {kind} {wanted}; but {self.events}") from None

    def _note(self, line: str) -> None:
        event = json.loads(line) if line else {"type": "closed"}
        self.events.append(event)
        self._open.append(event)
        if event["type"] == "closed":
            raise AssertionError(f"it has ended: {self.events}")

    def fills(self) -> list[tuple[str, str]]:
        """File and prompt of the fills so far."""
        while not self._lines.empty():
            self._note(self._lines.get())
        return [(event["path"], event["prompt"]) for event in self.events if event["type"] == "fill"]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Kill the process if it is still there, and read its output to the end."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")


@contextmanager
def watching(
    directory: Path,
    *arguments: str,
    command: Sequence[str] = (*SCRIPTED, "0"),
    stdin: int = subprocess.DEVNULL,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Watching]:
    """A watcher of the scripted model, ready, and less patient than by default; it is gone at the end."""
    process = subprocess.Popen(
        [*command, "--output-format", "jsonl", *arguments],
        cwd=directory,
        env={**os.environ, **QUICK, **environment},
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )
    watcher = Watching(process)
    try:
        watcher.expect("ready")
        yield watcher
    finally:
        watcher.close()
