"""Declarations settled in the block around the marker: what is of a part of it, and what it is already.

A dot that a recipe draws in an `::after` stands in `&::after` where the marker is in the rule of the element itself,
and what holds on `&:hover` simply holds where the rule is one of `:hover`.
"""

import re
from collections.abc import Sequence
from typing import Final

from cssgen.answers import Declaration, Item, Rule
from cssgen.wishes.joining import merge

_GENERATED: Final = re.compile(r"::?(?:before|after)\b")
_INNERMOST: Final = re.compile(r"[\s>](?P<last>[a-z][a-z0-9]*|\[role=\"?\w+\"?\])\Z")
_STATE: Final = re.compile(r"&(?P<state>(?:::?[\w-]+(?:\([^()]*\))?|\[[^\]]*\]|\.[A-Za-z][\w-]*)+)")
# States that selectors tell in several ways.
_ALIKE: Final = (
    re.compile(
        r"(?:\[aria-(?:selected|current|pressed|checked)[^\]]*\]|:checked|\.(?:is-)?(?:active|selected|current|chosen|on))\Z"
    ),
    re.compile(r"(?:\[(?:aria-)?disabled[^\]]*\]|:disabled|\.(?:is-)?disabled)\Z"),
    re.compile(r"(?:\[aria-invalid[^\]]*\]|:(?:user-)?invalid|\.(?:is-|has-)?(?:invalid|error))\Z"),
    re.compile(r"(?:\[open\]|\[aria-expanded[^\]]*\]|:popover-open|\.(?:is-)?(?:open|expanded))\Z"),
)


def settle(items: Sequence[Item], own: str, around: str, declared: Sequence[str] = ()) -> tuple[Item, ...]:
    """Items of a recipe as the block around the marker needs them.

    Args:
        items: declarations, and rules nested in the block.
        own: the prelude of the block that the recipe has them in.
        around: that of the block around the marker; empty where rules stand.
        declared: the properties that this block declares already.
    """
    return _give_to_part(_take_for_granted(_enter(items, around), around), own, around, declared)


def _enter(items: Sequence[Item], around: str) -> tuple[Item, ...]:
    """What a recipe says of the elements inside of a block, where the rule around the marker is for these."""
    match = _INNERMOST.search(around)
    if match is None:
        return tuple(items)
    inner = re.compile(rf"&\s+(?:>\s*)?{re.escape(match['last'])}(?P<state>:[^\s,]*)?")
    entered = [(inner.fullmatch(item.prelude), item) for item in items if isinstance(item, Rule)]
    if not any(found and not found["state"] for found, _ in entered):
        return tuple(items)
    return merge(
        (rule.items or ()) if not found["state"] else (Rule(f"&{found['state']}", rule.items),)
        for found, rule in entered
        if found
    )


def _give_to_part(items: Sequence[Item], own: str, around: str, declared: Sequence[str]) -> tuple[Item, ...]:
    """What a recipe generates before or behind an element, where the marker is in the rule of the element."""
    inner = tuple(item for item in items if isinstance(item, Declaration))
    parts = [_GENERATED.search(part) for part in own.split(",")]
    if "::" in around or not all(parts) or not any(item.name == "content" for item in inner):
        return tuple(items)
    prelude = ", ".join(dict.fromkeys(f"&{part[0]}" for part in parts if part))
    is_placed = any((item.name, item.value) == ("position", "absolute") for item in inner)
    # What it is placed by.
    holder = (Declaration("position", "relative"),) if is_placed and "position" not in declared else ()
    return (*holder, Rule(prelude, inner), *(item for item in items if isinstance(item, Rule)))


def _take_for_granted(items: Sequence[Item], around: str) -> tuple[Item, ...]:
    """What holds in a state, where the rule around the marker is one of that state."""
    if not around or around.startswith("@") or "," in around:
        return tuple(items)
    held = [item for item in items if isinstance(item, Rule) and _is_held(item.prelude, around)]
    if not held:
        return tuple(items)
    # What is so then counts before what is so always.
    return merge([*(rule.items or () for rule in held), [item for item in items if item not in held]])


def _is_held(prelude: str, around: str) -> bool:
    parts = [_STATE.fullmatch(part.strip()) for part in prelude.split(",")]
    return any(part is not None and _holds(part["state"], around) for part in parts)


def _holds(state: str, around: str) -> bool:
    return around.endswith(state) or any(each.match(state) and each.search(around) for each in _ALIKE)
