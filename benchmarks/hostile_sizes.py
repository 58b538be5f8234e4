"""Time and memory of `cssgen check` on stylesheets of just under 1 MB, and of 100 MB, that are made to take long.

    python benchmarks/hostile_sizes.py

Each stylesheet is read by a process of its own. Processor time and the most memory that it held; exits with 1 if a
megabyte takes more than 2 s or 500 MB, or 100 MB end without a diagnostic.
"""

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

_MARKER = "/* complete: x */\n"
_LINE = 4_900
_SIZE = 990_000
_DENSE = 595_000  # tokens: just under their limit

PIECES = {
    "empty rules": "{}", "rules": "a{b:c} ", "semicolons": ";", "words": "a ", "commas": "a,", "strings": '"a"',
    "open quotes": '"', "open braces": "{", "open rules": "a{", "open parentheses": "(", "closing braces": "}",
    "comments": "/**/", "open comments": "/*", "slashes": "/", "escapes": "\\0 ", "backslashes": "\\", "stars": "*",
    "urls": "url(", "imports": "@import 'a';", "at-rules": "@x{}", "custom properties": "--x:1;", "hashes": "#",
    "HTML comments": "<!--", "signs beyond ASCII": "é💡", "important": "!important ", "selectors": ":is(a)>b ",
}  # fmt: skip


def fill_lines(piece: str, size: int = _SIZE) -> str:
    """`piece` again and again, in lines that are not too long, as far as the limits on size and tokens let it."""
    line = piece * (_LINE // len(piece)) + "\n"
    return (line * (size // len(line) + 1))[:size]


def inputs() -> dict[str, str]:
    """The stylesheets by name."""
    texts = {name: _MARKER + fill_lines(piece) for name, piece in PIECES.items()}
    texts |= {f"{name}, fewer": _MARKER + fill_lines(PIECES[name], _DENSE) for name in ("empty rules", "semicolons")}
    many = _MARKER * 1_000
    enabled = fill_lines("/*cssgen-enable CSSG000*/")
    return texts | {
        "a thousand markers in a long block": "a{" + "".join(f"p{i}:1;\n" for i in range(70_000)) + many + "}",
        "a thousand markers in a value": "a{b:\n" + ("/* complete: x */ " + "a " * 225 + "\n") * 999 + "}",
        "a thousand markers, deeply nested": "a{\n" * 90 + many + "}" * 90,
        "near misses": "/* complte: x */\n" * 58_000,
        "line comments": "// complete: x\n" * 65_000,
        "regions": f"{_MARKER.strip()}a{{}}/* cssgen:end p=0 sum=0 */\n" * 990,
        "a long region": _MARKER + fill_lines("a{b:c} ") + "/* cssgen:end p=0 sum=0 */",
        "codes enabled again and again": (_name_codes("disable", 300) + _MARKER + enabled)[:_SIZE],
        "codes enabled one by one": f"/* cssgen-disable */{_MARKER}{_name_codes('enable', 1_000)}{enabled}"[:_SIZE],
        "a long prompt": "/* complete: " + "\n*" * 490_000 + " */",
    }


def _name_codes(verb: str, count: int) -> str:
    return "".join(f"/* cssgen-{verb} CSSG{code:03} */\n" for code in range(count))


def measure(path: Path) -> tuple[float, float, int]:
    """Seconds of processor time, megabytes, and lines of output of `cssgen check`."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([sys.executable, "-m", "cssgen", "check", path.name], cwd=path.parent, stdout=output)
        _, _, usage = os.wait4(process.pid, 0)
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, len(output.read().splitlines())


def main() -> int:
    """Measure each stylesheet, print a table, and say whether all stayed within their limits."""
    fine = True
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors\n")
    print("| stylesheet | size, MB | time, s | memory, MB |\n| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "a.css")
        for name, text in inputs().items():
            path.write_text(text, encoding="utf-8", errors="surrogatepass")
            size = path.stat().st_size / 1e6
            seconds, memory, _ = measure(path)
            fine &= size > 1 or (seconds <= 2 and memory <= 500)
            print(f"| {name} | {size:.2f} | {seconds:.2f} | {memory:.0f} |", flush=True)
        path.write_text(fill_lines("a{b:c} ", 100_000_000) + _MARKER)
        seconds, memory, lines = measure(path)
        fine &= lines > 1 and memory <= 500
        print(f"| 100 MB of rules, and a marker at the end | 100.00 | {seconds:.2f} | {memory:.0f} |")
    return not fine


if __name__ == "__main__":
    sys.exit(main())
