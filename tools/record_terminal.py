"""Recordings of terminals as animated SVG, of real runs: docs/images/watch.svg and commit.svg.

    python tools/record_terminal.py [watch] [commit]

Programs run on pseudo-terminals, keys are typed into them, and what pyte makes of their output becomes lines of text
that are shown from a time to a time. Waits of more than two seconds are cut to that.
"""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

import pyte

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
_PATIENCE = 180.0  # seconds until a program must have said what is waited for
_LONGEST_WAIT = 2.0
_AT_LAST = 4.0  # seconds for which the last picture stays
_KEY = 0.04  # seconds between two keys
_WIDTH, _HEIGHT, _MARGIN, _BAR = 8.4, 19.0, 14.0, 30.0  # pixels of a character, and around the panes
_COLORS = {
    "default": "#d8dee9", "black": "#4c566a", "red": "#ff7b85", "green": "#a3d977", "brown": "#f2cc74",
    "blue": "#7fb4ff", "magenta": "#d3a4ff", "cyan": "#74d7ec", "white": "#ffffff",
}  # fmt: skip

Row = tuple[tuple[str, str, bool], ...]
"""Texts of one look: text, colour, whether it is bold."""


class _Screen(pyte.Screen):
    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        """Private sequences, by which vim asks for more of a keyboard, are no colours."""
        if not private:
            super().select_graphic_rendition(*attributes)


@dataclass
class Pane:
    """A program on a terminal.

    Attributes:
        title: what stands above it.
        command: what runs in it.
        columns, lines: its size.
    """

    title: str
    command: list[str]
    columns: int
    lines: int
    screen: pyte.Screen = field(init=False)
    stream: pyte.ByteStream = field(init=False)
    descriptor: int = field(init=False)
    process: int = field(init=False)

    def start(self, directory: Path, environment: dict[str, str]) -> None:
        """Run the command on a new pseudo-terminal."""
        self.screen = _Screen(self.columns, self.lines)
        self.stream = pyte.ByteStream(self.screen)
        self.process, self.descriptor = pty.fork()
        if not self.process:
            os.chdir(directory)
            os.execvpe(self.command[0], self.command, environment)  # noqa: S606  no shell is wanted
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", self.lines, self.columns, 0, 0))

    def read(self) -> bool:
        """Take what the program wrote; False once it has ended."""
        try:
            data = os.read(self.descriptor, 65_536)
        except OSError:
            return False
        self.stream.feed(data)
        return bool(data)

    def rows(self) -> list[Row]:
        """What the screen shows, blanks at the ends of lines left out."""
        return [self._read_row(number) for number in range(self.lines)]

    def _read_row(self, number: int) -> Row:
        cells = [self.screen.buffer[number][column] for column in range(self.columns)]
        last = max((column for column, cell in enumerate(cells) if cell.data != " "), default=-1)
        looks = groupby(cells[: last + 1], key=lambda cell: (cell.fg, cell.bold))
        return tuple(("".join(cell.data for cell in group), color, bold) for (color, bold), group in looks)


class Recorder:
    """Panes, and what they showed when."""

    def __init__(self, panes: list[Pane], directory: Path, environment: dict[str, str]) -> None:
        self.panes = panes
        self.frames: list[tuple[float, list[list[Row]]]] = []
        self._began = time.monotonic()
        for pane in panes:
            pane.start(directory, environment)
        self._wait(0.5)

    def type(self, pane: Pane, keys: str) -> None:
        """Type into a pane, at the pace of somebody."""
        for key in keys:
            os.write(pane.descriptor, key.encode())
            self._wait(_KEY)

    def expect(self, pane: Pane, pattern: str, pause: float = 1.0) -> None:
        """Wait until a pane shows what is expected, and then for a while.

        Raises:
            TimeoutError: if it never does.
        """
        deadline = time.monotonic() + _PATIENCE
        while not re.search(pattern, "\n".join(pane.screen.display)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{pattern!r} was not shown, but\n" + "\n".join(pane.screen.display))
            self._wait(0.1)
        self._wait(pause)

    def close(self) -> None:
        """End all programs."""
        for pane in self.panes:
            os.kill(pane.process, signal.SIGHUP)
            os.close(pane.descriptor)
            os.waitpid(pane.process, 0)

    def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            by_descriptor = {pane.descriptor: pane for pane in self.panes}
            for descriptor in select.select(list(by_descriptor), [], [], left)[0]:
                by_descriptor[descriptor].read()
            shown = [pane.rows() for pane in self.panes]
            if not self.frames or self.frames[-1][1] != shown:
                self.frames.append((time.monotonic() - self._began, shown))


def render(recorder: Recorder, title: str) -> str:
    """The recording as SVG; with no motion where the reader wants none, but its last picture."""
    times = [0.0]
    for before, after in zip(recorder.frames, recorder.frames[1:], strict=False):
        times.append(times[-1] + min(after[0] - before[0], _LONGEST_WAIT))
    total = times[-1] + _AT_LAST
    widths = [pane.columns * _WIDTH + 2 * _MARGIN for pane in recorder.panes]
    height = max(pane.lines for pane in recorder.panes) * _HEIGHT + _BAR + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sum(widths):.0f} {height:.0f}" role="img">',
        f"<title>{escape(title)}</title>",
        "<style>text{font:14px ui-monospace,Menlo,Consolas,'Liberation Mono',monospace;white-space:pre}",
        ".b{font-weight:bold}.t{fill:#8f9bb3;text-anchor:middle}",
        f"g.f{{visibility:hidden;animation:{total:.2f}s step-end infinite}}",
        "@media(prefers-reduced-motion:reduce){g.f{animation:none!important}g.z{visibility:visible}}",
    ]
    rules: dict[tuple[float, float], str] = {}
    body, left = [], 0.0
    for index, pane in enumerate(recorder.panes):
        body.append(f'<rect x="{left + 1:.0f}" y="1" width="{widths[index] - 2:.0f}" height="{height - 2:.0f}" '
                    'rx="9" fill="#1d2230" stroke="#3a4256"/>')  # fmt: skip
        body.append(f'<text class="t" x="{left + widths[index] / 2:.1f}" y="20">{escape(pane.title)}</text>')
        for number in range(pane.lines):
            for start, end, row in _spans(recorder, times, index, number, total):
                name = rules.setdefault((start, end), f"k{len(rules)}")
                last = " z" if end == total else ""
                y = _BAR + (number + 0.8) * _HEIGHT
                texts = _render_row(row, left + _MARGIN, y)
                body.append(f'<g class="f{last}" style="animation-name:{name}">{texts}</g>')
        left += widths[index]
    parts += [_render_rule(name, start / total, end / total) for (start, end), name in rules.items()]
    return "\n".join([*parts, "</style>", *body, "</svg>"]) + "\n"


def _spans(
    recorder: Recorder, times: list[float], pane: int, number: int, total: float
) -> Iterator[tuple[float, float, Row]]:
    """What a line of a pane shows, from when to when."""
    rows = [shown[pane][number] for _, shown in recorder.frames]
    position = 0
    for row, group in groupby(rows):
        start, position = position, position + len(list(group))
        if row:
            yield times[start], times[position] if position < len(times) else total, row


def _render_row(row: Row, left: float, y: float) -> str:
    parts, column = [], 0
    for text, color, bold in row:
        known = f"#{color}" if re.fullmatch("[0-9a-f]{6}", color) else _COLORS["default"]
        fill = _COLORS.get(color.removeprefix("bright"), known)
        if text.strip():
            x = left + (column + len(text) - len(text.lstrip())) * _WIDTH
            shown = text.strip()
            weight = ' class="b"' if bold else ""
            size = f'textLength="{len(shown) * _WIDTH:.1f}"'
            parts.append(f'<text x="{x:.1f}" y="{y:.1f}" {size} fill="{fill}"{weight}>{escape(shown)}</text>')
        column += len(text)
    return "".join(parts)


def _render_rule(name: str, start: float, end: float) -> str:
    stops = [(start, "visible"), (end, "hidden")]
    if start:
        stops.insert(0, (0.0, "hidden"))
    frames = "".join(f"{place:.3%}{{visibility:{state}}}" for place, state in stops if place < 1)
    return f"@keyframes {name}{{{frames}100%{{visibility:{'visible' if end >= 1 else 'hidden'}}}}}"


def _prepare(directory: Path) -> dict[str, str]:
    """A project with one stylesheet, and an environment that shows nothing of this machine."""

    def run(*command: str) -> None:
        subprocess.run(command, cwd=directory, check=True, capture_output=True)

    sheet = directory / "card.css"
    sheet.write_text(":root {\n  --radius: 10px;\n}\n\n.card {\n  padding: 1rem;\n}\n", encoding="utf-8")
    (directory / ".gitignore").write_text("/.cache\n/.pre-commit-config.yaml\n", encoding="utf-8")
    run("git", "init", "-q", "-b", "main")
    for key, value in {"user.name": "Ada", "user.email": "ada@example.com", "core.pager": "cat",
                       "color.ui": "always", "color.diff.whitespace": "normal"}.items():  # fmt: skip
        run("git", "config", key, value)
    run("git", "add", ".")
    run("git", "commit", "-q", "-m", "Cards")
    inherited = {name: os.environ[name] for name in ("HOME", "LANG", "PIP_FIND_LINKS") if name in os.environ}
    return inherited | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PS1": "$ ",
        "CSSGEN_CACHE": str(directory / ".cache"),
        "PRE_COMMIT_HOME": str(directory / ".cache" / "pre-commit"),
    }


_MARKER = "  /* complete: rounded corners and a soft shadow */"


def record_watch(directory: Path) -> str:
    """On the left an editor, on the right the watcher."""
    environment = _prepare(directory)
    settings = "set autoread nocompatible noruler noshowcmd shortmess+=IAF laststatus=0 autoindent | syntax on"
    editor = Pane("vim card.css", ["vim", "-u", "NONE", "--cmd", settings, "card.css"], 52, 13)
    watcher = Pane("cssgen watch", ["bash", "--norc", "--noprofile"], 82, 13)
    recorder = Recorder([editor, watcher], directory, environment)
    recorder.type(watcher, "cssgen watch .\r")
    recorder.expect(watcher, "is loaded")
    recorder.type(editor, f"6Go{_MARKER.strip()}\x1b:w\r")
    recorder.expect(watcher, "filled")
    recorder.type(editor, ":e\r")
    recorder.expect(editor, "box-shadow", 2.0)
    recorder.type(editor, ":q\r")
    recorder.type(watcher, "\x03")
    recorder.close()
    return render(recorder, "A marker is saved in an editor, and cssgen watch fills it")


def record_commit(directory: Path) -> str:
    """A commit with the hook, twice."""
    environment = _prepare(directory)
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True)
    hook = "{id: cssgen-fill-system, name: cssgen fill}"
    config = f"repos:\n- repo: {ROOT}\n  rev: {revision.stdout.strip()}\n  hooks: [{hook}]\n"
    (directory / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    for command in (["install"], ["run", "--all-files"]):  # the second one clones what is needed
        subprocess.run(["pre-commit", *command], cwd=directory, env=environment, check=True, capture_output=True)
    sheet = directory / "card.css"
    sheet.write_text(sheet.read_text("utf-8").replace("1rem;\n", f"1rem;\n{_MARKER}\n"), encoding="utf-8")
    shell = Pane("git commit", ["bash", "--norc", "--noprofile"], 92, 27)
    recorder = Recorder([shell], directory, environment)
    for command, expected in (
        ("git commit -am 'Round cards'", r"next: git diff[^$]*\$ "),
        ("git diff -U1", r"box-shadow[^$]*\$ "),
        ("git commit -am 'Round cards'", r"1 file changed[^$]*\$ "),
    ):
        recorder.type(shell, f"{command}\r")
        recorder.expect(shell, expected, 2.0)
    recorder.close()
    return render(recorder, "The hook fills a marker; the next commit has it")


RECORDINGS: dict[str, Callable[[Path], str]] = {"watch": record_watch, "commit": record_commit}


if __name__ == "__main__":
    for name in sys.argv[1:] or RECORDINGS:
        place = Path(tempfile.mkdtemp(prefix="cssgen-"))
        try:
            (IMAGES / f"{name}.svg").write_text(RECORDINGS[name](place), encoding="utf-8")
        finally:
            shutil.rmtree(place)
