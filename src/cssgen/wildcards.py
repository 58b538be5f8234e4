"""Lines of `.gitignore` to one regular expression, where they are such as nearly all are.

pathspec knows the others, but it takes longer to import than all the rest of a run without a marker.
"""

import re
from collections.abc import Callable, Sequence

Match = Callable[[str], bool | None]
"""Whether a path is ignored, or expressly not; None if no line says anything."""

# Blanks, backslashes, `**`, and brackets with more than letters, digits and ranges are for pathspec.
_CHARACTER = r"(?:[^\s\\/*?\[\]]|\*(?!\*)|\?|\[(?:\w(?:-\w)?)+\])"
_PLAIN = re.compile(rf"!?(?!!)/?{_CHARACTER}+(?:/{_CHARACTER}+)*/?")
_WILDCARD = re.compile(r"(\*|\?|\[[^\]]*\])")


def compile_lines(lines: Sequence[str]) -> Match | None:
    """A function of paths, relative and with a final slash for a directory; None if some line is not plain.

    No parent directory of the path may be ignored.

    Args:
        lines: without comments and empty ones; the last that matches decides.

    https://git-scm.com/docs/gitignore#_pattern_format
    """
    if not all(map(_PLAIN.fullmatch, lines)):
        return None
    last_first = lines[::-1]
    try:
        match = re.compile("|".join(f"({_translate(line.removeprefix('!'))})" for line in last_first)).fullmatch
    except re.error:  # a range that runs backwards
        return None

    def find(path: str) -> bool | None:
        found = match(path)
        return None if found is None or found.lastindex is None else not last_first[found.lastindex - 1].startswith("!")

    return find


def _translate(line: str) -> str:
    """A regular expression for one line."""
    # With a slash at its beginning or in its middle it is a path from here, else a name at any depth.
    lead = "" if "/" in line.rstrip("/") else "(?:[^\0]*/)?"
    names = "/".join(map(_translate_name, line.strip("/").split("/")))
    return f"{lead}{names}{'/' if line.endswith('/') else '/?'}"


def _translate_name(name: str) -> str:
    if name == "*":
        return "[^/]+"  # no name is empty
    parts = _WILDCARD.split(name)
    return "".join(_TRANSLATED.get(part, part) if index % 2 else re.escape(part) for index, part in enumerate(parts))


_TRANSLATED = {"*": "[^/]*", "?": "[^/]"}
