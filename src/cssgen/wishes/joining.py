"""Several answers as one: what they declare put together, or seen not to go together."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from cssgen.answers import Declaration, Item, Rule
from cssgen.wishes.rewriting import occurs

_MODES: Final = frozenset({"display", "position", "width", "height", "flex-direction", "grid-template-columns"})


# What is chosen, as recipes and files say it.
_CHOSEN: Final = re.compile(
    r"&(?:\[aria-(?:selected|current|pressed|checked)[^\]]*\]|:checked|\.(?:is-)?(?:active|selected|current|chosen|on))"
)


def merge(answers: Iterable[Sequence[Item]]) -> tuple[Item, ...]:
    """Several answers as one; what two of them declare is taken from the first."""
    merged: tuple[Item, ...] = ()
    for items in answers:
        merged = _merge(merged, items)
    return merged


def _merge(items: tuple[Item, ...], more: Sequence[Item]) -> tuple[Item, ...]:
    result = list(items)
    names = {each.name for each in result if isinstance(each, Declaration)}
    wholes = {whole for name in names for whole in _list_wholes(name)}
    alike = {_ALIKE.get(name, name) for name in names}
    for item in more:
        if isinstance(item, Declaration):
            own = _list_wholes(item.name)
            # Nor beside a shorthand of it, or a longhand: `padding` and `padding-left`.
            is_new = item.name not in names and item.name not in wholes and names.isdisjoint(own)
            is_new = is_new and _ALIKE.get(item.name, item.name) not in alike
            is_full = item.name in ("width", "height") and _FULL_SIZES.fullmatch(item.value) is not None
            if is_new and not (is_full and _fills(result)):
                place = next((at for at, each in enumerate(result) if isinstance(each, Rule)), len(result))
                result.insert(place, item)
                names.add(item.name)
                alike.add(_ALIKE.get(item.name, item.name))
                wholes |= own
            continue
        same = [at for at, each in enumerate(result) if isinstance(each, Rule) and each.prelude == item.prelude]
        if not same:
            result.append(item)
        elif item.items is not None:
            first = result[same[0]]
            if isinstance(first, Rule):
                result[same[0]] = Rule(first.prelude, _merge(first.items or (), item.items))
    return tuple(result)


# Sizes that have two names.
_ALIKE: Final = {
    f"{limit}{logical}": f"{limit}{plain}"
    for limit in ("", "min-", "max-")
    for logical, plain in (("inline-size", "width"), ("block-size", "height"))
}
_FULL_SIZES: Final = re.compile(r"100(?:%|[dsl]?v[wh])")


def _fills(items: Iterable[Item]) -> bool:
    """Whether a block fills what holds it by its offsets, so that sizes of 100 % add nothing."""
    declared = {(item.name, item.value) for item in items if isinstance(item, Declaration)}
    return ("inset", "0") in declared and not declared.isdisjoint({("position", "fixed"), ("position", "absolute")})


@lru_cache(1_024)
def _list_wholes(name: str) -> frozenset[str]:
    """What `name` may be a longhand of: `border` and `border-top` for `border-top-color`."""
    wholes = frozenset(name[:place] for place, letter in enumerate(name) if letter == "-")
    return wholes - {"border"} if name.startswith(_NOT_OF_BORDER) else wholes


# `border` does not set these, whatever they are called.
_NOT_OF_BORDER: Final = ("border-radius", "border-collapse", "border-spacing")


def contradicts(items: Sequence[Item], others: Sequence[Item]) -> bool:
    """Whether two answers lay a block out otherwise: then they are two ways, not two parts of one."""
    return _hides(others, items) or _hides(items, others) or _differ(items, others)


def _hides(items: Sequence[Item], others: Sequence[Item]) -> bool:
    """Whether items hide from all what others leave to screen readers."""
    readable = _list_elements(others, _is_for_readers)
    return bool(readable) and not readable.isdisjoint(_list_elements(items, _is_gone))


def _differ(items: Sequence[Item], others: Sequence[Item]) -> bool:
    values = {item.name: item.value for item in others if isinstance(item, Declaration)}
    inner = {item.prelude: item.items or () for item in others if isinstance(item, Rule)}
    own = {item.name: item.value for item in items if isinstance(item, Declaration)}
    if _is_laid_out_twice({**values, **own}):
        return True
    # What is not displayed has no look.
    if values and own and (values.get("display") == "none") != (own.get("display") == "none"):
        return True
    return any(
        item.name in _MODES and values.get(item.name, item.value) != item.value
        if isinstance(item, Declaration)
        else _differ(item.items or (), inner.get(item.prelude, ()))
        for item in items
    )


def _is_laid_out_twice(declared: dict[str, str]) -> bool:
    """Whether declarations are those of a grid, and of something that is none."""
    is_grid = any(name.startswith("grid-template") for name in declared)
    is_other = declared.get("display") in ("flex", "inline-flex", "block") or not _OF_TEXT.isdisjoint(declared)
    return is_grid and is_other


_OF_TEXT: Final = frozenset(("columns", "column-count", "column-width"))


def _is_for_readers(item: Item) -> bool:
    """Whether a declaration is one of those that leave something to screen readers alone."""
    if not isinstance(item, Declaration) or item.name not in ("clip", "clip-path"):
        return False
    return re.match(r"rect\(|inset\((?:50|100)%", item.value) is not None


def _is_gone(item: Item) -> bool:
    return isinstance(item, Declaration) and (item.name, item.value.split(" ")[0]) in _GONE


_GONE: Final = frozenset((("display", "none"), ("visibility", "hidden")))


def _list_elements(items: Sequence[Item], tells: Callable[[Item], bool]) -> set[str]:
    """What rules with a certain declaration are for, in whatever state and medium; `&` is the block around them."""
    found: set[str] = set()
    for item in items:
        if isinstance(item, Declaration):
            found |= {"&"} if tells(item) else set()
        elif item.prelude.startswith("@"):
            found |= _list_elements(item.items or (), tells)
        elif any(tells(each) for each in item.items or ()):
            found |= {each.strip() for each in _PSEUDO_CLASS.sub("", item.prelude).split(",")}
    return found


_PSEUDO_CLASS: Final = re.compile(r"(?<!:):[a-z-]+(?:\([^()]*\))?")


def override(
    items: Sequence[Item], others: Sequence[Item], told: Collection[str] = (), *, only_told: bool = False
) -> tuple[Item, ...]:
    """Items with the values that `others` give to the same declarations of the same rules.

    Args:
        items: what is changed.
        others: what changes it.
        told: sizes and colours of the prompt: a value that holds one stays, unless the other one does, too.
        only_told: whether only values that hold one replace others.
    """
    values = {item.name: item.value for item in others if isinstance(item, Declaration)}
    inner = {item.prelude: item.items or () for item in others if isinstance(item, Rule)}

    def choose(item: Declaration) -> Declaration:
        other = values.get(item.name)
        if other is None:
            return item
        is_told = any(occurs(each, item.value) for each in told)
        is_other_told = any(occurs(each, other) for each in told)
        keeps = is_told or not is_other_told if only_told else is_told and not is_other_told
        return item if keeps else Declaration(item.name, other)

    return tuple(
        choose(item)
        if isinstance(item, Declaration)
        else item
        if item.items is None
        else Rule(item.prelude, override(item.items, inner.get(item.prelude, ()), told, only_told=only_told))
        for item in items
    )


def enclose(items: Sequence[Item], prelude: str) -> tuple[Item, ...]:
    """Declarations as a rule, and what is nested in them as rules behind it."""
    own = tuple(item for item in items if isinstance(item, Declaration))
    nested = [each for item in items if isinstance(item, Rule) for each in _unnest(item, prelude)]
    return (Rule(prelude, own), *nested) if own else tuple(nested)


def _unnest(rule: Rule, outer: str) -> tuple[Item, ...]:
    if rule.items is None or "," in outer:
        return ()
    if rule.prelude.startswith("@"):
        return (Rule(rule.prelude, enclose(rule.items, outer)),)
    if "," in rule.prelude and "(" in rule.prelude:
        return ()  # its commas need not separate selectors
    parts = [part.strip() for part in rule.prelude.split(",")]
    return enclose(rule.items, ", ".join(_join(part, outer) for part in parts))


def _join(inner: str, outer: str) -> str:
    """A nested selector with the outer one in front of it, which may be in its state already."""
    if inner.startswith("&") and len(inner) > 1 and outer.endswith(inner[1:]):
        return outer
    if _CHOSEN.fullmatch(inner) and _CHOSEN.fullmatch(f"&{outer[outer.rfind('.') :]}" if "." in outer else ""):
        return outer  # however both say it
    return inner.replace("&", outer) if "&" in inner else f"{outer} {inner}"


def share_property(items: Sequence[Item], others: Sequence[Item]) -> bool:
    """Whether two lists of keyframes change the same property: then they are two animations."""
    return not _list_properties(items).isdisjoint(_list_properties(others))


def _list_properties(items: Sequence[Item]) -> set[str]:
    inner = [_list_properties(item.items or ()) for item in items if isinstance(item, Rule)]
    return {item.name for item in items if isinstance(item, Declaration)}.union(*inner)
