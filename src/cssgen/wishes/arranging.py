"""Things placed beside or above one another: that is said of what holds them, not of the first one that is named.

`filters on the left at 260px, results take the rest` are two columns of what lays both out.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cssgen.answers import Declaration
from cssgen.wishes.containers import find_areas, find_holder
from cssgen.wishes.hiding import is_hiding
from cssgen.wishes.targets import Target

_VERBS: Final = r"(?:(?:goes|go|sits?|stays?|stands?|comes?|moves?|placed|put|is|are|stack(?:ed)?)\s+)*"
_BESIDE: Final = re.compile(
    rf"{_VERBS}(?:(?:on|to|at|in)\s+)?(?:the\s+)?(?P<side>left|right)(?:[- ](?:hand )?(?:side|column))?"
    r"(?:[ ,(]+(?:(?:at|with|in|as|is|of|about)\s+)?(?:an?\s+)?(?P<size>(?:\d*\.)?\d+(?:px|r?em|ch|%|fr|vw))"
    r"(?:\s+(?:wide|column))?\)?)?",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    r"(?:(?:the\s+)?[\w-]+\s+)?(?:(?:takes?|fills?|gets?|uses?|occup(?:y|ies)|keeps?|has|have)\s+(?:up\s+)?)?(?:all\s+)?(?:the\s+|what\s+)?"
    r"(?:rest|remaining (?:space|width|room)|remainder|is left|other (?:side|half))"
    r"|(?:next to|beside|alongside) (?:it|them|that)",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(
    rf"{_VERBS}(?:the\s+)?(?:above|below|under(?:neath)?|beneath|on top of|over)\s+(?:the\s+)?(?P<other>[\w-]+)",
    re.IGNORECASE,
)
_STACKED: Final = re.compile(
    r"(?:(?:everything|all|it|the|whole|page|layout|put|as|in|into|just|only|goes?|an?)\s+)*"
    r"(?:one|single|1)[- ]col(?:umn)?(?:\s+(?:layout|only))?"
    r"|(?:everything|all)\s+(?:is\s+)?(?:stacked|(?:below|under|above)\s+(?:each other|one another))",
    re.IGNORECASE,
)
_STAYS: Final = re.compile(
    r"(?:always\s+)?(?:(?:stays?|keeps?|remains?)\s+(?:in (?:view|sight|place)|visible|put|there)|sticks?|sticky)"
    r"(?:\s+(?:while|when|during)\b.*)?",
    re.IGNORECASE,
)
_SCROLLS: Final = re.compile(
    r"(?:the\s+)?(?:whole\s+|entire\s+)?page\s+(?:may\s+|can\s+|should\s+|must\s+)?scrolls?(?:\s+(?:again|normally))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Placing:
    """How some of the wishes place things.

    Attributes:
        columns: as `grid-template-columns` has them.
        told: the numbers of the wishes that say so.
        named: what is placed.
    """

    columns: str
    told: frozenset[int]
    named: tuple[str, ...]


def arrange(targets: Sequence[Target], rules: Sequence[tuple[str, Collection[str]]], text: str) -> tuple[Target, ...]:
    """Wishes of which those that place things are for what holds these.

    Args:
        targets: the wishes of a prompt.
        rules: those of the file, and the properties that each declares.
        text: the file.
    """
    placing = _find_columns(targets) or _find_stack(targets)
    holder = find_holder(rules, placing.named, text) if placing else None
    if placing is None or holder is None:
        return tuple(targets)
    declared = {name for selector, names in rules if selector == holder for name in names}
    told = [Declaration("grid-template-columns", placing.columns)]
    if "grid-template-columns" not in declared:
        told.insert(0, Declaration("display", "grid"))
    gone = [each.selector for each in targets if each.selector and is_hiding(each.wish)]
    areas = find_areas(holder, text, without=gone)
    if areas and placing.columns == "1fr":
        told.append(Declaration("grid-template-areas", " ".join(f'"{area}"' for area in areas)))
    if any(_SCROLLS.fullmatch(each.wish) for each in targets) and declared & {"height", "max-height", "block-size"}:
        told.append(Declaration("height", "auto"))
    first = min(placing.told)
    arranged: list[Target] = []
    for number, target in enumerate(targets):
        if number == first:
            arranged.append(Target(holder, target.wish, told=tuple(told)))
        elif number not in placing.told and not (_SCROLLS.fullmatch(target.wish) and not target.is_own):
            arranged.append(_keep_in_view(target))
    return tuple(arranged)


def _find_columns(targets: Sequence[Target]) -> _Placing | None:
    """Two things beside each other, the one on the left first."""
    # Tracks that are told together make one wish: `left at 260px, results take the rest`.
    parts = [(number, part) for number, each in enumerate(targets) for part in each.wish.split(", ")]
    beside = [(number, _BESIDE.fullmatch(part) if targets[number].is_own else None) for number, part in parts]
    placed = [(number, match) for number, match in beside if match]
    # What takes the rest need not have a rule yet.
    rest = [number for number, part in parts if _REST.fullmatch(part)]
    sides = {match["side"].lower(): match["size"] for _, match in placed}
    told = [*(number for number, _ in placed), *rest]
    others = [
        number for number, part in parts if number in told and not (_BESIDE.fullmatch(part) or _REST.fullmatch(part))
    ]
    if len(told) != 2 or others or not placed or len(sides) < len(placed):
        return None
    left, right = ("1fr" if sides.get(side) is None else sides[side] for side in ("left", "right"))
    return _Placing(f"{left} {right}", frozenset(told), tuple(targets[number].selector or "" for number in told))


def _find_stack(targets: Sequence[Target]) -> _Placing | None:
    """Everything below each other, or one thing above another one of the file."""
    for number, target in enumerate(targets):
        is_all = not target.is_own and _STACKED.fullmatch(target.wish)
        above = _ABOVE.fullmatch(target.wish) if target.is_own and target.selector else None
        if is_all or above:
            names = (target.selector or "", f".{above['other']}") if above else ()
            return _Placing("1fr", frozenset((number,)), names)
    return None


def _keep_in_view(target: Target) -> Target:
    """A thing of a grid that is to stay in view, whatever the recipes would make of it."""
    if _STAYS.fullmatch(target.wish) is None:
        return target
    told = (Declaration("position", "sticky"), Declaration("top", "1rem"), Declaration("align-self", "start"))
    return replace(target, told=told)
