"""Fill markers in real stylesheets from npm, and compare every byte outside the fills.

    python benchmarks/real_stylesheets.py [--model NAME|DIR] [--markers N]

Each stylesheet gets markers in all five positions and is rewritten in several byte forms: as published, with
CRLF, with a byte order mark, with `@charset`, without final newline, indented with tabs. `npm` is needed.
"""

import argparse
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from cssgen.contents import Content
from cssgen.scanner import scan
from cssgen.structure import Block, read_structure

SHEETS = {
    "bootstrap@5.3.3": "dist/css/bootstrap.css",
    "bulma@1.0.2": "css/bulma.css",
    "@picocss/pico@2.0.6": "css/pico.css",
    "animate.css@4.1.1": "animate.css",
    "normalize.css@8.0.1": "normalize.css",
    "milligram@1.4.1": "dist/milligram.css",
    "spectre.css@0.5.9": "dist/spectre.css",
    "foundation-sites@6.8.1": "dist/css/foundation.css",
    "water.css@2.1.1": "out/water.css",
    "simpledotcss@2.3.3": "simple.css",
    "tachyons@4.12.0": "css/tachyons.css",
}

FORMS: dict[str, Callable[[bytes], bytes]] = {
    "as published": lambda raw: raw,
    "CRLF": lambda raw: raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "BOM": lambda raw: b"\xef\xbb\xbf" + raw,
    "@charset": lambda raw: b'@charset "utf-8";\n' + raw.removeprefix(b'@charset "UTF-8";'),
    "no final newline": lambda raw: raw.rstrip(),
    "tabs": lambda raw: re.sub(rb"(?m)^(?:  )+", lambda match: b"\t" * (len(match[0]) // 2), raw),
}

PROMPTS = {
    "stylesheet": "red text for errors",
    "group": "hide the sidebar",
    "declarations": "white background with rounded corners",
    "keyframes": "fade in",
    "value": "dark grey",
}


BLOCKS = {"group": "@media print {\n}", "keyframes": "@keyframes added {\n}"}


def download(package: str, member: str, directory: Path) -> bytes:
    """One file of an npm package."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(directory), package]
    archive = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(directory / archive) as file:
        content = file.extractfile(f"package/{member}")
        if content is None:
            raise FileNotFoundError(f"{package}: {member}")
        return content.read()


def add_markers(text: str) -> str:
    """Put a marker in the first block of each kind, and one between rules; blocks that are missing are added."""
    root = read_structure(list(scan(text))).root
    places: dict[str, int] = {}
    for block in iter_blocks(root):
        kind = {Content.RULES: "group", Content.KEYFRAMES: "keyframes"}.get(block.content, "declarations")
        places.setdefault(kind, block.start)
        if kind == "declarations" and block.start != places[kind] and not block.at_rule:
            places.setdefault("value", block.start)
    for kind, added in BLOCKS.items():
        if kind not in places:
            text = f"{text.rstrip()}\n{added}\n"
            places[kind] = text.rindex("}")
    places["stylesheet"] = len(text.rstrip())
    for kind, offset in sorted(places.items(), key=lambda item: -item[1]):
        marker = f"/* complete: {PROMPTS[kind]} */"
        inserted = f" color: {marker};" if kind == "value" else f"\n{marker}\n"
        text = text[:offset] + inserted + text[offset:]
    return text


def iter_blocks(block: Block) -> Iterator[Block]:
    """All blocks below `block` whose contents are known, in the order of the text."""
    for inner in block.blocks:
        if inner.content is not Content.UNKNOWN:
            yield inner
        yield from iter_blocks(inner)


def keeps_outside(before: bytes, after: bytes) -> bool:
    """Whether `after` is `before` with nothing but its markers replaced."""
    pieces = re.split(rb"/\* complete: .*? \*/", before)
    return re.fullmatch(b".*?".join(map(re.escape, pieces)), after, re.DOTALL) is not None


def main() -> int:
    """Print a table; the exit code is 1 if a byte outside a fill changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="default")
    arguments = parser.parse_args()
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        for package, member in SHEETS.items():
            totals += fill_forms(package, download(package, member, directory), directory, arguments.model)
    filled = f"{totals['filled']} of {totals['markers']} markers filled"
    print(f"{totals['files']} files, {filled}, {totals['lost']} files changed elsewhere")
    return 1 if totals["lost"] else 0


def fill_forms(package: str, raw: bytes, directory: Path, model: str) -> Counter[str]:
    """Fill one stylesheet in all its forms, and say what became of it."""
    marked = add_markers(raw.decode()).encode()
    paths: dict[Path, bytes] = {}
    for form, change in FORMS.items():
        path = directory / f"{re.sub('[^a-z]', '', package)}-{re.sub('[^A-Za-z]', '', form)}.css"
        paths[path] = change(marked)
        path.write_bytes(paths[path])
    command = [sys.executable, "-m", "cssgen", "fill", "--quiet", "--model", model, *map(str, paths)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode == 2:
        raise SystemExit(result.stderr or result.stdout)
    counts: Counter[str] = Counter(files=len(paths))
    for path, before in paths.items():
        after = path.read_bytes()
        counts["markers"] += before.count(b"/* complete: ")
        counts["filled"] += before.count(b"/* complete: ") - after.count(b"/* complete: ")
        counts["lost"] += not keeps_outside(before, after)
    filled = f"{counts['filled']:>2} of {counts['markers']} filled"
    print(f"{package:26} {len(raw):>9,} bytes: {filled}, {counts['lost']} changed elsewhere")
    return counts


if __name__ == "__main__":
    raise SystemExit(main())
