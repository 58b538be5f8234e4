"""Rebuild `src/cssgen/data/css-spec.json`: `python tools/update_spec.py [--check] [--cache DIR]`.

Downloads two pinned npm packages (with npm's own client), slims them, applies `patches.toml`, and writes the
data file. With `--check` nothing is written; the exit code is 1 if the file is stale.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from spec.packages import COMPAT, WEBREF, download
from spec.patches import apply_patches
from spec.webref import drop_unreachable, slim

DATA = Path(__file__).resolve().parents[1] / "src" / "cssgen" / "data"
SPEC = DATA / "css-spec.json"
PATCHES = DATA / "patches.toml"


def build_spec(webref: dict[str, Any], compat: dict[str, Any]) -> dict[str, Any]:
    """The whole contents of the data file."""
    spec = slim(webref, compat)
    apply_patches(spec, PATCHES)
    about = {
        "made_by": "tools/update_spec.py; do not edit",
        "sources": [package._asdict() for package in (WEBREF, COMPAT)],
        "patches_sha256": hashlib.sha256(PATCHES.read_bytes()).hexdigest(),
    }
    return {"about": about, **drop_unreachable(spec)}


def render_spec(spec: dict[str, Any]) -> str:
    """JSON with one line for each entry, so that a new version of the data reads well as a diff."""
    sections = []
    for name, table in spec.items():
        lines = (f"{json.dumps(key)}:{_compact(table[key])}" for key in sorted(table))
        sections.append(f"{json.dumps(name)}:{{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main(argv: list[str] | None = None) -> int:
    """0 if the file is up to date (or was written), 1 if `--check` finds it stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the data file is stale")
    parser.add_argument("--cache", type=Path, help="keep the downloaded tarballs in this folder")
    options = parser.parse_args(argv)
    rendered = render_spec(build_spec(*download(options.cache)))
    stale = not SPEC.exists() or SPEC.read_text(encoding="utf-8") != rendered
    if stale and not options.check:
        SPEC.write_text(rendered, encoding="utf-8", newline="\n")
    state = ("stale" if options.check else "written") if stale else "up to date"
    sys.stdout.write(f"{SPEC.name}: {state}\n")
    return int(stale and options.check)


if __name__ == "__main__":
    raise SystemExit(main())
