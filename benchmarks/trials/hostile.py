"""Hostile input: stylesheets, repositories and answers that mean harm. Each try draws another one of its kind."""

import contextlib
import io
import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cssgen.candidates import Candidate
from cssgen.cli import main
from cssgen.fill import FillOptions
from cssgen.rewrite import fill_bytes
from trials.kinds import Attempt, Broken, Kind

_TRIES = 110
_MARKER = "/* complete: red text */"
_SHEET = f"a {{\n  margin: 0;\n  {_MARKER}\n}}\n"
CONTROLS = "\x1b\x07\x9b\u202e\u2066"

Draw = Callable[[random.Random], bytes]


def _check(directory: Path, chance: random.Random, draw: Draw) -> str:
    """`cssgen check` ends in good order, changes nothing, and prints nothing that steers a terminal."""
    path = directory / "a.css"
    content = draw(chance)
    path.write_bytes(content)
    return _run(["check", str(directory)], path, content)


def _run(arguments: list[str], path: Path, content: bytes) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        code = main(arguments)
    printed = output.getvalue()
    if "error in cssgen" in printed or code not in (0, 1, 2):
        raise Broken(f"exit code {code}: {printed[-200:]!r}")
    if any(sign in printed for sign in CONTROLS):
        raise Broken(f"it printed {printed[:200]!a}")
    if path.read_bytes() != content:
        raise Broken("the file was changed")
    found = sorted({word.strip("[]") for word in printed.split() if word.startswith("[CSSG")})
    return f"left as it is, {' '.join(found)}" if found else "left as it is"


def _answer(_directory: Path, chance: random.Random, texts: tuple[str, ...]) -> str:
    """An answer that means harm is refused, or what is harmless of it written where the marker was."""
    text = chance.choice(texts).replace(
        "EVIL", f"{chance.choice(('https:', '', 'HTTP:'))}//evil.example/{chance.random()}"
    )
    raw = _SHEET.encode()
    outcome = fill_bytes(Path("a.css"), raw, lambda contexts: [[Candidate(text)] for _ in contexts], FillOptions())
    before, behind = raw.split(_MARKER.encode())
    if not (outcome.content.startswith(before) and outcome.content.endswith(behind)):
        raise Broken(f"the file around the marker was changed by {text!r}")
    written = outcome.content[len(before) : -len(behind)].decode()
    if any(word in written for word in ("evil", "@import", "</", *CONTROLS)) or written.count("/*") != 1:
        raise Broken(f"it wrote {written!r}")
    return "refused" if outcome.content == raw else "harmless part written"


def _repeat(piece: str, low: int, high: int, head: str = f"{_MARKER}\n", tail: str = "") -> Draw:
    return lambda chance: (head + piece * chance.randint(low, high) + tail).encode()


def _spoil(pieces: tuple[bytes, ...]) -> Draw:
    """The stylesheet with some of `pieces` at random places."""

    def draw(chance: random.Random) -> bytes:
        raw = _SHEET.encode()
        for _ in range(chance.randint(1, 4)):
            place = chance.randint(0, len(raw))
            raw = raw[:place] + chance.choice(pieces) + raw[place:]
        return raw

    return draw


def _say(text: str) -> Draw:
    return lambda chance: _SHEET.replace("red text", text * chance.randint(1, 9)).encode()


def _place_beside(name: str, contents: tuple[str, ...]) -> Callable[[Path, random.Random], str]:
    """A file beside the stylesheet that cssgen reads as well."""

    def attempt(directory: Path, chance: random.Random) -> str:
        other = directory / name
        other.write_text(chance.choice(contents), encoding="utf-8", errors="surrogateescape")
        return _check(directory, chance, lambda _: _SHEET.encode())

    return attempt


def _place_special(make: Callable[[Path], object]) -> Callable[[Path, random.Random], str]:
    def attempt(directory: Path, chance: random.Random) -> str:
        path = directory / f"{chance.random()}.css"
        make(path)
        try:
            return _check(directory, chance, lambda _: _SHEET.encode())
        finally:
            path.unlink()

    return attempt


_CHECKED: dict[str, Draw] = {
    "invalid UTF-8": _spoil((b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80")),
    "NUL characters": _spoil((b"\0", b"\0\0")),
    "UTF-16 without its mark": lambda _: _SHEET.encode("utf-16-le"),
    "an encoding that is not the declared one": lambda chance: b'@charset "shift_jis";\n' + chance.randbytes(50),
    "random bytes": lambda chance: chance.randbytes(chance.randint(1, 4_000)) + _SHEET.encode(),
    "escape sequences in a prompt": _say("\x1b]0;owned\x07\x1b[2J\x9b31m"),
    "marks of direction in a prompt": _say("\u202e\u2066x"),
    "quotes, brackets and comments left open": _spoil((b"/*", b'"', b"'", b"url(", b"(", b"{", b"\\", b"<!--")),
    "closing brackets too many": _spoil((b"}", b")", b"]", b"}}}}")),
    "escaped and broken urls": _spoil((b"u\\72l(", b"\\u\\72 \\l(/*", b"url( a b", b"url('")),
    "blocks nested without end": _repeat("a{\n", 101, 20_000),
    "parentheses nested without end": _repeat("(\n", 101, 20_000),
    "thousands of markers": _repeat(f"{_MARKER}\n", 1_001, 5_000),
    "thousands of near misses": _repeat("/* complte: x */\n", 100, 3_000),
    "end comments of regions without markers": _repeat("a{}/* cssgen:end p=0 sum=0 */\n", 10, 2_000),
    "a line without end": _repeat("a", 5_001, 100_000),
    "a file of more than 1 MB": _repeat("a { b: c }\n", 100_000, 110_000),
    "a million tokens": _repeat(f"{';' * 4_000}\n", 160, 200),
}
ANSWERED = {
    "answers that load from elsewhere": (
        "background: url(EVIL);", "background: u\\72l(EVIL)", "--x: 'EVIL';", "background: image-set('EVIL' 1x);",
        "background: url('\\\\\\\\evil.example');", "@import 'EVIL';", "src: url(EVIL);",
    ),
    "answers that close their block": (
        "color: red; } b { color: url(EVIL)", "} @import 'EVIL'; a {", "color: red }}}}", "color: red; ) ] }",
    ),
    "answers that leave something open": ("color: 'red", "color: rgb(1", "color: red; /*", "color: red \\", "b { c: d"),
    "answers that end the style element": ("color: red</style><script>", "content: '</style>';", "--x: </style>;"),
    "answers with control characters": ("color: red\x1b[2J;", "content: '\u202e';", "color: \x9bred;"),
}  # fmt: skip
_BESIDE = {
    "settings that are no settings": (
        "pyproject.toml", ("tool = 5\n", "[[tool.cssgen]]\n", "a." * 9_000 + "b=1\n",
                           "[tool.cssgen]\nseed = " + "[" * 9_000,
                           "[tool.cssgen]\nseed = " + "9" * 5_000, "[tool.cssgen]\nleave = '\\u001b[2J'\n"),
    ),
    "a .gitignore that takes for ever": (
        ".gitignore", ("*a" * 40 + "b\n", "!\n[z-a]\n\\\n", "**/" * 40 + "b\n", "[" * 9_000),
    ),
    "a .git that lies": (".git", ("gitdir: /nowhere\n", "gitdir: \0\n", "gitdir: " + "x/" * 90_000, "\udcff")),
}  # fmt: skip
_SPECIAL: dict[str, Callable[[Path], object]] = {
    "pipes among the stylesheets": os.mkfifo,
    "links to devices": lambda path: path.symlink_to("/dev/zero"),
    "links out of the tree": lambda path: path.symlink_to("/etc/passwd"),
    "links in a ring": lambda path: path.symlink_to(path.name),
}


@contextlib.contextmanager
def _open(directory: Path, attempt: Callable[[Path, random.Random], str]) -> Iterator[Attempt]:
    before = Path.cwd()
    os.chdir(directory)
    try:
        yield lambda _, chance: attempt(directory, chance)
    finally:
        os.chdir(before)


def _kind(name: str, attempt: Callable[[Path, random.Random], str]) -> Kind:
    return Kind("hostile input", name, partial(_open, attempt=attempt), _TRIES)


KINDS = (
    *(_kind(name, partial(_check, draw=draw)) for name, draw in _CHECKED.items()),
    *(_kind(name, partial(_answer, texts=texts)) for name, texts in ANSWERED.items()),
    *(_kind(name, _place_beside(*beside)) for name, beside in _BESIDE.items()),
    *(_kind(name, _place_special(make)) for name, make in _SPECIAL.items()),
)
