"""Compare scanner and validator with css-tree, which shares no code with them, and not even a language.

    python benchmarks/csstree.py --node-modules DIR [--texts 20000] [--seed 0]
    python benchmarks/csstree.py --node-modules DIR --values FILE

Texts are those of the fuzzing harness of the scanner: comments, strings, urls and brackets must be at the same offsets.
A file of values has lines `PROPERTY: VALUE`, behind `#` what is known of a difference: all others must get the same
verdict. Exits with 1 otherwise. Needs Node.js; DIR holds css-tree and @csstools/css-syntax-patches-for-csstree.
"""

import argparse
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cssgen.scanner import Kind, scan
from cssgen.validity.values import check_value
from fuzz_inputs import read_text

_SCRIPT = Path(__file__).with_suffix(".mjs")
_OURS = {
    Kind.COMMENT: "comment",
    Kind.UNCLOSED_COMMENT: "comment",
    Kind.STRING: "string",
    Kind.BAD_STRING: "string",
    Kind.URL: "url",
    Kind.UNCLOSED_URL: "url",
    Kind.OPEN: "bracket",
    Kind.CLOSE: "bracket",
}
_THEIRS = {
    "comment-token": "comment",
    "string-token": "string",
    "url-token": "url",
    "bad-url-token": "url",
    **dict.fromkeys(("{-token", "}-token", "(-token", ")-token", "[-token", "]-token"), "bracket"),
}
_NEWLINE = re.compile(r"(?:\r\n|[\n\r\f])\Z")
_LONE_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_ESCAPE_BEFORE = re.compile(r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|[^\n\r\f0-9a-fA-F])[)\\]")
Piece = tuple[str, int, int]


def ask(node_modules: Path, questions: Iterable[object]) -> list[Any]:
    """What css-tree answers."""
    lines = "".join(f"{json.dumps(question)}\n" for question in questions)
    command = ["node", str(_SCRIPT), str(node_modules.absolute())]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def find_ours(text: str) -> list[Piece]:
    """Comments, strings, urls and brackets as the scanner sees them."""
    return [(_OURS[token.kind], token.start, token.end) for token in scan(text) if token.kind in _OURS]


def find_theirs(text: str, tokens: Iterable[tuple[str, int, int]]) -> Iterator[Piece]:
    """The same of css-tree.

    Its functions hold their bracket, its bad strings the newline behind them, and its strings and urls a backslash at
    the end of the text, which the scanner leaves alone.
    """
    for name, start, end in tokens:
        if name == "function-token":
            yield "bracket", end - 1, end
        elif name == "bad-string-token":
            yield "string", start, start + len(_NEWLINE.sub("", text[start:end]))
        elif name in _THEIRS:
            is_escaping = end == len(text) and name != "comment-token" and _LONE_BACKSLASH.search(text[start:])
            yield _THEIRS[name], start, end - 1 if is_escaping else end


def draw_texts(count: int, seed: int) -> list[str]:
    """Random texts, without what css-tree is known to read otherwise than the specification.

    It takes escaped letters of `url(` for a function, and in a bad url it passes over a `)` or a backslash behind an
    escape. A byte order mark at the start cssgen has taken off before.
    """
    seeds = random.Random(seed)
    texts: list[str] = []
    while len(texts) < count:
        size = min(90, 1 + int(seeds.expovariate(1 / 16)))
        text = read_text(seeds.randbytes(size), "sheet").lstrip("\ufeff")
        urls = [text[start:end] for kind, start, end in find_ours(text) if kind == "url"]
        if not any("\\" in url.partition("(")[0] or _ESCAPE_BEFORE.search(url) for url in urls):
            texts.append(text)
    return texts


def compare_texts(node_modules: Path, texts: Sequence[str]) -> list[str]:
    """Texts that the two see differently, and how."""
    found = []
    for text, tokens in zip(texts, ask(node_modules, [{"text": text} for text in texts]), strict=True):
        ours, theirs = find_ours(text), list(find_theirs(text, tokens))
        if ours != theirs:
            only = sorted(set(ours) - set(theirs)), sorted(set(theirs) - set(ours))
            found.append(f"{text!r}: only the scanner has {only[0]}, only css-tree {only[1]}")
    return found


def read_values(path: Path) -> list[tuple[str, str, str]]:
    """Properties, values, and what is known of each."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        declaration, _, known = line.partition("  # ")
        name, colon, value = declaration.partition(":")
        if colon and not line.startswith("#"):
            rows.append((name.strip(), value.strip(), known))
    return rows


def compare_values(node_modules: Path, rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """Declarations that get different verdicts, and those of a known difference that get the same."""
    verdicts = ask(node_modules, [{"property": name, "value": value} for name, value, _ in rows])
    found = []
    for (name, value, known), theirs in zip(rows, verdicts, strict=True):
        ours = [problem.message for problem in check_value(name, value) if problem.severity == "error"]
        if (bool(ours) == bool(theirs)) == bool(known):
            found.append(f"{name}: {value}: the validator says {ours}, css-tree {theirs}; known: {known or 'no'}")
    return found


def main() -> int:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--node-modules", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--values", type=Path)
    arguments = parser.parse_args()
    if arguments.values:
        rows = read_values(arguments.values)
        found = compare_values(arguments.node_modules, rows)
        print(f"{len(rows)} declarations, {len(found)} unexpected verdicts")
    else:
        texts = draw_texts(arguments.texts, arguments.seed)
        found = compare_texts(arguments.node_modules, texts)
        print(f"{len(texts)} texts, {len(found)} differences")
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
