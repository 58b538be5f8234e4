"""“Did you mean”: the known name that a misspelt one is nearest to."""

import difflib
from collections.abc import Iterable


def suggest(word: str, names: Iterable[str]) -> str:
    """The tail of a message, `"; did you mean `color`?"`, or nothing if no name is near."""
    close = difflib.get_close_matches(word.lower(), names, 1, 0.72)
    return f"; did you mean `{close[0]}`?" if close else ""
