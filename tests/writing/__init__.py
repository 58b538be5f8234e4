"""Contents of the file that the tests of this package replace."""

from pathlib import Path

OLD, NEW, SAVED = b"a { /* complete: x */ }\r\n", b"a { color: red }\r\n", b"b { }\n"


def names_in(directory: Path) -> list[str]:
    """What a directory holds."""
    return sorted(path.name for path in directory.iterdir())
