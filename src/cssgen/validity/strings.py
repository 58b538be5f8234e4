"""Small languages inside CSS strings: path data of SVG, and the areas of a grid."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[\s,]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FLAG = re.compile(r"[\s,]*[01]")
_COMMAND = re.compile(r"\s*([A-Za-z])")
# Arguments of each command; `f` is a flag of an arc: https://svgwg.org/svg2-draft/paths.html#PathDataBNF.
_ARGUMENTS = {"m": "nn", "l": "nn", "h": "n", "v": "n", "c": "n" * 6, "s": "n" * 4, "q": "n" * 4, "t": "nn"}
_ARGUMENTS |= {"a": "nnnffnn", "z": ""}
_AREA = re.compile(r"\.+|[^\s.]+")


def is_path_data(text: str) -> bool:
    """Whether `text` is path data of SVG: commands with as many numbers as they take, a move first; or empty."""
    position = 0
    command = ""
    while match := _COMMAND.match(text, position):
        if match[1].lower() not in _ARGUMENTS or (not command and match[1] not in "Mm"):
            return False
        command = match[1]
        end = _read_arguments(text, match.end(), _ARGUMENTS[command.lower()])
        if end is None:
            return False
        position = end
    return not text[position:].strip()


def _read_arguments(text: str, position: int, kinds: str) -> int | None:
    """Offset behind one or more groups of arguments, None if a group is cut short."""
    groups = 0
    while True:
        start = position
        for count, kind in enumerate(kinds):
            match = (_FLAG if kind == "f" else _NUMBER).match(text, position)
            if match is None:
                return start if count == 0 and groups else None
            position = match.end()
        groups += 1
        if not kinds:
            return position


def is_area_grid(rows: Sequence[str]) -> bool:
    """Whether the strings of `grid-template-areas` make rows of one length with rectangular areas.

    https://drafts.csswg.org/css-grid/#grid-template-areas-property
    """
    grid = [_AREA.findall(row) for row in rows]
    if not grid or not grid[0] or any(len(row) != len(grid[0]) for row in grid):
        return False
    cells: dict[str, list[tuple[int, int]]] = {}
    for y, row in enumerate(grid):
        for x, name in enumerate(row):
            if not name.startswith("."):
                cells.setdefault(name, []).append((x, y))
    return all(map(_is_rectangle, cells.values()))


def _is_rectangle(cells: Sequence[tuple[int, int]]) -> bool:
    columns = [x for x, _ in cells]
    lines = [y for _, y in cells]
    area = (max(columns) - min(columns) + 1) * (max(lines) - min(lines) + 1)
    return area == len(cells)
