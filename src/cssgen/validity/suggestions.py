"""“Did you mean”: the known name that a misspelt one is nearest to."""

from collections.abc import Iterable

_SHORTEST = 3
_SHORT = 4
# Mistakes of typing stand close together; names that differ over more letters than that are other names.
_WIDEST_DIFFERENCE = 6


def suggest(word: str, names: Iterable[str]) -> str:
    """The tail of a message, "; did you mean `color`?", or nothing if no name is near."""
    word = word.lower()
    if len(word) < _SHORTEST:
        return ""
    limit = 1 if len(word) <= _SHORT else 2
    near = [(distance, name) for name in names if (distance := _distance(word, name, limit)) <= limit]
    return f"; did you mean `{min(near)[1]}`?" if near else ""


def _distance(left: str, right: str, limit: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour; more than `limit` if there are more."""
    if abs(len(left) - len(right)) > limit or left == right:
        return limit + 1
    start, end, shorter = 0, 0, min(len(left), len(right))
    while start < shorter and left[start] == right[start]:
        start += 1
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    left, right = left[start : len(left) - end], right[start : len(right) - end]
    return _edits(left, right) if max(len(left), len(right)) <= _WIDEST_DIFFERENCE else limit + 1


def _edits(left: str, right: str) -> int:
    """Optimal string alignment distance: https://doi.org/10.1145/363958.363994."""
    before: list[int] = []
    current = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        earlier, before, current = before, current, [row]
        for column, other in enumerate(right, 1):
            cost = min(before[column] + 1, current[-1] + 1, before[column - 1] + (letter != other))
            swapped = row > 1 and column > 1 and letter == right[column - 2] and other == left[row - 2]
            current.append(min(cost, earlier[column - 2] + 1) if swapped else cost)
    return current[-1]
