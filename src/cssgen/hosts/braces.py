"""`{…}` of Svelte and Astro: expressions of JavaScript, as far as their end can be told."""

import re

from cssgen.blanks import MaskError

_PART = re.compile(
    r"""
      "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'   # one that does not end on its line is an apostrophe
    | /\*.*?\*/ | (?<![^\s{};,(])//[^\n\r]*
    | (?P<sign>[{}`])
    """,
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE_PART = re.compile(r"\\.|(?P<sign>`|\$\{)", re.DOTALL)


def skip_braces(text: str, start: int) -> int:
    """Where the expression ends whose `{` is at `start`.

    Raises:
        MaskError: it has no end that can be told.
    """
    # What is open: braces, and templates between backticks, which may hold braces again.
    stack: list[str] = []
    position = start
    while True:
        match = (_TEMPLATE_PART if stack and stack[-1] == "`" else _PART).search(text, position)
        if match is None:
            raise MaskError("`{` is never closed", start)
        position = match.end()
        sign = match["sign"]
        if sign is None:
            continue
        if sign == "}" or (sign == "`" and stack[-1] == "`"):
            stack.pop()
            if not stack:
                return position
        else:
            stack.append(sign[-1])
