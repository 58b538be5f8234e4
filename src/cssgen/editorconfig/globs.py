"""The patterns of `.editorconfig`, matched in time that grows with pattern and path, whatever they are."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST = 500
"""Characters of a pattern; a longer one matches nothing."""
_DEPTH = 8
_RANGE = re.compile(r"([+-]?\d{1,9})\.\.([+-]?\d{1,9})")
_NUMBER = re.compile(r"[+-]?\d{1,18}")


@dataclass(frozen=True, slots=True)
class _Many:
    """`*`, or `**`, which takes slashes as well."""

    takes_slash: bool


@dataclass(frozen=True, slots=True)
class _One:
    """`?` and `[abc]`, `[!a-z]`: a character in `ranges`, or not in them; never a slash."""

    ranges: tuple[tuple[str, str], ...]
    is_negated: bool


@dataclass(frozen=True, slots=True)
class _Number:
    """`{1..9}`."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """`{a,b}`."""

    branches: "tuple[tuple[_Part, ...], ...]"


@dataclass(frozen=True, slots=True)
class _Folders:
    """`/**/`: a slash, or any folders between two."""


_Part = str | _Many | _One | _Number | _Choice | _Folders


def matches(pattern: str, path: str) -> bool:
    """Whether a section's pattern means a file.

    Args:
        pattern: what stands in the brackets of the section.
        path: of the file, below the folder of the `.editorconfig`, with slashes.
    """
    if len(pattern) > LONGEST:
        return False
    # Without a slash it is for names at any depth: https://spec.editorconfig.org/#glob-expressions
    pattern = pattern.removeprefix("/") if "/" in pattern else f"**/{pattern}"
    parts, _ = _Parser(f"/{pattern}").parse(0, "", 0)
    return len(path) + 1 in _advance(parts, f"/{path}", {0})


class _Parser:
    """Reads one pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._partners = _pair_braces(pattern)

    def parse(self, index: int, ends: str, depth: int) -> tuple[tuple[_Part, ...], int]:
        """The parts from an index up to a character of `ends`, and where that is."""
        parts: list[_Part] = []
        while index < len(self._pattern) and self._pattern[index] not in ends:
            part, index = self._parse_part(index, depth)
            parts.append(part)
        return tuple(parts), index

    def _parse_part(self, index: int, depth: int) -> tuple[_Part, int]:
        pattern, character = self._pattern, self._pattern[index]
        if pattern.startswith("/**/", index):
            return _Folders(), index + 4
        if character == "*":
            is_double = pattern.startswith("**", index)
            return _Many(is_double), index + 1 + is_double
        if character == "?":
            return _One((), True), index + 1
        if character == "[":
            return _parse_class(pattern, index)
        if character == "{" and index in self._partners and depth < _DEPTH:
            return self._parse_braces(index, depth)
        if character == "\\" and index + 1 < len(pattern):
            return pattern[index + 1], index + 2
        return character, index + 1

    def _parse_braces(self, index: int, depth: int) -> tuple[_Part, int]:
        """A choice or a range of numbers; braces that are neither stand for themselves."""
        end = self._partners[index]
        match = _RANGE.fullmatch(self._pattern, index + 1, end)
        if match is not None:
            low, high = sorted((int(match[1]), int(match[2])))
            return _Number(low, high), end + 1
        branches: list[tuple[_Part, ...]] = []
        place = index
        while place < end:
            branch, place = self.parse(place + 1, ",}", depth + 1)
            branches.append(branch)
        if len(branches) == 1:
            branches = [("{", *branches[0], "}")]
        return _Choice(tuple(branches)), place + 1


def _pair_braces(pattern: str) -> Mapping[int, int]:
    """The closing brace of each opening one that has one."""
    partners: dict[int, int] = {}
    open_: list[int] = []
    for match in re.finditer(r"\\.|[{}]", pattern):
        if match[0] == "{":
            open_.append(match.start())
        elif match[0] == "}" and open_:
            partners[open_.pop()] = match.start()
    return partners


def _parse_class(pattern: str, index: int) -> tuple[_Part, int]:
    match = re.compile(r"\[([!^]?)((?:\\.|[^\]\\/])+)\]").match(pattern, index)
    if match is None:
        return "[", index + 1
    items = re.findall(r"(\\.|[^\\])(?:-(\\.|[^\\]))?", match[2])
    ranges = tuple((low[-1], (high or low)[-1]) for low, high in items)
    return _One(ranges, bool(match[1])), match.end()


def _advance(parts: Iterable[_Part], path: str, places: set[int]) -> set[int]:
    """Where parts of a pattern may end that begin at any of `places`."""
    for part in parts:
        places = _step(part, path, places)
    return places


def _step(part: _Part, path: str, places: set[int]) -> set[int]:
    if isinstance(part, str):
        return {place + 1 for place in places if path.startswith(part, place)}
    if isinstance(part, _One):
        return {place + 1 for place in places if place < len(path) and _is_in(path[place], part)}
    if isinstance(part, _Many):
        return _spread(path, places, "" if part.takes_slash else "/")
    if isinstance(part, _Folders):
        slashes = {place + 1 for place in places if path.startswith("/", place)}
        return slashes | {place + 1 for place in _spread(path, slashes, "") if path.startswith("/", place)}
    if isinstance(part, _Choice):
        return {end for branch in part.branches for end in _advance(branch, path, places)}
    found = (match for place in places if (match := _NUMBER.match(path, place)))
    return {match.end() for match in found if part.low <= int(match[0]) <= part.high}


def _spread(path: str, places: set[int], stops: str) -> set[int]:
    """All places from one of `places` on, up to a character of `stops`."""
    reached: set[int] = set()
    is_reached = False
    for place in range(len(path) + 1):
        is_reached = is_reached or place in places
        if is_reached:
            reached.add(place)
        if place < len(path) and stops and path[place] in stops:
            is_reached = False
    return reached


def _is_in(character: str, part: _One) -> bool:
    is_named = any(low <= character <= high for low, high in part.ranges)
    return character != "/" and is_named is not part.is_negated
