"""256 markers against a real server on loopback, a tenth of whose answers fail: is any marker lost?

    python benchmarks/server.py [--markers 256] [--share 0.1] [--seed 0]

`transformers serve` runs the default model (`cssgen model export --format hf`). Before it stands a proxy that lets a
share of the requests fail: errors, 429, time limits, cut connections, nonsense, answers without text. Each marker must
be filled with valid CSS, or its reason told. The packages fastapi, uvicorn, openai and accelerate are needed.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from tests.remote.servers import faulty, send, serving

import cssgen

PROMPTS = ("red text", "rounded corners", "bold text", "centre the text", "white background", "a thin grey border")
SHEETS = 16
TIMEOUT = 15.0


def main() -> int:
    """Print what became of the markers; 1 if one was lost or wrongly filled."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--markers", type=int, default=256)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    with (
        tempfile.TemporaryDirectory() as root,
        running_server(Path(root)) as (port, model),
        serving(faulty(forward(port), arguments.share, arguments.seed, TIMEOUT + 2)) as (url, sent),
    ):
        start = time.perf_counter()
        count = Counter[str]()
        for sheet in write_sheets(arguments.markers):
            count.update(fill(sheet, url, model))
        seconds = time.perf_counter() - start
    print(f"{arguments.markers} markers, {len(sent.bodies)} requests in {seconds:.0f} s, {arguments.share:.0%} failing")
    print(f"filled {count['filled']}, reported {count['reported']}, lost {count['lost']}, invalid {count['invalid']}")
    return 1 if count["lost"] or count["invalid"] else 0


def write_sheets(markers: int) -> list[str]:
    """Stylesheets with that many markers together."""
    rules = [f".a{n} {{\n  margin: 0;\n  /* complete: {PROMPTS[n % len(PROMPTS)]} */\n}}\n" for n in range(markers)]
    return ["\n".join(rules[start::SHEETS]) for start in range(min(SHEETS, markers))]


def fill(css: str, url: str, model: str) -> dict[str, int]:
    """What became of the markers of a stylesheet."""
    filled = cssgen.fill_text(
        css, server_url=url, server_model=model, server_timeout=TIMEOUT, candidates=1, recipes=1, max_new_tokens=24
    )
    errors = [finding for finding in cssgen.validate(filled.text) if finding.severity == "error"]
    asked, told = css.count("complete:"), len(filled.diagnostics)
    return {
        "filled": len(filled.fills),
        "reported": told,
        "lost": asked - len(filled.fills) - told,
        "invalid": len(errors),
    }


@contextmanager
def running_server(root: Path) -> Iterator[tuple[int, str]]:
    """`transformers serve` with the default model: its port, and the model's name there."""
    model = root / "model"
    subprocess.run([sys.executable, "-m", "cssgen", "model", "export", "--format", "hf", model], check=True)
    port = free_port()
    script = Path(sys.executable).with_name("transformers")
    command = [str(script), "serve", str(model), "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HF_HUB_OFFLINE": "1"})
    try:
        wait_for(port, process)
        yield port, str(model)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]", seconds: float = 300) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start")


def forward(port: int) -> Any:
    """A reply that passes a request on to the real server."""

    def reply(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("POST", handler.path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        send(handler, response.status, response.read())
        connection.close()

    return reply


if __name__ == "__main__":
    raise SystemExit(main())
