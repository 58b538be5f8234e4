"""A small Vite project with the plugin, and Vite run in it."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from ..node.packages import install_packages

PLUGIN = Path(__file__).parents[2] / "hooks" / "vite"
COMMAND = (sys.executable, "-m", "cssgen")
CSS = """\
body {
  margin: 3rem;
  font-family: sans-serif;
}

.button {
  padding: 1rem 2rem;
  background: white;
  border: 1px solid;
}
"""
MARKED = CSS.replace("  border:", "  /* complete: rounded corners and a soft shadow */\n  border:")
_FILES = {
    "index.html": """\
<!doctype html>
<title>Plugin</title>
<h1>Vite and cssgen</h1>
<p>A marker is saved; the page changes.</p>
<button class="button">Save changes</button>
<script type="module" src="/src/main.js"></script>
""",
    "src/main.js": 'import "./style.css";\n',
    "src/style.css": CSS,
    "package.json": '{ "name": "project", "private": true, "type": "module" }\n',
}
_WAIT = 60.0  # seconds, on a machine that does other things as well


def make_project(root: Path, command: Sequence[str] = COMMAND) -> Path:
    """Write a project whose page has a button, and link the packages of the lock and the plugin into it."""
    for name, content in _FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    (root / "vite.config.js").write_text(
        'import cssgen from "vite-plugin-cssgen";\n\n'
        f"export default {{ cacheDir: '.vite', plugins: [cssgen({{ command: {json.dumps(command)}, paths: ['src'] }})] }};\n",
        encoding="utf-8",
    )
    packages = root / "node_modules"
    packages.mkdir()
    (packages / "vite").symlink_to(install_packages() / "vite")
    # As `npm install PATH` does it.
    (packages / "vite-plugin-cssgen").symlink_to(PLUGIN)
    return root


def run_vite(project: Path, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start Vite; its output is one stream."""
    program = install_packages() / "vite" / "bin" / "vite.js"
    return subprocess.Popen(
        ["node", program, *arguments],
        cwd=project,
        env=os.environ | {"NO_COLOR": "1", "CI": "1"} | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@dataclass
class DevServer:
    """A dev server that runs, and what it has printed so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def output(self) -> str:
        """All that it has printed."""
        return "".join(self.lines)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first match of a pattern in what it prints."""
        deadline = monotonic() + _WAIT
        while (match := re.search(pattern, self.output)) is None:
            assert monotonic() < deadline, f"no {pattern!r} in:\n{self.output}"
            assert self.process.poll() is None, self.output
            sleep(0.05)
        return match

    def read(self) -> None:
        """Read what it prints until it ends."""
        assert self.process.stdout
        self.lines.extend(iter(self.process.stdout.readline, ""))


@contextmanager
def serve(project: Path) -> Iterator[DevServer]:
    """Run the dev server of a project on a free port."""
    with run_vite(project, "--host", "127.0.0.1", "--port", "0") as process:
        server = DevServer(process)
        reader = threading.Thread(target=server.read)
        reader.start()
        try:
            yield server
        finally:
            process.terminate()
            process.wait(30)
            reader.join()
