"""How many of the three browser engines ship a feature, from MDN's compatibility data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

FEWEST_ENGINES = 2
_WORD = re.compile(r"[a-z][a-z-]*")
# `type()` is one function in `attr()` and another in `image-set()`; the others are types as well as functions.
_AMBIGUOUS = frozenset({"type", "image", "string"})

# One browser for each engine: Blink, Gecko, WebKit.
_BROWSERS = ("chrome", "firefox", "safari")


def count_engines(entry: Mapping[str, Any] | None, prefix: str = "") -> int:
    """Engines (0 to 3) that ship the feature of `entry` under this prefix, without a flag, to this day."""
    if not entry or "__compat" not in entry:
        return 0
    support = entry["__compat"]["support"]
    return sum(any(_ships(each, prefix) for each in _statements(support.get(browser))) for browser in _BROWSERS)


def count_property_engines(name: str, compat: Mapping[str, Any]) -> int:
    """Engines of a property; MDN describes `-webkit-line-clamp` as a prefixed `line-clamp`."""
    prefix = re.match(r"-[a-z]+-|", name)
    if name in compat or prefix is None or not prefix[0]:
        return count_engines(compat.get(name))
    return count_engines(compat.get(name.removeprefix(prefix[0])), prefix[0])


def _statements(support: Any) -> Iterable[Mapping[str, Any]]:
    if support is None:
        return ()
    return support if isinstance(support, list) else (support,)


def _ships(statement: Mapping[str, Any], prefix: str) -> bool:
    if statement.get("version_added") in (None, False, "preview") or statement.get("prefix", "") != prefix:
        return False
    return not statement.keys() & {"flags", "alternative_name", "version_removed"}


def find_unshipped_values(entry: Mapping[str, Any]) -> list[str]:
    """Keywords of a property that fewer than two engines ship; MDN lists them below the property."""
    return sorted(
        name
        for name, value in entry.items()
        if _WORD.fullmatch(name) and "__compat" in value and count_engines(value) < FEWEST_ENGINES
    )


def count_function_engines(types: Mapping[str, Any], names: Iterable[str]) -> dict[str, int]:
    """Engines of each function in `names` (`calc-size()`) that MDN knows; the best of several entries."""
    counts: dict[str, int] = {}
    wanted = frozenset(names)
    for name, entry in _walk(types):
        if f"{name}()" in wanted and name not in _AMBIGUOUS:
            counts[f"{name}()"] = max(counts.get(f"{name}()", 0), count_engines(entry))
    return counts


def _walk(entries: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, entry in entries.items():
        if name != "__compat":
            if "__compat" in entry:
                yield name, entry
            yield from _walk(entry)
