"""Words that reports share."""


def plural(count: int, noun: str, several: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"
